"""What a board lacks to be able to act (Regulation 9.6): pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from members.enums import ReviewVariant

# Days before its last one from which the end of a term is warned of.
TERM_NOTICE_DAYS = 30
# Persons who must be able to approve, or nothing could become public.
APPROVERS_NEEDED: dict[str, int] = {
    ReviewVariant.ONE_APPROVAL: 1,
    ReviewVariant.TWO_APPROVALS: 2,
    ReviewVariant.SECTION_EDITORS_FIRST: 1,
}


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
