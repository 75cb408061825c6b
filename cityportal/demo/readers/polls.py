"""People of the demo who vote in the polls on its pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from home.models import NewsArticlePage
from information.models import DraftPage
from participation.models import PollTally
from participation.models.poll import VOTERS
from participation.poll.public import polls_in
from participation.sent_forms.counters import increment_counters
from sites.models import Portal

# Of the choices in their order; of more choices the last one again.
VOTES = (64, 41, 23, 9)


def add_votes_of_readers(portals: Iterable[Portal]) -> None:
    """Let readers vote, once, in each poll of a public page."""
    for portal in portals:
        for model in (NewsArticlePage, DraftPage):
            pages: Any = model.objects
            for page in pages.live().filter(path__startswith=portal.container.path, locale__language_code="vi"):
                _vote_on(page, portal)


def _vote_on(page: Any, portal: Portal) -> None:
    for poll, value in polls_in(page):
        key = {"portal_id": portal.pk, "page_key": page.translation_key, "poll": poll}
        if PollTally.objects.filter(**key).exists():
            continue
        choices = [str(choice.id) for choice in value["choices"].bound_blocks]
        counts = [VOTES[min(place, len(VOTES) - 1)] for place in range(len(choices))]
        # Where several may be ticked, a third ticked two.
        voters = sum(counts) * 2 // 3 if value["several"] else sum(counts)
        for choice, count in [(VOTERS, voters), *zip(choices, counts, strict=True)]:
            increment_counters(PollTally, key | {"choice": choice}, {"votes": count})
