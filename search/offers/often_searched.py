"""Below the search field of a home: what is searched for most on the portal, as far as it was counted."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from home.serving.homes.band_registry import Band, register_band
from search.offers.never_suggested import is_never_suggested, never_suggested
from search.offers.suggestions import Suggestion, often_searched

if TYPE_CHECKING:
    from home.serving.homes.sections import HomeFacts
    from sites.directory import PortalRecord

MOST_SHOWN: Final = 8
# Seconds that a home keeps what was searched for, as suggestions are kept.
KEPT_SECONDS: Final = 300


def most_searched(portal: PortalRecord, *, language: str, on: date) -> list[Suggestion]:
    """What was searched for most, but for phrases that are never suggested; none where suggestions are off, or too few
    searched."""
    if not settings.SEARCH_SUGGESTIONS:
        return []
    key = f"search.often:{portal.id}:{language}:{on.isoformat()}"
    found: list[Suggestion] | None = cache.get(key)
    if found is None:
        often = often_searched("", language=language, portal=portal, on=on, limit=MOST_SHOWN)
        phrases = never_suggested() if often else ()
        found = [one for one in often if not is_never_suggested(one.text, phrases)]
        cache.set(key, found, KEPT_SECONDS)
    return found


def _often_searched(facts: HomeFacts) -> dict[str, Any] | None:
    found = most_searched(facts.portal, language=facts.page.language, on=facts.today)
    return {"often_searched": found} if found else None


register_band(
    Band(
        code="often_searched",
        label=pgettext_lazy("band of a home page", "Often searched for"),
        description=_("What is searched for most on this portal."),
        icon="search",
        build=_often_searched,
        template="search/often_searched.html",
        is_fixed=True,
        is_in_hero=True,
    )
)
