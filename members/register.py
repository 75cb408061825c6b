"""The persons who serve a portal (Regulation 9.7, 15.2, 16): seats on its board, and roles of those who write."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from audit.events import record_event
from members.enums import Engagement, MemberEventKind, Role, Seat
from members.models import BoardSeat, Membership
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

REGISTER_ROLES = (Role.EDITOR, Role.SECTION_EDITOR, Role.REPORTER, Role.COLLABORATOR, Role.ANSWERING_OFFICER)
# What a person is on a portal, in the order of the register. The words of seats and roles differ.
REGISTER_KINDS: tuple[Seat | Role, ...] = (*Seat, *REGISTER_ROLES)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One seat or role of one person."""

    person: User
    kind: Seat | Role
    engagement: str
    section: str
    since: date
    until: date | None
    decision: str

    @property
    def engagement_label(self) -> str:
        return str(Engagement(self.engagement).label) if self.engagement else ""


@transaction.atomic
def export_register(portal: Portal, *, on: date, kind: str = "", by: User, at: datetime) -> list[RegisterRow]:
    """Persons of a portal as `persons_of` has them, to be taken away; that they are, and by whom, is recorded."""
    rows = persons_of(portal, on=on, kind=kind)
    record_event(MemberEventKind.ACCOUNTS_EXPORTED, portal=portal, at=at, by=by, rows=len(rows), day=on)
    return rows


def persons_of(portal: Portal, *, on: date, kind: str = "") -> list[RegisterRow]:
    """Persons who serve a portal on a day, of one kind or of every: in the order of kinds, then by name.

    A seat counts for its own period, though the term of the board may have ended; a role until the day on which it
    was withdrawn.
    """
    period = Q(valid_until=None) | Q(valid_until__gte=on)
    seats = BoardSeat.objects.filter(period, board__portal=portal, valid_from__lte=on, ended_at=None)
    held = Q(withdrawn_at=None) | Q(withdrawn_at__date__gt=on)
    roles = Membership.objects.for_portal(portal).filter(period, held, valid_from__lte=on, role__in=REGISTER_ROLES)
    rows = [
        RegisterRow(
            person=seat.user,
            kind=Seat(seat.seat),
            engagement=seat.engagement,
            section="",
            since=seat.valid_from,
            until=seat.valid_until,
            decision=seat.decision_ref or seat.board.founding_number,
        )
        for seat in seats.select_related("user", "board")
    ]
    rows += [
        RegisterRow(
            person=role.user,
            kind=Role(role.role),
            engagement=role.engagement,
            section=role.section.title if role.section else "",
            since=role.valid_from,
            until=role.valid_until,
            decision=role.decision_ref,
        )
        for role in roles.select_related("user", "section")
    ]
    wanted = [row for row in rows if not kind or row.kind.value == kind]
    return sorted(wanted, key=lambda row: (REGISTER_KINDS.index(row.kind), str(row.person), row.since))
