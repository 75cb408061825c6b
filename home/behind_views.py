"""Versions in other languages that are behind what they were made from (12.1.h)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.models import F, OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.dates import vi_date
from home.readable import ReadableListScreen, portal_column
from sites.directory import get_directory
from sites.scope import scope_of_request
from sites.tree import in_public_branch


def versions_behind() -> PageQuerySet:
    """Public versions in other languages whose Vietnamese page was published anew after them, with when (`changed_at`)
    and under which title (`source_title`). One query."""
    source = Page.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=settings.LANGUAGE_CODE
    )
    versions = Page.objects.live().filter(in_public_branch()).exclude(locale__language_code=settings.LANGUAGE_CODE)
    dated = versions.annotate(
        changed_at=Subquery(source.values("last_published_at")[:1]), source_title=Subquery(source.values("title")[:1])
    )
    return dated.filter(changed_at__gt=F("last_published_at"))


class VersionsBehindView(ReadableListScreen):
    """Versions that are behind: of the own portals, for supervisors of all. Those that wait longest first."""

    page_title = gettext_lazy("Versions behind their Vietnamese page")
    header_icon = "globe"
    index_url_name = "versions_behind"
    index_results_url_name = "versions_behind_results"
    default_ordering = "changed_at"
    verbose_name_plural = gettext_lazy("versions")

    def get_base_queryset(self) -> PageQuerySet:
        versions = versions_behind()
        return versions if self.readable is None else versions.filter(scope_of_request(self.request).pages())

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), accessor="title", get_url=self.url_of),
            portal_column(lambda row: get_directory().for_path(row.path)),
            Column("source_title", label=_("Vietnamese page"), accessor="source_title"),
            Column(
                "changed_at",
                label=_("Changed on"),
                accessor=lambda row: vi_date(timezone.localdate(row.changed_at)),
                sort_key="changed_at",
            ),
            Column("age", label=_("Behind for"), accessor=_age_of),
        ]

    def url_of(self, row: Page) -> str | None:
        return reverse("wagtailadmin_pages:edit", args=[row.pk]) if self.is_own(row) else None


def _age_of(row: Any) -> str:
    days = (timezone.localdate() - timezone.localdate(row.changed_at)).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
