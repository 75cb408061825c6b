"""Who acts, and that whoever acts still may until what is done is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.log_actions import get_active_log_context

from accounts.models import User
from sites.errors import AccessEnded
from sites.standing import forget_standings

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def who_acts() -> User | None:
    """The person whose step in the admin runs; None: a command, or nobody who is signed in."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def hold_actor(by: User | AnonymousUser | None, *, also: User | None = None) -> None:
    """Lock the account of who acts, and that of whom it is about: no right of theirs ends until the transaction does.

    Verbs call it before they ask for a right, after a portal and before pages (`sites.locks`); whoever ends a right
    locks the account as well. What was known of the person before is asked anew. Nothing for programs. One query.

    Raises:
        AccessEnded: the account was closed, or its sessions were ended, since the person's request began.
    """
    keys = {user.pk for user in (by, also) if user is not None and user.pk is not None}
    if not keys:
        return
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk")
    stored = {key: (is_active, epoch) for key, is_active, epoch in rows.values_list("pk", "is_active", "session_epoch")}
    forget_standings()
    if by is not None and by.pk is not None and stored.get(by.pk) != (True, by.session_epoch):
        raise AccessEnded
