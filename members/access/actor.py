"""Who acts, and that whoever acts still may until what is done is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.log_actions import get_active_log_context

from accounts.models import User
from members.access.roles import forget_role_sets
from members.errors import AccessEnded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib.auth.models import AnonymousUser


def who_acts() -> User | None:
    """The person whose step in the admin runs; None: a command, or nobody who is signed in."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


def lock_actor(by: User | AnonymousUser | None, *, also: User | Iterable[User] | None = None) -> dict[int, User]:
    """Lock the account of who acts, and those of whom it is about: no right of theirs ends until the transaction does.

    Verbs call it before they ask for a right, after a portal and before pages (`editorial.review.locking`); whoever
    ends a right locks the account as well. What was known of the person before is asked again. Returns the accounts as
    the database has them, by their keys; of whom it is about none, where it was deleted. Nothing for programs.

    Raises:
        AccessEnded: the account was closed, got another password, or its sessions were ended by a suspension, since
            the person's request began.
    """
    others = [also] if also is None or isinstance(also, User) else also
    keys = {user.pk for user in (by, *others) if user is not None and user.pk is not None}
    if not keys:
        return {}
    rows = User.objects.select_for_update(of=("self",), no_key=True).select_related("wagtail_userprofile")
    held = {account.pk: account for account in rows.filter(pk__in=keys).order_by("pk")}
    forget_role_sets()
    if isinstance(by, User) and by.pk is not None and not _is_in_session(by, held.get(by.pk)):
        raise AccessEnded
    return held


def _is_in_session(seen: User, stored: User | None) -> bool:
    """Whether the session of an account goes on that a request found good when it began."""
    return stored is not None and stored.is_active and stored.get_session_auth_hash() == seen.get_session_auth_hash()
