"""Listings of schedules, by week and as a calendar, and of directions of all portals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.query import PageQuerySet

from home.models import SectionKind, SectionPage
from home.models.section import register_calendar
from home.serving.list_filters import Filter, filters_for
from home.serving.listing import pages_listing, register_listing, register_wider_list
from home.serving.search_facts import register_document_types
from information.enums import DocumentKind
from information.models import DirectionPage
from information.queries import WEEKS_BACK, press_pictures_of, schedules_of, spokespersons_of, week_of
from information.serving.calendars import calendar_response, of_schedules
from information.serving.contexts import schedule_context
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.models import PortalKind
from sites.tree import below


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
register_wider_list(DirectionPage.category, "city_direction")
register_document_types(DocumentKind.choices)


class PortalKindFilter(Filter):
    """The kind of the portal on which a page stands."""

    parameter = "loai-cong"

    def __init__(self) -> None:
        self.heading = _("Kind of portal")

    def counts(self, pages: PageQuerySet) -> dict[str, int]:
        kinds = {record.container_path: record.kind for record in get_directory().records}
        places = pages.order_by().values_list(Substr("path", 1, CONTAINER_PATH_LENGTH)).annotate(Count("pk"))
        counts: Counter[str] = Counter()
        for place, count in places:
            counts[kinds[place]] += count
        return dict(counts)

    def narrow(self, pages: PageQuerySet, value: str) -> PageQuerySet:
        # A portal without a place in the tree yet has no pages; all pages stand below its empty path.
        records = (one for one in get_directory().records if one.kind == value)
        return pages.filter(below(one.container_path for one in records if one.container_path))

    def labels(self, values: Iterable[str]) -> list[tuple[str, str]]:
        known = set(values)
        return [(kind.code, str(kind)) for kind in PortalKind.objects.all() if kind.code in known]


def direction_filters() -> list[Filter]:
    """By what directions of all portals are narrowed, in their list and in its feed."""
    kind, *rest = filters_for([DirectionPage])
    return [kind, PortalKindFilter(), *rest]
