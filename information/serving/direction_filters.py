"""By what directions of all portals are narrowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count
from django.db.models.functions import Substr
from django.utils.translation import gettext as _
from wagtail.query import PageQuerySet

from home.serving.list_filters import Filter, filters_for
from information.models import DirectionPage
from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.models import PortalKind
from sites.tree import below


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
