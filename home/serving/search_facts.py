"""What a page tells search besides its words, so that hits can be narrowed and ranked.

Each page type offers `search_facts()`; search reads it of whatever it indexes and knows no type by name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.timezone import localtime
from django.utils.translation import pgettext_lazy


class SearchState(models.TextChoices):
    """Whether what a page says holds. A day may say more (`state_on`)."""

    COMING = "coming", pgettext_lazy("state of a hit", "Not yet in force")
    IN_FORCE = "in_force", pgettext_lazy("state of a hit", "In force")
    PARTLY = "partly", pgettext_lazy("state of a hit", "Partly in force")
    SUSPENDED = "suspended", pgettext_lazy("state of a hit", "Suspended")
    EXPIRED = "expired", pgettext_lazy("state of a hit", "No longer in force")
    OPEN = "open", pgettext_lazy("state of a hit", "Open")
    CLOSED = "closed", pgettext_lazy("state of a hit", "Closed")
    WAITING = "waiting", pgettext_lazy("state of a hit", "Not yet answered")
    ANSWERED = "answered", pgettext_lazy("state of a hit", "Answered")


# What comes after the last day, and what stands before the first.
AFTER_LAST_DAY = {
    SearchState.COMING: SearchState.EXPIRED,
    SearchState.IN_FORCE: SearchState.EXPIRED,
    SearchState.PARTLY: SearchState.EXPIRED,
    SearchState.OPEN: SearchState.CLOSED,
}
BEFORE_FIRST_DAY = frozenset({SearchState.IN_FORCE, SearchState.PARTLY, SearchState.OPEN})


def state_on(state: str, *, first: date | None, last: date | None, day: date) -> str:
    """State on a day. It holds on its first day and on its last."""
    if last is not None and last < day and state in AFTER_LAST_DAY:
        return AFTER_LAST_DAY[SearchState(state)]
    return SearchState.COMING if first is not None and first > day and state in BEFORE_FIRST_DAY else state


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """Facts of one page or question. Empty: it has none of the sort.

    Attributes:
        topics: fields (lĩnh vực): slugs of `SubjectField`, codes of topics of questions, areas of procedures as
            they are written.
        category: code of its category of information.
        document_type: code of one of `document_types`.
        issuer: who issued, directed, drafted or answers it, as written.
        state: one of `SearchState`, as it was chosen; `state_on` says what the days make of it.
        in_force_from: first day.
        in_force_until: last day; None: no end is known.
    """

    topics: tuple[str, ...] = ()
    category: str = ""
    year: int | None = None
    document_type: str = ""
    issuer: str = ""
    state: str = ""
    in_force_from: date | None = None
    in_force_until: date | None = None


def year_of(value: date | datetime | int | None) -> int | None:
    """Year of a day, a moment or a year, in the time zone of the city."""
    if isinstance(value, datetime):
        return localtime(value).year
    return value.year if isinstance(value, date) else value


_document_types: dict[str, Any] = {}


def register_document_types(choices: Iterable[tuple[str, Any]]) -> None:
    """Say what the codes of `SearchFacts.document_type` are called."""
    _document_types.update(choices)


def document_types() -> dict[str, Any]:
    """Names of types of documents by their codes."""
    return dict(_document_types)
