"""Questions found by a code, or by asking something like what somebody types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from django.core.cache import cache

from formats.vietnamese.text import ascii_fold
from participation.codes import LENGTH, typed_code
from qa.core.receiving import as_typed
from qa.enums import QuestionState
from qa.models import Question
from sites.directory import get_directory

if TYPE_CHECKING:
    from sites.directory import PortalRecord


# Of the newest so many questions of a portal that were answered; their titles are kept for a while, as they are
# compared.
LOOKED_AT: Final = 2_000
KEPT_SECONDS: Final = 300
MOST_FOUND: Final = 5
MOST_WORDS: Final = 40
# Words in a row that both have in common: Vietnamese words have two syllables, one alone says little.
_LEAST_PAIRS: Final = 1
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A public question that was answered."""

    code: str
    title: str
    language: str
    answered_on: date | None


def answered_in_public(portal_id: int) -> Any:
    """Questions that a portal received and that everybody may read, with their answer. The newest first."""
    rows = Question.objects.received_by([portal_id]).readable()
    return rows.filter(state=QuestionState.ANSWERED).order_by("-received_at", "-pk")


def similar_questions(portal_id: int, title: str) -> list[Found]:
    """What of a portal's answered questions is most like a title.

    What is found is read again as the public has it: what was taken away meanwhile is not shown.
    """
    asked = _pairs(_words(title))
    if not asked:
        return []
    scores = {
        key: len(asked & pairs) / len(pairs) + len(asked & pairs)
        for key, words in _titles(portal_id)
        if (pairs := _pairs(words.split())) and len(asked & pairs) >= _LEAST_PAIRS
    }
    best = sorted(scores, key=lambda key: (-scores[key], -key))[:MOST_FOUND]
    columns = ("pk", "code", "public_title", "language", "answered_on")
    rows = {row[0]: Found(*row[1:]) for row in answered_in_public(portal_id).filter(pk__in=best).values_list(*columns)}
    return [rows[key] for key in best if key in rows]


def _titles(portal_id: int) -> list[tuple[int, str]]:
    """Keys and words of the titles that are looked at."""
    key = f"qa.similar:{portal_id}"
    titles: list[tuple[int, str]] | None = cache.get(key)
    if titles is None:
        rows = answered_in_public(portal_id).values_list("pk", "public_title")[:LOOKED_AT]
        titles = [(pk, " ".join(_words(title))) for pk, title in rows]
        cache.set(key, titles, KEPT_SECONDS)
    return titles


def _words(title: str) -> list[str]:
    """The words of a title without marks and capitals."""
    return _WORD.findall(ascii_fold(title).lower())[:MOST_WORDS]


def _pairs(words: list[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(words))


def question_by_code(portal_id: int, typed: str) -> Question | None:
    """The question that a portal received, by its code or that of its sender."""
    rows = Question.objects.received_by([portal_id]).select_related("responsible_portal", "unit")
    if code := as_typed(typed):
        # A complaint is as a code that was never given: how it stands its sender sees by the own code.
        return rows.filter(code=code).exclude(state=QuestionState.ROUTED_OUT).first()
    code = typed_code(typed)
    return rows.filter(sender__code=code).first() if len(code) == LENGTH else None


def portal_named_by(typed: str) -> PortalRecord | None:
    """The portal whose questions have such codes, where people can look it up."""
    code = as_typed(typed)
    named = code.rsplit("-", 2)[0].lower() if code else ""
    return next((row for row in get_directory().records if row.code == named and row.is_readable), None)
