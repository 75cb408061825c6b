"""Who handles what citizens send to a portal: on which portals, and in which roles."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from members.enums import CONTENT_ROLES
from members.models import BoardSeat, Membership
from participation.enums.submissions import SubmissionActor
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import AnyUser


def board_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals on whose board a person sits: the board answers for what citizens told the portal, and keeps
    the register of requests about their data. Never as an operator or supervisor."""
    return roles_of(user, on=on).boards


def handling_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose submissions a person reads as they were sent: as an editor, or on the board."""
    held = roles_of(user, on=on)
    edited = {key for key, role in held.roles if key is not None and role in CONTENT_ROLES}
    return held.boards | edited


def archived_portals() -> frozenset[int]:
    """Keys of the portals where nothing is done any more."""
    return frozenset(record.id for record in get_directory().records if record.is_archived)


def actors_of(user: AnyUser, portal_id: int, *, on: date) -> frozenset[SubmissionActor]:
    """Return the roles in which a person acts on the submissions to a portal: those who approve there decide on them,
    those who edit there respond and make drafts."""
    found = set()
    if portal_id in reviewed_portals(user, on=on):
        found.add(SubmissionActor.BOARD)
    if portal_id in handling_portals(user, on=on):
        found.add(SubmissionActor.EDITOR)
    return frozenset(found)


def handlers_of(portal_id: int, *, on: date) -> set[int]:
    """Keys of those who handle the submissions to a portal: its board and editors."""
    seats = BoardSeat.objects.in_force(on=on).filter(board__portal=portal_id).order_by()
    editors = Membership.objects.in_force(on=on).filter(portal=portal_id, role__in=CONTENT_ROLES).order_by()
    return {*seats.values_list("user", flat=True), *editors.values_list("user", flat=True)}
