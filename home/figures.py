"""What is counted of the pages of portals, day by day (Regulation 4.2.a, 18.1). One query for each figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, Final

from django.db.models import Count as Number
from django.db.models import F, Q
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from home.models import PublicationClock, PublicVersion
from sites.days import begins, ends
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.figures import Count, Figure, register_figure
from sites.models import Takedown
from sites.tree import below


def versions_on(condition: Q, portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Versions of pages that became public, of those that meet a condition."""
    by_id = get_directory().by_id
    places = {by_id[key].container_path: key for key in portals if key in by_id and by_id[key].container_path}
    rows = PublicVersion.objects.filter(
        condition,
        published_at__gte=begins(first),
        published_at__lte=ends(last),
        page__in=_pages_below(places),
    )
    day = TruncDate("published_at", tzinfo=timezone.get_current_timezone())
    container = Substr("page__path", 1, CONTAINER_PATH_LENGTH)
    counted = rows.order_by().annotate(day=day, container=container).values_list("container", "day")
    for place, on, count in counted.annotate(Number("pk")):
        yield Count(places[place], on, count)


def _pages_below(places: Iterable[str]) -> Any:
    return Page.objects.filter(below(places)).order_by().values("pk")


def clocks_on(
    condition: Q, portals: Iterable[int], first: date, last: date, *, by_category: bool = False
) -> Iterator[Count]:
    """Items with a day of their own that were first published, of those that meet a condition."""
    rows = PublicationClock.objects.for_portals(portals).filter(
        condition, published_on__gte=first, published_on__lte=last
    )
    names = ("portal_id", "published_on", *(("category__code",) if by_category else ()))
    for portal, day, *rest, count in rows.order_by().values_list(*names).annotate(Number("pk")):
        yield Count(portal, day, count, *rest)


def takedowns_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Items that boards withdrew."""
    rows = Takedown.objects.filter(portal__in=portals, at__gte=begins(first), at__lte=ends(last)).order_by()
    day = TruncDate("at", tzinfo=timezone.get_current_timezone())
    for portal, on, count in rows.annotate(day=day).values_list("portal_id", "day").annotate(Number("pk")):
        yield Count(portal, on, count)


IN_TIME: Final = Q(due__isnull=False, published_on__lte=F("due"))
LATE: Final = Q(due__isnull=False, published_on__gt=F("due"))

register_figure(Figure("items_published", _("Items published"), 10, partial(versions_on, Q(number=1))))
register_figure(
    Figure(
        "items_by_category",
        _("Items with a time limit published, by category"),
        20,
        partial(clocks_on, Q(), by_category=True),
        by_key=True,
    )
)
register_figure(Figure("items_in_time", _("Items published in time"), 30, partial(clocks_on, IN_TIME)))
register_figure(Figure("items_late", _("Items published late"), 40, partial(clocks_on, LATE)))
register_figure(Figure("items_changed", _("Published items changed"), 50, partial(versions_on, Q(number__gt=1))))
register_figure(Figure("items_withdrawn", _("Items withdrawn by the board"), 60, takedowns_on))
