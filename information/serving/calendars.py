"""iCalendar (RFC 5545) of schedules, events and last days for comments. Times carry the zone of the city."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from information.periods import in_city

if TYPE_CHECKING:
    from information.models import DraftPage, EventPage, LiveEventPage, WorkSchedulePage

PRODUCT: Final = "-//cityportal//lich cong tac//VI"
# Of an engagement that says no end: calendars would show none, or a moment.
DEFAULT_LENGTH: Final = timedelta(hours=1)
CONTENT_TYPE: Final = "text/calendar; charset=utf-8"


def of_schedules(pages: Iterable[WorkSchedulePage], *, name: str) -> Calendar:
    """The public engagements of some weeks. Internal ones are left out."""
    calendar = _calendar(name)
    for page in pages:
        for block in page.public_blocks():
            value = block.value
            day = page.week + timedelta(days=int(value["day"]) - 1)
            # A week is often copied for the next one, with the keys of its blocks: the page's makes them its own.
            event = _event(f"{page.translation_key}-{block.id}@{_host(page)}", page, summary=value["content"])
            starts_at = in_city(day, value["time"])
            event.add("dtstart", starts_at)
            event.add("dtend", in_city(day, value["until"]) if value["until"] else end_of(starts_at))
            if value["place"]:
                event.add("location", value["place"])
            # A line each, as the table of the week names them.
            said = ((_("Chaired by"), "chair"), (_("Participants"), "participants"), (_("Prepared by"), "unit"))
            event.add("description", "\n".join(f"{label}: {value[key]}" for label, key in said if value[key]))
            calendar.add_component(event)
    return calendar


def of_event(page: EventPage | LiveEventPage) -> Calendar:
    """One event."""
    calendar = _calendar(page.title)
    event = _event(f"{page.translation_key}@{_host(page)}", page, summary=page.title)
    event.add("dtstart", timezone.localtime(page.starts_at))
    event.add("dtend", timezone.localtime(page.ends_at) if page.ends_at else end_of(timezone.localtime(page.starts_at)))
    if page.place:
        event.add("location", page.place)
    if page.lead:
        event.add("description", page.lead)
    calendar.add_component(event)
    return calendar


def of_closing_days(pages: Iterable[DraftPage], *, name: str) -> Calendar:
    """The last days for comments on some drafts, each the whole day."""
    calendar = _calendar(name)
    for page in pages:
        if page.closes_on is None:
            continue
        summary = _("Last day for comments: %(draft)s") % {"draft": page.title}
        event = _event(f"{page.translation_key}-closing@{_host(page)}", page, summary=summary)
        event.add("dtstart", page.closes_on)
        event.add("dtend", page.closes_on + timedelta(days=1))
        event.add("description", page.comments_to)
        calendar.add_component(event)
    return calendar


def calendar_response(calendar: Calendar, *, name: str) -> HttpResponse:
    """A calendar as a file; calendars of devices may subscribe to its address."""
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    return calendar


def _event(uid: str, page: WorkSchedulePage | LiveEventPage | DraftPage, *, summary: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    published_at = page.last_published_at or timezone.now()
    event.add("dtstamp", published_at)
    event.add("last-modified", published_at)
    event.add("sequence", sequence(page.first_published_at, published_at))
    event.add("url", page.full_url or "")
    return event


def end_of(starts_at: datetime) -> datetime:
    """When something ends whose end is not known: after an hour, on the day on which it began."""
    last = starts_at.replace(hour=23, minute=59, second=0, microsecond=0)
    return max(starts_at, min(starts_at + DEFAULT_LENGTH, last))


def sequence(first: datetime | None, last: datetime) -> int:
    """The number of a version, larger for each that follows (RFC 5545, 3.8.7.4): minutes since the first."""
    return max(0, int((last - first) / timedelta(minutes=1))) if first else 0


def _host(page: WorkSchedulePage | LiveEventPage | DraftPage) -> str:
    return page.portal.host if page.portal else "localhost"
