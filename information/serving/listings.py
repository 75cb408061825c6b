"""How sections of schedules show their pages: the week of today, and a calendar to subscribe to; what is listed of all
portals."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from home.models import SectionKind, SectionPage
from home.models.section import register_calendar
from home.serving.listing import register_listing, register_wider_list
from information.models import DirectionPage
from information.queries import WEEKS_BACK, schedules_of, week_of
from information.serving.calendars import calendar_response, of_schedules
from information.serving.contexts import schedule_context


def week_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The week of today with the way to others; none, and the section says so. Seven queries."""
    page = week_of(section, timezone.localdate())
    if page is None:
        return {}
    calendar = f"{section.get_url(request)}{section.reverse_subpage('calendar')}"
    return schedule_context(page, request) | {"calendar_url": calendar}


def section_calendar(section: SectionPage) -> HttpResponse:
    """The public weeks of a section, from four weeks ago on: whoever follows several portals tells them apart by name.
    One query."""
    since = timezone.localdate() - timedelta(weeks=WEEKS_BACK)
    weeks = schedules_of(section).filter(week__gte=since)
    name = f"{section.title} – {section.portal.name}" if section.portal else section.title
    return calendar_response(of_schedules(weeks, name=name), name="lich")


register_listing(SectionKind.SCHEDULE, week_listing, template="pages/information/section_week.html")
register_calendar(SectionKind.SCHEDULE, section_calendar)
register_wider_list(DirectionPage.category, "city_direction")
