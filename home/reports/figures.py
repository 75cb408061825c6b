"""What is counted of the pages of portals, day by day (Regulation 4.2.a, 18.1).

* An item is a page that says something of its own, in each of its languages: no section, no home, no person, and
  nothing that stands for an item of another portal.
* It is published when it becomes public for the first time, after the review of a version. Pages that a portal is born
  with are not published by anybody: their first version is a change of what was public since the opening.
* It is changed by each later version that says something else; an item that comes back after a withdrawal is one.
* It is withdrawn by a decision of its own board; what follows the withdrawal of another item is not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Final

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count as Number
from django.db.models import F, Q
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from adminviews.filters import begins, ends
from editorial.models import Takedown
from editorial.models.takedown import TakedownQuerySet
from home.models import LinkedItemPage, PersonPage, PortalHomePage, PublicationDeadline, PublicVersion, SectionPage
from home.models.public_version import PublicVersionQuerySet
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.registry import Count, Figure, register_figure
from sites.tree import below


def item_versions(condition: Q, portals: Iterable[int], first: date, last: date) -> PublicVersionQuerySet:
    """Versions of items that became public from one day to another on some portals, of those that meet a condition."""
    return (
        PublicVersion.objects.exclude(page__content_type__in=_no_items())
        .filter(
            condition,
            published_at__gte=begins(first),
            published_at__lte=ends(last),
            page__in=Page.objects.filter(below(_places(portals))).order_by().values("pk"),
        )
        .order_by()
    )


def versions_on(condition: Q, portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Versions of pages that became public, of those that meet a condition."""
    keys = list(portals)
    places = _places(keys)
    day = TruncDate("published_at", tzinfo=timezone.get_current_timezone())
    container = Substr("page__path", 1, CONTAINER_PATH_LENGTH)
    rows = item_versions(condition, keys, first, last).annotate(day=day, container=container)
    for place, on, count in rows.values_list("container", "day").annotate(Number("pk")):
        yield Count(places[place], on, count)


def _places(portals: Iterable[int]) -> dict[str, int]:
    """Keys of portals by the places of their containers."""
    by_id = get_directory().by_id
    return {by_id[key].container_path: key for key in portals if key in by_id and by_id[key].container_path}


def clocks_on(
    condition: Q, portals: Iterable[int], first: date, last: date, *, by_category: bool = False
) -> Iterator[Count]:
    """Items with a day of their own that were first published, of those that meet a condition."""
    rows = PublicationDeadline.objects.for_portals(portals).filter(
        condition, published_on__gte=first, published_on__lte=last
    )
    names = ("portal_id", "published_on", *(("category__code",) if by_category else ()))
    for portal, day, *rest, count in rows.order_by().values_list(*names).annotate(Number("pk")):
        yield Count(portal, day, count, *rest)


def own_takedowns(portals: Iterable[int], first: date, last: date) -> TakedownQuerySet:
    """Withdrawals of items that boards decided on from one day to another."""
    own = Takedown.objects.filter(follows=None).exclude(page__content_type__in=_no_items())
    return own.filter(portal__in=portals, at__gte=begins(first), at__lte=ends(last)).order_by()


def takedowns_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Items that boards withdrew by decisions of their own."""
    day = TruncDate("at", tzinfo=timezone.get_current_timezone())
    rows = own_takedowns(portals, first, last).annotate(day=day)
    for portal, on, count in rows.values_list("portal_id", "day").annotate(Number("pk")):
        yield Count(portal, on, count)


def _no_items() -> list[int]:
    types = ContentType.objects.get_for_models(PortalHomePage, SectionPage, PersonPage, LinkedItemPage)
    return [content_type.pk for content_type in types.values()]


# A version that is the first of a page that was public before it: since the opening of the portal. Otherwise both times
# are written by one publication, a moment apart.
OPENED_BEFORE: Final = Q(number=1, page__first_published_at__lt=F("published_at") - timedelta(minutes=1))
PUBLISHED: Final = Q(number=1) & ~OPENED_BEFORE
CHANGED: Final = Q(number__gt=1) | OPENED_BEFORE
IN_TIME: Final = Q(due__isnull=False, published_on__lte=F("due"))
LATE: Final = Q(due__isnull=False, published_on__gt=F("due"))

register_figure(Figure("items_published", _("Items published"), 10, partial(versions_on, PUBLISHED)))
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
register_figure(Figure("items_changed", _("Published items changed"), 50, partial(versions_on, CHANGED)))
register_figure(Figure("items_withdrawn", _("Items withdrawn by the board"), 60, takedowns_on))
