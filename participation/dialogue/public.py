"""The questions of a live event as the public reads them: on the page of the event, and as a fragment that is asked for
again while the event is on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from home.page_registry import register_context
from information.models import LiveEventPage
from participation.dialogue.events import is_open, live_event
from participation.models import LiveQuestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sites.directory import PortalRecord

# A dialogue of hours has some dozens; of more the page would be heavy, and says how many it leaves out.
MOST: Final = 300
# Channels whose links take the second at which they begin.
_CHANNELS: Final = ("https://www.youtube.com/watch", "https://youtu.be/")


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its place in the recording.

    Attributes:
        mark: "1:09:42"; empty: not answered live.
        mark_url: of the recording at this place, or of the recordings on the page.
    """

    question: LiveQuestion
    mark: str
    mark_url: str


def shown_questions(event: LiveEventPage) -> list[ShownQuestion]:
    """Public questions of an event in the order of the host, in one statement. What waits for
    the board is not counted: anybody adds to it."""
    rows = LiveQuestion.objects.of_event(event).decided().defer("text")[:MOST]
    marks = [(row, row.time_mark(event)) for row in rows]
    return [ShownQuestion(row, _written(mark), _mark_url(event, mark)) for row, mark in marks]


def count_left_out(event: LiveEventPage, shown: Sequence[ShownQuestion]) -> int:
    """How many questions the page leaves out; counted only where it is full."""
    return LiveQuestion.objects.of_event(event).decided().count() - MOST if len(shown) >= MOST else 0


def _written(mark: timedelta | None) -> str:
    return "" if mark is None else str(timedelta(seconds=int(mark.total_seconds())))


def _mark_url(event: LiveEventPage, mark: timedelta | None) -> str:
    """The recording at a place: of one on a channel whose links know that, or of a file; else where it stands."""
    if mark is None or not event.recording:
        return ""
    seconds, first = int(mark.total_seconds()), event.recording[0].value
    url = first.get("url") or ""
    if first.get("file"):
        return f"{first['file'].url}#t={seconds}"
    if url.startswith(_CHANNELS):
        return f"{url}{'&' if '?' in url else '?'}t={seconds}"
    return "#recording"


def list_hash_of(rows: Iterable[LiveQuestion], *extra: Any) -> str:
    """Hash what readers see of a list, so that the script replaces it only when it changed."""
    told = [
        (row.pk, row.state, row.place, str(row.moderated_at), str(row.answered_live_at), str(row.answered_at),
         row.public_name, row.passed_on_code)
        for row in rows
    ]  # fmt: skip
    return hashlib.sha256(repr((told, extra)).encode()).hexdigest()[:16]


def dialogue_of(event: LiveEventPage, portal: PortalRecord, *, at: datetime) -> dict[str, Any]:
    """Template context of the questions of an event."""
    shown: Sequence[ShownQuestion] = shown_questions(event)
    left_out = count_left_out(event, shown)
    # They follow the beginning of the recording, which no row of a question has.
    marks = [(one.mark, one.mark_url) for one in shown]
    is_taken = is_open(event, portal, at=at)
    refreshes = event.takes_questions and event.starts_at <= at <= event.ends_at
    return {
        "live_event": event,
        "live_shown": shown,
        "live_takes": is_taken,
        "live_soon": event.takes_questions and not is_taken and at < event.ends_at,
        "live_ask_url": reverse("ask_live", args=[event.pk]),
        "live_fragment_url": reverse("live_questions", args=[event.pk]),
        "live_refreshes": refreshes,
        "live_left_out": left_out,
        "live_hash": list_hash_of((one.question for one in shown), marks, refreshes, left_out),
    }


@register_context(LiveEventPage)
def dialogue_context(page: LiveEventPage, request: HttpRequest) -> dict[str, Any]:
    """Nothing of a former version, nor of a page that is not public, nor where no questions are taken."""
    portal = getattr(request, "portal", None)
    if page.shown_version is not None or not page.live or portal is None:
        return {}
    event = live_event(page.pk, portal.container_path)
    if event is None:
        return {}
    context = dialogue_of(event, portal, at=timezone.now())
    return context if event.takes_questions or context["live_shown"] else {}
