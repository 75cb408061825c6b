"""What boards lack, and which of them are to be warned."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from adminviews.request_cache import cached_for_request
from members.access.audit import record_portals
from members.duties import has_idle_part
from members.enums import APPROVERS_NEEDED, Duty, Role, Seat
from members.models import Board, BoardSeat, Membership
from sites.enums import PortalState

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User

# Citizens know these portals, so that nothing on them may be left without somebody who does it.
OPENED_STATES = frozenset({PortalState.LIVE, PortalState.SUSPENDED})

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
    # Beside the board, who else must be there once citizens know the portal.
    has_officer: bool = True
    has_administrator: bool = True
    has_idle_part: bool = False
    is_opened: bool = True


def unattended_duties(facts: BoardFacts) -> list[str]:
    """What nobody on an opened portal does, but for approving, of which the board is warned."""
    if not facts.is_opened:
        return []
    duties = []
    if not facts.has_officer:
        duties.append(str(Duty.ANSWER.label))
    elif facts.has_idle_part:
        duties.append(_("answer questions for one of its units"))
    if not facts.has_administrator:
        duties.append(str(Duty.ADMINISTER.label))
    return duties


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
        has_officer=Exists(_with_role(Role.ANSWERING_OFFICER, on=on)),
        has_administrator=Exists(_with_role(Role.PORTAL_ADMIN, on=on)),
        has_idle_part=has_idle_part(on=on),
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
            has_officer=row.has_officer,
            has_administrator=row.has_administrator,
            has_idle_part=row.has_idle_part,
            is_opened=row.portal.state in OPENED_STATES,
        )
        for row in rows.select_related("portal")
    ]


def _with_role(role: Role, *, on: date) -> QuerySet[Membership]:
    """Those with a role on the portal of a board, with an open account."""
    rows = Membership.objects.in_force(on=on).filter(portal=OuterRef("portal"), role=role, user__is_active=True)
    return rows.order_by()


def facts_shown_to(user: User, *, on: date) -> list[BoardFacts]:
    """Facts of the boards that somebody looks after: of the portals that the person supervises, and of the own ones.

    Read once for a request that only shows.
    """

    def read() -> list[BoardFacts]:
        keys = record_portals(user, on=on)
        if keys is None:
            return board_facts(on=on)
        return board_facts(on=on, portal_ids=keys) if keys else []

    return cached_for_request(user, ("facts of boards", on), read)


def boards_to_warn_of(
    *, on: date, portal_ids: Collection[int] | None = None
) -> list[tuple[BoardFacts, list[BoardWarning]]]:
    """Boards that lack something, with what."""
    return those_to_warn_of(board_facts(on=on, portal_ids=portal_ids), on=on)


def those_to_warn_of(facts_of_boards: Iterable[BoardFacts], *, on: date) -> list[tuple[BoardFacts, list[BoardWarning]]]:
    """Of some boards, those that lack something, with what."""
    found = [(facts, board_warnings(facts, on=on)) for facts in facts_of_boards]
    return [(facts, warnings) for facts, warnings in found if warnings]


def approvers_of(portal_id: int, *, on: date) -> Iterable[int]:
    """Keys of those who approve on a portal's board on a day."""
    return BoardSeat.objects.approving(on=on).filter(board__portal=portal_id).values_list("user", flat=True)
