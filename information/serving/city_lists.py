"""Lists of the city portal over all portals: direction and administration (4.2.a), drafts for comments (4.3.b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from home.serving.list_filters import Filter, filters_for
from home.serving.listing import register_wider_list
from home.serving.routing import may_be_named_by
from information.models import DirectionPage, DraftPage
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.models import PortalKind
from sites.tree import below, in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


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


def pages_of_city(page_type: type[Page], language: str) -> Any:
    """What can be read of a type on all portals in a language, the newest first."""
    city = get_directory().city
    pages = Page.objects.live().type(page_type).filter(in_public_branch(), locale__language_code=language)
    return pages.filter(may_be_named_by(city.container_path if city else "")).order_by("-first_published_at", "-pk")


@dataclass(frozen=True, slots=True)
class CityList:
    """One list.

    Attributes:
        name: of its address; that of its feed begins with "feed_".
        calendar: name of the address of its calendar; empty: it has none.
    """

    name: str
    page_type: type[Page]
    title: Promise
    lead: Promise
    calendar: str = ""

    @property
    def feed_name(self) -> str:
        return f"feed_{self.name}"

    def pages(self, language: str) -> Any:
        return pages_of_city(self.page_type, language)

    def filters(self) -> list[Filter]:
        """By what it and its feed are narrowed: its kind, the kind of portal, then the rest."""
        kind, *rest = filters_for([self.page_type])
        return [kind, PortalKindFilter(), *rest]


DIRECTIONS: Final = CityList(
    name="city_direction",
    page_type=DirectionPage,
    title=gettext_lazy("Direction and administration of all portals"),
    lead=gettext_lazy("Opinions, conclusions, dispatches and answers of the leaders, each where it was published."),
)
DRAFTS: Final = CityList(
    name="city_drafts",
    page_type=DraftPage,
    title=gettext_lazy("Drafts of all portals for your comments"),
    lead=gettext_lazy("What the agencies of the city ask about now, and how comments were taken up."),
    calendar="city_drafts_calendar",
)
register_wider_list(DirectionPage.category, DIRECTIONS.name)
register_wider_list(DraftPage.category, DRAFTS.name)
