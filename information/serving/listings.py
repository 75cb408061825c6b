"""Listings of schedules, by week and as a calendar, and of the press."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from home.models import SectionKind, SectionPage
from home.models.section import register_calendar
from home.serving.listing import pages_listing, register_listing
from home.serving.search_facts import register_document_types
from information.enums import DocumentKind
from information.queries import WEEKS_BACK, press_pictures_of, schedules_of, spokespersons_of, week_of
from information.serving.calendars import calendar_response, of_schedules
from information.serving.contexts import schedule_context


def week_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """The week of today with the way to others; none, and the section says so."""
    page = week_of(section, timezone.localdate())
    if page is None:
        return {}
    calendar_url = f"{section.get_url(request)}{section.reverse_subpage('calendar')}"
    return schedule_context(page, request) | {"calendar_url": calendar_url}


def press_listing(section: SectionPage, request: HttpRequest) -> dict[str, Any]:
    """Contact and pictures for the press, above the list of the section."""
    portal = section.portal
    return pages_listing(section, request) | {
        "spokespersons": spokespersons_of(section),
        "pictures": press_pictures_of(section),
        "may_join": portal is not None and portal.is_live,
    }


def section_calendar(section: SectionPage) -> HttpResponse:
    """The public weeks of a section, from four weeks ago on: whoever follows several portals tells them apart by
    name."""
    weeks = schedules_of(section).filter(week__gte=timezone.localdate() - timedelta(weeks=WEEKS_BACK))
    name = f"{section.title} – {section.portal.name}" if section.portal else section.title
    return calendar_response(of_schedules(weeks, name=name), name="lich")


register_listing(SectionKind.SCHEDULE, week_listing, template="pages/information/section_week.html")
register_listing(SectionKind.PRESS, press_listing, template="pages/information/section_press.html")
register_calendar(SectionKind.SCHEDULE, section_calendar)
register_document_types(DocumentKind.choices)
