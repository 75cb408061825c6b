"""iCalendar (RFC 5545) of schedules and events. Times carry the zone of the city."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from django.utils import timezone
from icalendar import Calendar, Event

if TYPE_CHECKING:
    from information.models import LiveEventPage, WorkSchedulePage

PRODUCT: Final = "-//cityportal//lich cong tac//VI"
CONTENT_TYPE: Final = "text/calendar; charset=utf-8"


def of_schedules(pages: Iterable[WorkSchedulePage], *, name: str) -> Calendar:
    """The public engagements of some weeks. Internal ones are left out."""
    calendar = _calendar(name)
    for page in pages:
        for number, value in enumerate(page.public_engagements(), start=1):
            day = page.week + timedelta(days=int(value["day"]) - 1)
            event = _event(f"{page.translation_key}-{number}@{_host(page)}", page, summary=value["content"])
            event.add("dtstart", _at(day, value["time"]))
            if value["until"]:
                event.add("dtend", _at(day, value["until"]))
            if value["place"]:
                event.add("location", value["place"])
            event.add("description", "\n".join(filter(None, [value["chair"], value["participants"], value["unit"]])))
            calendar.add_component(event)
    return calendar


def of_event(page: LiveEventPage) -> Calendar:
    """One event."""
    calendar = _calendar(page.title)
    event = _event(f"{page.translation_key}@{_host(page)}", page, summary=page.title)
    event.add("dtstart", timezone.localtime(page.starts_at))
    event.add("dtend", timezone.localtime(page.ends_at))
    if page.place:
        event.add("location", page.place)
    if page.lead:
        event.add("description", page.lead)
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


def _event(uid: str, page: WorkSchedulePage | LiveEventPage, *, summary: str) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("summary", summary)
    event.add("dtstamp", page.last_published_at or timezone.now())
    event.add("url", page.full_url or "")
    return event


def _at(day: object, time: object) -> datetime:
    return timezone.make_aware(datetime.combine(day, time))  # type: ignore[arg-type]  # of a block


def _host(page: WorkSchedulePage | LiveEventPage) -> str:
    return page.portal.host if page.portal else "localhost"
