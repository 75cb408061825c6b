"""Task lists of who looks after roles: invitations without an answer, roles that end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from members.access.roles import roles_of
from members.models import Invitation, Membership
from notifications.enums import MemberTaskList
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list

ROLES = "portals_admin:roles"
# Days before its last one from which the end of a role is shown.
ENDING_DAYS = 30


def _invitations(worker: Worker) -> Any:
    portals = roles_of(worker.user, on=worker.today).administered
    if not portals:
        return []
    return Invitation.objects.open(at=worker.now).filter(portal__in=portals).order_by("invited_at", "pk")


def _invitation(worker: Worker, row: Invitation) -> Entry:
    return Entry(
        title=f"{row.full_name} – {row.get_role_display()}",
        url=reverse(ROLES, args=[row.portal_id]),
        portal=worker.name_of_key(row.portal_id),
        since=row.invited_at,
        until=timezone.localdate(row.expires_at),
    )


def _ending_roles(worker: Worker) -> Any:
    portals = roles_of(worker.user, on=worker.today).administered
    if not portals:
        return []
    rows = Membership.objects.in_force(on=worker.today).filter(portal__in=portals, user__is_active=True)
    rows = rows.filter(valid_until__lte=worker.today + timedelta(days=ENDING_DAYS))
    return rows.select_related("user").order_by("valid_until", "pk")


def _ending_role(worker: Worker, row: Membership) -> Entry:
    return Entry(
        title=f"{row.user} – {row.get_role_display()}",
        url=reverse(ROLES, args=[row.portal_id]),
        portal=worker.name_of_key(row.portal_id),
        until=row.valid_until,
    )


register_task_list(
    MemberTaskList.INVITATIONS, order=130, rows=_invitations, entries=one_by_one(_invitation), is_dated=True
)
register_task_list(MemberTaskList.ENDING_ROLES, order=140, rows=_ending_roles, entries=one_by_one(_ending_role))
