"""Suggestions while somebody types: titles, and words that were searched for on many days; one switch ends them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from formats.vietnamese.folding import fold
from search.filters import QUESTION
from search.models import QueryCount
from search.offers.never_suggested import is_never_suggested, never_suggested
from search.oversight.statistics import searched
from search.service import count_hits, search_pages
from search.words.query import Query

if TYPE_CHECKING:
    from sites.directory import PortalRecord

# Words that were searched for on fewer days are suggested to nobody.
FEWEST_DAYS: Final = 10
# Nor are those that were searched for less often: one search a day by one person is not many people's.
FEWEST_TIMES: Final = 30
# Syllables of suggested words; more are a sentence.
MOST_WORDS: Final = 8
SHORTEST: Final = 2
LONGEST: Final = 60
MOST_TITLES: Final = 5
MOST_QUERIES: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, which leads to its page, or words, which lead to their results."""

    text: str
    url: str


def suggestions(typed: str, *, language: str, portal: PortalRecord, on: date) -> list[Suggestion]:
    """Suggest words that begin with what somebody types, those of many days first, then titles that have it. Of what
    the public reads of the portal alone, and nothing with a phrase that is never suggested.

    Words are those of the portal itself, on the city's portal those of all, and those that find something there.
    """
    query = Query.read(typed[:LONGEST])
    if not settings.SEARCH_SUGGESTIONS or not query or len(query.text) < SHORTEST:
        return []
    found = [*_queries(query, language=language, portal=portal, on=on)]
    found += _titles(query, language=language, portal=portal)
    phrases = never_suggested()
    # The same words once, whichever way they came.
    once = {fold(one.text): one for one in reversed(found) if not is_never_suggested(one.text, phrases)}
    return list(once.values())[::-1]


def _queries(query: Query, *, language: str, portal: PortalRecord, on: date) -> list[Suggestion]:
    return often_searched(fold(query.text), language=language, portal=portal, on=on, limit=MOST_QUERIES)


def often_searched(begins_with: str, *, language: str, portal: PortalRecord, on: date, limit: int) -> list[Suggestion]:
    """Words that were searched for on many days and find something, those of most searches first."""
    rows = QueryCount.objects.looked_back_on(on=on).filter(language=language, found__gt=0)
    rows = rows.filter(folded__startswith=begins_with)
    if not portal.is_city:
        rows = rows.for_portal(portal.id)
    often = searched(rows, date.min, on, fewest_days=FEWEST_DAYS, fewest_times=FEWEST_TIMES)
    texts = [one.text for one in often if _is_plain(Query.read(one.text))][:limit]
    if not portal.is_city:
        # What was found is counted in the whole city; the portal searches itself.
        counts = count_hits([Query.read(text) for text in texts], language=language, portal=portal)
        texts = [text for text, count in zip(texts, counts, strict=True) if count]
    return [Suggestion(text, f"{reverse('search')}?{urlencode({QUESTION: text})}") for text in texts]


def _is_plain(query: Query) -> bool:
    """Whether a query is a few words without operators."""
    return not (query.excluded or query.quoted) and sum(len(term.words) for term in query.in_order) <= MOST_WORDS


def _titles(query: Query, *, language: str, portal: PortalRecord) -> list[Suggestion]:
    within = None if portal.is_city else portal
    where: dict[str, Any] = {"language": language, "portal": within, "seen_from": portal}
    # Titles have all words: those that may lack some are not looked for at each key.
    hits = search_pages(query, limit=MOST_TITLES, may_lack_words=False, **where).hits
    words = fold(query.text).split()
    return [Suggestion(hit.title, hit.url) for hit in hits if all(word in fold(hit.title) for word in words)]
