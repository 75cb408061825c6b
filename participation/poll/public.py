"""Polls as they stand on public pages, and their results once they are closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext

from formats.vietnamese.numbers import written_number
from home.blocks import PollBlock
from home.page_registry import register_block_context
from participation.models import PollTally
from participation.models.poll import VOTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sites.directory import PortalRecord

# The block of a page body.
POLL = "poll"


@dataclass(frozen=True, slots=True)
class Result:
    """How many chose something; the share is one of those who voted, in words."""

    text: str
    votes: int
    share: str


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll of a public page.

    Attributes:
        poll: identifier of its block.
        choices: pairs of an identifier and words.
        closes_on: the last day on which this version takes votes; `last_day`: on which any version does.
        is_open: whether votes are taken.
        results: None: they are not public yet.
        voters: how many voted; 0 as long as the results are not public.
    """

    page: int
    page_key: UUID
    poll: UUID
    question: str
    choices: list[tuple[str, str]]
    several: bool
    closes_on: date | None
    last_day: date | None
    is_open: bool
    results: list[Result] | None = None
    voters: int = 0

    @property
    def url(self) -> str:
        return reverse("poll", args=[self.page, self.poll])

    @property
    def series(self) -> list[str]:
        return [pgettext("poll", "Votes")]

    @property
    def chart(self) -> list[tuple[str, list[int]]]:
        """The results as `bar_chart` draws them."""
        return [(result.text, [result.votes]) for result in self.results or ()]


def polls_in(page: Any) -> Iterator[tuple[UUID, Any]]:
    """The polls of a page body, with the identifiers of their blocks."""
    for child in getattr(page, "body", ()):
        if child.block_type == POLL and (key := _uuid(child.id)) is not None:
            yield key, child.value


def shown_poll(page: Any, poll: UUID, value: Any, *, portal: PortalRecord, on: date) -> ShownPoll:
    """A poll of a public page on a day. Reads the votes only where the results are public."""
    closes_on = value["closes_on"]
    is_over = closes_on is not None and on > closes_on
    last_day = _last_day(page, poll, closes_on)
    choices = [(str(choice.id), str(choice.value)) for choice in value["choices"].bound_blocks if choice.id]
    is_counted = is_over and last_day is not None and on > last_day
    counted = _votes(portal, page, poll) if is_counted else {}
    voters = counted.get(VOTERS, 0)
    results = [Result(text, counted.get(key, 0), _share(counted.get(key, 0), voters)) for key, text in choices]
    return ShownPoll(
        page=page.pk,
        page_key=page.translation_key,
        poll=poll,
        question=value["question"],
        choices=choices,
        several=value["several"],
        closes_on=closes_on,
        last_day=last_day,
        is_open=portal.is_live and closes_on is not None and not is_over,
        results=results if is_counted else None,
        voters=voters,
    )


@register_block_context(PollBlock)
def poll_context(value: Any, context: dict[str, Any]) -> dict[str, Any]:
    """Nothing of a former version or a preview, nor of a page that is not public."""
    page, request, poll = context.get("page"), context.get("request"), _uuid(context.get("stream_id"))
    portal = getattr(request, "portal", None)
    if page is None or portal is None or poll is None or getattr(request, "is_preview", False):
        return {}
    if page.shown_version is not None or not page.live:
        return {}
    return {"poll": shown_poll(page, poll, value, portal=portal, on=timezone.localdate())}


def _last_day(page: Any, poll: UUID, closes_on: date | None) -> date | None:
    """The last day of a poll in any language: the votes of all versions of the page count together."""
    versions = type(page).objects.live().filter(translation_key=page.translation_key).exclude(pk=page.pk)
    days = [value["closes_on"] for version in versions for key, value in polls_in(version) if key == poll]
    return max([day for day in (closes_on, *days) if day is not None], default=None)


def _votes(portal: PortalRecord, page: Any, poll: UUID) -> dict[str, int]:
    rows = PollTally.objects.for_portal(portal.id).filter(page_key=page.translation_key, poll=poll)
    return dict(rows.values_list("choice", "votes"))


def _share(votes: int, voters: int) -> str:
    return f"{written_number(round(100 * votes / voters))}%" if voters else "–"


def _uuid(text: Any) -> UUID | None:
    """The identifier of a block; None: it has none yet, or one that another program wrote."""
    try:
        return UUID(str(text))
    except ValueError:
        return None
