"""Another name of an account, for the record (24.12): everybody may take the name of somebody else, nobody unseen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from accounts.models import User
from sites.enums import PortalEventKind
from sites.events import record_on_each
from sites.suspension_reports import portals_of

NAMES = ("username", "last_name", "first_name")
# Where an account keeps the names it had until its row is written.
FORMER = "_former_names"


def note_name(account: User, *, written: Iterable[str] | None) -> None:
    """Keep the names of an account that is about to be saved. One query, none where no name is written.

    Args:
        written: names of the fields that are saved; None: all of them.
    """
    former = None
    if account.pk and (written is None or not set(NAMES).isdisjoint(written)):
        former = User.objects.filter(pk=account.pk).only(*NAMES).first()
    setattr(account, FORMER, former)


def record_rename(account: User, *, at: datetime) -> None:
    """Record that an account that was just saved has another name, with both, and who changed it.

    The event stands in the record of each portal where the person holds a role or a seat; in that of the city where the
    person works over the city or nowhere. After the row is written, which locks it: verbs take the account before the
    record. Seven queries at most; none where the name is the same.
    """
    former: User | None = account.__dict__.pop(FORMER, None)
    if former is None or all(getattr(former, name) == getattr(account, name) for name in NAMES):
        return
    data = {"user": account.get_username(), "former_name": former.get_full_name(), "name": account.get_full_name()}
    if former.get_username() != account.get_username():
        data["former_user"] = former.get_username()
    portals = portals_of(account, on=timezone.localdate(at))
    record_on_each(
        PortalEventKind.ACCOUNT_RENAMED,
        {portal.pk if portal else None: data for portal in portals},
        at=at,
        by=_who_acts(),
    )


def _who_acts() -> User | None:
    """The person whose step in the admin runs; None: a command."""
    user = get_active_log_context().user
    return user if isinstance(user, User) else None
