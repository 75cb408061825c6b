"""What boards lack, and which of them are to be warned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import pgettext_lazy

from members.enums import APPROVERS_NEEDED, Seat
from members.models import Board, BoardSeat
from sites.enums import PortalState

# Days before its last one from which the end of a term is warned of.
TERM_NOTICE_DAYS = 30


class BoardWarning(TextChoices):
    """The most urgent first."""

    TERM_ENDED = "term_ended", pgettext_lazy("board warning", "The term has ended, so nobody can approve")
    NOBODY_APPROVES = "nobody_approves", pgettext_lazy("board warning", "Nobody can approve")
    TOO_FEW_APPROVERS = (
        "too_few_approvers",
        pgettext_lazy("board warning", "Two approvals are asked for, and only one person can approve"),
    )
    NO_HEAD = "no_head", pgettext_lazy("board warning", "No head in office")
    TERM_ENDING = "term_ending", pgettext_lazy("board warning", "The term ends within 30 days")
    NO_DECISION = "no_decision", pgettext_lazy("board warning", "No founding decision recorded")


@dataclass(frozen=True, slots=True)
class BoardFacts:
    """What the warnings of one board follow from, on one day."""

    portal_id: int
    portal_name: str
    founding_number: str
    term_until: date | None
    has_head: bool
    approvers: int
    review_variant: str


def board_warnings(facts: BoardFacts, *, on: date) -> list[BoardWarning]:
    """What to be warned of on a day; that nobody approves after the term is said once. The last day counts."""
    warnings = []
    ended = facts.term_until is not None and facts.term_until < on
    if ended:
        warnings.append(BoardWarning.TERM_ENDED)
    elif not facts.approvers:
        warnings.append(BoardWarning.NOBODY_APPROVES)
    elif facts.approvers < APPROVERS_NEEDED[facts.review_variant]:
        warnings.append(BoardWarning.TOO_FEW_APPROVERS)
    if not facts.has_head:
        warnings.append(BoardWarning.NO_HEAD)
    if facts.term_until is not None and not ended and facts.term_until <= on + timedelta(days=TERM_NOTICE_DAYS):
        warnings.append(BoardWarning.TERM_ENDING)
    if not facts.founding_number:
        warnings.append(BoardWarning.NO_DECISION)
    return warnings


def board_facts(
    *, on: date, portal_ids: Collection[int] | None = None, states: Collection[str] | None = None
) -> list[BoardFacts]:
    """Facts of the boards of some portals, or of all but the archived ones."""
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
    """Boards that lack something, with what."""
    found = [(facts, board_warnings(facts, on=on)) for facts in board_facts(on=on, portal_ids=portal_ids)]
    return [(facts, warnings) for facts, warnings in found if warnings]


def approvers_of(portal_id: int, *, on: date) -> Iterable[int]:
    """Keys of those who approve on a portal's board on a day."""
    return BoardSeat.objects.approving(on=on).filter(board__portal=portal_id).values_list("user", flat=True)
