"""Help where nothing was found: fewer words, the other language, the agency itself. A bounded number of reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from search.filters import QUESTION, SCOPE
from search.service import count_hits
from search.words.query import Query

if TYPE_CHECKING:
    from sites.directory import PortalRecord

# Words that are left out by turns, and questions with one word less that are offered.
MOST_LEFT_OUT: Final = 5
MOST_OFFERED: Final = 3
# By which the form of a question takes its title.
TITLE: Final = "tieu-de"


@dataclass(frozen=True, slots=True)
class Offer:
    """Another search that finds something."""

    text: str
    url: str
    count: int
    language: str


@dataclass(frozen=True, slots=True)
class Help:
    """Offers below an empty list of results.

    Attributes:
        fewer: the question without one of its words, the narrowest first.
        ask_url: empty where the portal takes no questions.
    """

    fewer: tuple[Offer, ...]
    other_languages: tuple[Offer, ...]
    ask_url: str


def help_with(query: Query, *, language: str, portal: PortalRecord, within: PortalRecord | None, kept: str) -> Help:
    """Look for what helps somebody who found nothing on a portal. Nothing of what was typed is kept.

    Args:
        within: the portal that was searched; None: the city.
        kept: how the address says where was searched.
    """
    shorter = _with_one_word_less(query)
    counts = count_hits(shorter, language=language, portal=within)
    fewer = sorted(
        (_offer(one, count, language, kept) for one, count in zip(shorter, counts, strict=True) if count),
        key=lambda offer: offer.count,
    )
    others = []
    for other, _name in settings.LANGUAGES:
        if other != language:
            # The page of results is there only where the portal has a home in the language.
            (count,) = count_hits([query], language=other, portal=within, seen_from=portal)
            others += [_offer(query, count, other, kept)] if count else []
    return Help(
        fewer=tuple(fewer[:MOST_OFFERED]),
        other_languages=tuple(others),
        ask_url=_ask_url(query) if portal.is_live else "",
    )


def _with_one_word_less(query: Query) -> list[Query]:
    """A question without each of its last words by turns; none of a single word."""
    words = query.text.split()
    left_out = range(len(words) - 1, max(-1, len(words) - 1 - MOST_LEFT_OUT), -1)
    shorter = (Query.read(" ".join([*words[:place], *words[place + 1 :]])) for place in left_out)
    return list({one.text: one for one in shorter if one}.values())


def _offer(query: Query, count: int, language: str, kept: str) -> Offer:
    with override(language):
        url = f"{reverse('search')}?{urlencode({QUESTION: query.text, SCOPE: kept})}"
    return Offer(query.text, url, count, language)


def _ask_url(query: Query) -> str:
    return f"{reverse('ask_question')}?{urlencode({TITLE: query.text})}"
