"""What portals provided in a period (Regulation 9.8): counted by SQL, whatever the number of items and portals.

Items, first publications and withdrawals are those of `home.reports.figures`; what was in time is told by the clocks
of items.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from itertools import chain
from operator import add
from typing import Any, Final, NamedTuple, Self

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, Max, Q, Sum
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _
from wagtail.models import Page, get_page_models

from accounts.models import User
from deadlines.counting import days_late
from deadlines.models import InformationCategory
from home.models import PublicationDeadline, SectionPage
from home.reports.figures import PUBLISHED, item_versions, own_takedowns
from home.reports.periods import Period
from home.reports.portal_reports import ReportPart, report_parts
from members.access.display_names import display_name_for, told_to_reader
from sites.directory import CONTAINER_PATH_LENGTH, PortalRecord
from sites.tree import below

# Key of a portal, and code of a category; empty: of none.
Place = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """What was provided in one place.

    Attributes:
        items: first published in the period; translated: those of them that are versions in another language.
        in_time, late: of those with a last day; days_late: working days by which the late ones were, together.
        overdue: never public, and their last day lay in the period.
        withdrawn: by decisions of the board in the period, whenever they were published.
    """

    items: int = 0
    translated: int = 0
    in_time: int = 0
    late: int = 0
    days_late: int = 0
    most_days_late: int = 0
    overdue: int = 0
    withdrawn: int = 0

    def __add__(self, other: Self) -> Self:
        worst = max(self.most_days_late, other.most_days_late)
        sums = {name: getattr(self, name) + getattr(other, name) for name in _SUMMED}
        return type(self)(**sums, most_days_late=worst)

    @property
    def without_limit(self) -> int:
        return self.items - self.in_time - self.late

    @property
    def average_days_late(self) -> float | None:
        return self.days_late / self.late if self.late else None


_SUMMED: Final = ("items", "translated", "in_time", "late", "days_late", "overdue", "withdrawn")


class Writer(NamedTuple):
    """How many items somebody began, as the reader is told of that person."""

    name: str
    items: int


@dataclass(frozen=True, slots=True)
class PartFigures:
    """What an app above counted, by portal; all columns of one that has nothing are zero."""

    part: ReportPart
    numbers: Mapping[int, Sequence[int]]

    def of(self, portal_id: int) -> Sequence[int]:
        return self.numbers.get(portal_id) or (0,) * len(self.part.columns)

    @property
    def total(self) -> list[int]:
        return [sum(column) for column in zip((0,) * len(self.part.columns), *self.numbers.values(), strict=True)]


@dataclass(frozen=True)
class ContentReport:
    """What some portals provided in a period.

    Attributes:
        categories: names by code, in their order.
        writers: of one portal alone; those who wrote most first.
    """

    portals: tuple[PortalRecord, ...]
    period: Period
    categories: Mapping[str, str]
    lines: Mapping[Place, Line]
    writers: tuple[Writer, ...]
    parts: tuple[PartFigures, ...]

    @property
    def total(self) -> Line:
        return reduce(add, self.lines.values(), Line())

    @property
    def is_empty(self) -> bool:
        return not self.lines and not any(any(part.total) for part in self.parts)

    def by_category(self, portal_id: int | None = None) -> list[tuple[str, Line]]:
        """Of one portal or of all, those with something to tell; what is of no category last."""
        found = self._merged(code for _portal, code in self.lines)
        if portal_id is not None:
            found = {code: line for (portal, code), line in self.lines.items() if portal == portal_id}
        named = [(name, found[code]) for code, name in self.categories.items() if code in found]
        return [*named, *([(_("Other pages"), found[""])] if "" in found else [])]

    def by_portal(self) -> list[tuple[PortalRecord, Line]]:
        """Every portal, those that provided nothing as well."""
        found = self._merged(portal for portal, _code in self.lines)
        return [(record, found.get(record.id, Line())) for record in self.portals]

    def _merged(self, keys: Iterable[Any]) -> dict[Any, Line]:
        merged: dict[Any, Line] = defaultdict(Line)
        for key, line in zip(keys, self.lines.values(), strict=True):
            merged[key] += line
        return merged


def content_report(portals: Sequence[PortalRecord], period: Period, *, today: date) -> ContentReport:
    """The report of some portals, in the order given.

    Args:
        today: by which what is not public yet is overdue.
    """
    keys = [record.id for record in portals]
    categories = _Categories(portals)
    lines: dict[Place, Line] = defaultdict(Line)
    for place, line in chain(
        _published(portals, period, categories),
        _overdue(keys, period, today),
        _withdrawn(keys, period, categories),
    ):
        lines[place] += line
    return ContentReport(
        portals=tuple(portals),
        period=period,
        categories={one.code: one.name for one in InformationCategory.objects.all()},
        lines=dict(lines),
        writers=tuple(_writers(portals, period)) if len(portals) == 1 else (),
        parts=tuple(PartFigures(part, part.count(keys, period, today)) for part in report_parts()),
    )


_CLOCK: Final = "page__publication_deadline"
# What the category of a page follows from: its clock, its type, the place that it stands at.
_OF_CATEGORY: Final = (f"{_CLOCK}__category__code", "page__content_type", "above")
_ABOVE: Final = Substr("page__path", 1, Length("page__path") - Page.steplen)


class _Categories:
    """Codes of categories by what they follow from, as `home.timeliness.freshness.category_of` tells that of a single
    page."""

    def __init__(self, portals: Sequence[PortalRecord]) -> None:
        types = ContentType.objects.get_for_models(*get_page_models())
        self.of_types = {found.pk: str(getattr(model, "category", "")) for model, found in types.items()}
        places = below(record.container_path for record in portals if record.container_path)
        sections = SectionPage.objects.filter(places).exclude(provides=None).order_by()
        self.of_sections: dict[str, str] = dict(sections.values_list("path", "provides"))

    def code(self, of_clock: str | None, content_type: int, above: str) -> str:
        """Empty: of none."""
        return of_clock or self.of_types.get(content_type) or self._nearest(above)

    def _nearest(self, path: str) -> str:
        while path and path not in self.of_sections:
            path = path[: -Page.steplen]
        return self.of_sections.get(path, "")


def _published(
    portals: Sequence[PortalRecord], period: Period, categories: _Categories
) -> Iterator[tuple[Place, Line]]:
    by_container = {record.container_path: record.id for record in portals if record.container_path}
    is_late = Q(**{f"{_CLOCK}__published_on__gt": F(f"{_CLOCK}__due")})
    rows = (
        item_versions(PUBLISHED, [record.id for record in portals], *period)
        .annotate(
            container=Substr("page__path", 1, CONTAINER_PATH_LENGTH),
            above=_ABOVE,
            days=days_late(f"{_CLOCK}__due", f"{_CLOCK}__published_on"),
        )
        .values_list("container", *_OF_CATEGORY)
        .annotate(
            n_items=Count("pk"),
            n_translated=Count("pk", filter=~Q(language=settings.LANGUAGE_CODE)),
            n_in_time=Count("pk", filter=Q(**{f"{_CLOCK}__published_on__lte": F(f"{_CLOCK}__due")})),
            n_late=Count("pk", filter=is_late),
            n_days=Sum("days", filter=is_late),
            n_most=Max("days", filter=is_late),
        )
    )
    for container, clock, content_type, above, *numbers in rows:
        place = by_container[container], categories.code(clock, content_type, above)
        yield place, Line(*(number or 0 for number in numbers))


def _overdue(portals: Iterable[int], period: Period, today: date) -> Iterator[tuple[Place, Line]]:
    clocks = PublicationDeadline.objects.for_portals(portals).overdue(on=today)
    rows = clocks.filter(due__gte=period.first, due__lte=period.last).order_by()
    for portal, code, count in rows.values_list("portal_id", "category__code").annotate(Count("pk")):
        yield (portal, code), Line(overdue=count)


def _withdrawn(portals: Iterable[int], period: Period, categories: _Categories) -> Iterator[tuple[Place, Line]]:
    rows = own_takedowns(portals, *period).annotate(above=_ABOVE).values_list("portal_id", *_OF_CATEGORY)
    for portal, clock, content_type, above, count in rows.annotate(Count("pk")):
        yield (portal, categories.code(clock, content_type, above)), Line(withdrawn=count)


def _writers(portals: Sequence[PortalRecord], period: Period) -> list[Writer]:
    """People whom the reader is not told of are one line, as they are called."""
    rows = item_versions(PUBLISHED, [record.id for record in portals], *period)
    counts: dict[int | None, int] = dict(rows.values_list("page__owner").annotate(Count("pk")))
    accounts = User.objects.in_bulk([key for key in counts if key is not None])
    found: dict[tuple[int | None, str], int] = defaultdict(int)
    for key, count in counts.items():
        account = accounts.get(key) if key is not None else None
        instead = told_to_reader(account) if account is not None else ""
        found[(None, instead) if instead else (key, display_name_for(account, known=None))] += count
    writers = [Writer(name, count) for (_key, name), count in found.items()]
    return sorted(writers, key=lambda writer: (-writer.items, writer.name))
