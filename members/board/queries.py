"""What is read of boards to warn of what they lack."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from members.board.warnings import BoardFacts, BoardWarning, board_warnings
from members.enums import Seat
from members.models import Board, BoardSeat
from sites.enums import PortalState


def board_facts(
    *, on: date, portal_ids: Collection[int] | None = None, states: Collection[str] | None = None
) -> list[BoardFacts]:
    """Facts of the boards of some portals, or of all but the archived ones. One query, whatever their number."""
    seats = BoardSeat.objects.filter(board=OuterRef("pk"), user__is_active=True)
    # Whatever the term: that it has ended is a warning of its own.
    heads = seats.held_from(on).filter(seat=Seat.HEAD, valid_from__lte=on)
    approvers = seats.approving(on=on).order_by().values("board").annotate(persons=Count("user", distinct=True))
    boards = Board.objects.exclude(portal__state=PortalState.ARCHIVED)
    if portal_ids is not None:
        boards = boards.filter(portal__in=portal_ids)
    if states is not None:
        boards = boards.filter(portal__state__in=states)
    rows = boards.annotate(
        has_head=Exists(heads),
        approvers=Coalesce(Subquery(approvers.values("persons"), output_field=IntegerField()), Value(0)),
    )
    return [
        BoardFacts(
            portal_id=row.portal_id,
            portal_name=row.portal.name,
            founding_number=row.founding_number,
            term_until=row.term_until,
            has_head=row.has_head,
            approvers=row.approvers,
            review_variant=row.review_variant,
        )
        for row in rows.select_related("portal")
    ]


def boards_to_warn_of(
    *, on: date, portal_ids: Collection[int] | None = None
) -> list[tuple[BoardFacts, list[BoardWarning]]]:
    """Boards that lack something, with what. One query."""
    found = [(facts, board_warnings(facts, on=on)) for facts in board_facts(on=on, portal_ids=portal_ids)]
    return [(facts, warnings) for facts, warnings in found if warnings]


def approvers_of(portal_id: int, *, on: date) -> Iterable[int]:
    """Keys of those who approve on a portal's board on a day."""
    seats = BoardSeat.objects.approving(on=on).filter(board__portal=portal_id)
    return seats.values_list("user", flat=True)
