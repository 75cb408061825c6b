"""What still holds on a day, for lists and pages: documents, alerts, stops, events. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from formats.vietnamese.dates import vi_date, vi_short_datetime
from home.serving.list_facts import ListFact
from information.enums import SETTLED_DRAFTS, DocumentState, DraftState
from information.periods import in_city

TONES_OF_DOCUMENTS: Final = {
    DocumentState.COMING: "info",
    DocumentState.IN_FORCE: "good",
    DocumentState.PARTLY: "wait",
    DocumentState.EXPIRED: "bad",
    DocumentState.SUSPENDED: "bad",
}
TONES_OF_DRAFTS: Final = {
    DraftState.COMING: "info",
    DraftState.OPEN: "good",
    DraftState.CLOSED: "plain",
    DraftState.TAKEN_UP: "plain",
    DraftState.ISSUED: "good",
    DraftState.ABANDONED: "bad",
}
# What a draft that the public read in a state may be in its next version (lifecycles.md). Time for comments can be
# extended after it ended; what is settled goes on to what is issued, and back only to put a mistake right.
MOVES_OF_DRAFTS: Final[dict[DraftState, frozenset[DraftState]]] = {
    DraftState.COMING: frozenset({DraftState.OPEN, DraftState.ABANDONED}),
    DraftState.OPEN: frozenset({DraftState.COMING, DraftState.ABANDONED}),
    DraftState.CLOSED: frozenset({DraftState.OPEN, *SETTLED_DRAFTS}),
    DraftState.TAKEN_UP: frozenset({DraftState.ISSUED, DraftState.ABANDONED}),
    DraftState.ISSUED: frozenset(),
    DraftState.ABANDONED: frozenset(),
}


def force_of(state: str, *, effective_on: date | None, expires_on: date | None, today: date) -> DocumentState:
    """Whether a document is in force on a day: its days count where they say more than the state that was chosen.

    A suspended document stays suspended; one is in force on the last of its days.
    """
    chosen = DocumentState(state)
    if chosen in {DocumentState.SUSPENDED, DocumentState.EXPIRED}:
        return chosen
    if expires_on is not None and expires_on < today:
        return DocumentState.EXPIRED
    if effective_on is not None and effective_on > today:
        return DocumentState.COMING
    # It was to come, and has come.
    return DocumentState.IN_FORCE if chosen == DocumentState.COMING and effective_on is not None else chosen


def alert_ends_at(until: date | None, until_time: time | None) -> datetime | None:
    """When an alert is over: at its time, else with its last day; None: it has no last day."""
    if until is None:
        return None
    if until_time is not None:
        return in_city(until, until_time)
    return in_city(until + timedelta(days=1), time.min)


def alert_holds(holds_from: datetime | None, until: date | None, until_time: time | None, *, now: datetime) -> bool:
    """Whether an alert has begun and is not over."""
    ends_at = alert_ends_at(until, until_time)
    return (holds_from is None or holds_from <= now) and (ends_at is None or now < ends_at)


def alert_state(
    holds_from: datetime | None, until: date | None, until_time: time | None, *, now: datetime
) -> ListFact | None:
    """Whether an alert is ahead, holds, or is over; None: it holds, and has no last day."""
    if holds_from is not None and now < holds_from:
        return ListFact(_("Valid from %(day)s") % {"day": vi_short_datetime(holds_from)}, tone="info")
    if until is None:
        return None
    day = {"day": vi_short_datetime(in_city(until, until_time)) if until_time else vi_date(until)}
    if alert_holds(holds_from, until, until_time, now=now):
        return ListFact(_("Valid until %(day)s") % day, tone="wait")
    return ListFact(_("No longer valid since %(day)s") % day, tone="plain")


def openness(until: date | None, *, today: date) -> ListFact | None:
    """Whether people can still apply, object or comment; None: there is no last day."""
    if until is None:
        return None
    if until < today:
        return ListFact(_("Closed since %(day)s") % {"day": vi_date(until)}, tone="plain")
    return ListFact(_("Open until %(day)s") % {"day": vi_date(until)}, tone="good")


def comments_on(state: str, *, opens_on: date | None, closes_on: date | None, today: date) -> DraftState:
    """Whether a draft takes comments on a day: its days say so, until somebody said what became of it. It takes them on
    the last of its days."""
    if state in SETTLED_DRAFTS:
        return DraftState(state)
    if closes_on is not None and closes_on < today:
        return DraftState.CLOSED
    return DraftState.COMING if opens_on is not None and opens_on > today else DraftState.OPEN


def may_follow(before: DraftState, after: DraftState) -> bool:
    """Whether a draft that the public read in one state may become public in another. The day brings the rest."""
    return after == before or after in MOVES_OF_DRAFTS[before]


def comments_in_words(state: DraftState, *, opens_on: date | None, closes_on: date | None) -> ListFact:
    """The state with the day that matters to who wants to comment."""
    day = {DraftState.COMING: opens_on, DraftState.OPEN: closes_on, DraftState.CLOSED: closes_on}.get(state)
    text = {
        DraftState.COMING: _("Open for comments from %(day)s"),
        DraftState.OPEN: _("Open for comments until %(day)s"),
        DraftState.CLOSED: _("Comments were open until %(day)s"),
    }.get(state)
    words = text % {"day": vi_date(day)} if text and day else str(state.label)
    return ListFact(words, tone=TONES_OF_DRAFTS[state])


def days_left(number: int) -> str:
    """ "4 days left"; of none, that it is the last day."""
    if number == 0:
        return _("Last day")
    return ngettext("%(days)d day left", "%(days)d days left", number) % {"days": number}


def stop_state(first: date | None, back_at: datetime | None, *, now: datetime) -> ListFact | None:
    """Whether a planned stop is ahead, on, or over; one whose end is not known is over with its day."""
    if first is None:
        return None
    if localdate(now) < first:
        return ListFact(pgettext("planned stop", "Ahead"), tone="info")
    if now < back_at if back_at else localdate(now) == first:
        return ListFact(pgettext("planned stop", "Stopped now"), tone="wait")
    return ListFact(pgettext("planned stop", "Over"), tone="plain")


def event_state(starts_at: datetime, ends_at: datetime | None, *, now: datetime) -> ListFact:
    """Whether an event is ahead, on, or over; one whose end is not known is over with its beginning."""
    if now < starts_at:
        return ListFact(pgettext("event", "Ahead"), tone="info")
    if ends_at is not None and now <= ends_at:
        return ListFact(pgettext("event", "On now"), tone="good")
    return ListFact(pgettext("event", "Over"), tone="plain")
