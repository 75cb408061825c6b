"""Notices and task lists of roles, seats and delegations."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone

from members.access.roles import roles_of
from members.models import Invitation, Membership
from notifications.enums import MemberNoticeKind, MemberTaskList
from notifications.models import Notice
from notifications.notice_types import Recipient, anybody, each, register_notice, with_last_day
from notifications.notices import register_daily_notes
from notifications.task_lists import Entry, Worker, one_by_one, register_task_list
from sites.tree import content_type_of

if TYPE_CHECKING:
    from members.models import BoardSeat


# Days before its last one from which a person hears that a role ends.
ENDING_NOTICE_DAYS = 14


def note_ending_roles(at: datetime) -> None:
    """Tell each person once of a role that ends within 14 days, unless it was given for no longer."""
    today = timezone.localdate(at)
    soon = today + timedelta(days=ENDING_NOTICE_DAYS)
    rows = Membership.objects.in_force(on=today).filter(valid_until__lte=soon, user__is_active=True)
    kind = content_type_of(Membership)
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=row.user_id,
                portal_id=row.portal_id,
                kind=MemberNoticeKind.ROLE_ENDING,
                content_type=kind,
                object_id=str(row.pk),
                created_at=at,
            )
            for row in rows.order_by("pk")
            if row.valid_until and row.valid_until - row.valid_from > timedelta(days=ENDING_NOTICE_DAYS)
        ],
        ignore_conflicts=True,
    )


def _role_holds(row: Membership, recipient: Recipient) -> bool:
    ended = row.valid_until is not None and row.valid_until < recipient.today
    return row.user_id == recipient.user.pk and row.withdrawn_at is None and not ended


def _seat_holds(row: BoardSeat, recipient: Recipient) -> bool:
    ended = row.valid_until is not None and row.valid_until < recipient.today
    return row.user_id == recipient.user.pk and row.ended_at is None and not ended


def _role(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return with_last_day(str(row.get_role_display()), row.valid_until), ""


def _seat(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return str(row.get_seat_display()), ""


def _delegation(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return with_last_day(str(row.from_seat.user), row.valid_until), ""


register_daily_notes(note_ending_roles)
register_notice(
    MemberNoticeKind.ROLE_GIVEN, order=110, text=_role, holding=each(_role_holds), audience=anybody, for_all=True
)
register_notice(
    MemberNoticeKind.SEAT_GIVEN, order=120, text=_seat, holding=each(_seat_holds), audience=anybody, for_all=True
)
register_notice(
    MemberNoticeKind.DELEGATED,
    order=130,
    text=_delegation,
    holding=each(lambda row, recipient: row.ended_at is None and row.valid_until >= recipient.today),
    for_all=True,
)
register_notice(MemberNoticeKind.ROLE_ENDING, order=160, text=_role, holding=each(_role_holds), for_all=True)


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
        title=f"{row.full_name} – {row.offer}",
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
