"""Rights follow the calendar: roles and seats begin and end with a day, and so do the groups that they give.

Verbs bring the person they concern in step at once. What a new day changes is done when the person signs in or comes
back on that day, and for everybody at night.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from members.groups import ensure_city_groups, ensure_portal_groups, sync_user_groups
from sites.models import Portal

if TYPE_CHECKING:
    from django.contrib.sessions.backends.base import SessionBase

# The day of the last look, in the session.
SESSION_KEY = "rights_on"


def bring_in_step(user: User, session: SessionBase, *, on: date) -> None:
    """Give a person the groups of the day, once a day in each session. No query the second time.

    The account is locked meanwhile, as whoever ends a right locks it: a role that is withdrawn at that moment does not
    come back.
    """
    day = on.isoformat()
    if session.get(SESSION_KEY) != day:
        _bring_in_step(user, on=on)
        session[SESSION_KEY] = day


@transaction.atomic
def _bring_in_step(user: User, *, on: date, demote: bool = False) -> None:
    """Read the rights of a person once nobody else ends one of them, and give the groups they give."""
    account = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if account is not None:
        sync_user_groups(account, on=on, demote=demote)
        user.is_superuser = account.is_superuser


def bring_everybody_in_step(*, on: date) -> int:
    """Give all persons the groups of the day; superusers without the role of operator become ordinary accounts.

    Returns the number of accounts looked at. Some six queries for each.
    """
    concerned = User.objects.filter(
        Q(memberships__isnull=False)
        | Q(board_seats__isnull=False)
        | Q(groups__portal_group__isnull=False)
        | Q(is_superuser=True)
    ).distinct()
    count = 0
    for user in concerned.iterator():
        _bring_in_step(user, on=on, demote=True)
        count += 1
    return count


def repair_groups() -> int:
    """Make the groups of every portal and of the city what the tables of `members.groups` say.

    A portal that is older than a role lacks its group until then. Returns the number of portals; some thirty queries
    for each.
    """
    ensure_city_groups()
    portals = Portal.objects.exclude(container=None).exclude(collection=None).order_by("pk")
    count = 0
    for portal in portals.iterator():
        ensure_portal_groups(portal)
        count += 1
    return count
