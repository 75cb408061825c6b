"""Wagtail's API of pages for the explorer in its menu. Parents and numbers of children are read once for a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.db.models.functions import Length, Substr
from wagtail.admin.api.serializers import AdminPageSerializer, PageChildrenField, get_model_listing_url
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.serializers import PageParentField
from wagtail.api.v2.utils import BadRequestError
from wagtail.models import Page
from wagtail.query import PageQuerySet

from adminviews.hidden_inputs import LONGEST_KEY
from sites.tree import below


@dataclass(frozen=True, slots=True)
class Families:
    """Of the pages of one list: their parents by path, and how many children stand below each path."""

    parents: dict[str, Page]
    children: dict[str, int]

    def parent_of(self, page: Page) -> Page | None:
        return self.parents.get(_above(page))


def read_families(pages: Sequence[Page], explorable: PageQuerySet) -> Families:
    """Those that the person can explore."""
    parents = explorable.filter(path__in={_above(page) for page in pages})
    children = explorable.filter(
        below(page.path for page in pages if not page.is_leaf()), depth__in={page.depth + 1 for page in pages}
    )
    counted = (
        children.order_by()
        .annotate(above=Substr("path", 1, Length("path") - Page.steplen))
        .values_list("above")
        .annotate(count=Count("pk"))
    )
    return Families({page.path: page for page in parents}, dict(counted))


def _above(page: Page) -> str:
    return page.path[: -Page.steplen]


class PrefetchedChildrenField(PageChildrenField):
    """Counted for the whole list where there is one."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        families: Families | None = self.context["families"]
        if families is None:
            return super().to_representation(page)
        listing_url = get_model_listing_url(self.context, Page)
        return {"count": families.children.get(page.path, 0), "listing_url": f"{listing_url}?child_of={page.pk}"}


class PrefetchedParentField(PageParentField):
    """Found among the parents of the whole list where there is one."""

    def get_attribute(self, page: Page) -> Page | None:
        families: Families | None = self.context["families"]
        return super().get_attribute(page) if families is None else families.parent_of(page)


class PrefetchedPageSerializer(AdminPageSerializer):
    children = PrefetchedChildrenField(read_only=True)
    parent = PrefetchedParentField(read_only=True)


class PrefetchedPagesAPIViewSet(PagesAdminAPIViewSet):
    """Shows what Wagtail's shows, to whom it does."""

    base_serializer_class = PrefetchedPageSerializer
    families: Families | None = None

    def filter_queryset(self, queryset: Any) -> Any:
        """After the filters, which join queries and lose what is read with them. Found texts are no such query."""
        pages = super().filter_queryset(queryset)
        if not isinstance(pages, PageQuerySet):
            return pages
        pages = pages.specific(defer=True).annotate_approved_schedule()
        return pages.prefetch_workflow_states().prefetch_related("locale")

    def paginate_queryset(self, queryset: Any) -> list[Page]:
        """Wagtail's, for places in the list that a database counts to.

        Raises:
            BadRequestError: the list is asked for from farther on; the answer is 400.
        """
        offset = self.request.GET.get("offset", "").strip()
        if len(offset) > LONGEST_KEY:
            raise BadRequestError("offset is too large")
        pages = list(super().paginate_queryset(queryset))
        self.families = read_families(pages, self.get_base_queryset())
        return pages

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "families": self.families}
