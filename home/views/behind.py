"""English versions that are to be made or looked at: behind their Vietnamese page, or wanted and missing (12.1.h)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import Page
from wagtail.query import PageQuerySet

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_date
from home.reports.portal_reports import PortalOfPageFilterSet, PortalReportView, portal_column, readable_pages
from home.translations.versions.queries import versions_behind, versions_missing
from members.access.scope import scope_of_request
from sites.directory import get_directory

GONE, CHANGED = "gone", "changed"
# Why a version stands in the list.
WHY = {
    GONE: pgettext_lazy("why a version is behind", "The Vietnamese page is not public"),
    CHANGED: pgettext_lazy("why a version is behind", "The Vietnamese page was changed"),
}


class VersionFilterSet(PortalOfPageFilterSet):
    """By portal."""

    class Meta:
        model = Page
        fields = ["portal"]


class BehindFilterSet(VersionFilterSet):
    """By portal and reason."""

    why = django_filters.ChoiceFilter(
        label=gettext_lazy("Why"),
        method="for_reason",
        choices=list(WHY.items()),
        empty_label=pgettext_lazy("state of an item", "All"),
    )

    class Meta:
        model = Page
        fields = ["portal", "why"]

    def for_reason(self, versions: PageQuerySet, name: str, value: str) -> PageQuerySet:
        return versions.filter(source_title__isnull=value == GONE)


class VersionsView(PortalReportView):
    """A list of pages of the own portals, for supervisors of all."""

    header_icon = "globe"
    filterset_class: Any = VersionFilterSet

    def get_base_queryset(self) -> PageQuerySet:
        return self.found().filter(readable_pages(self.request))

    def found(self) -> PageQuerySet:
        """The pages, of all portals."""
        raise NotImplementedError

    def portal_column(self) -> Column:
        return portal_column(lambda row: get_directory().for_path(row.path))


class OpenTextsColumn(CardColumn):
    """How many texts are to be translated; on own portals a link to just those."""

    cell_template_name = "home/open_texts_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        scope = scope_of_request(parent_context["request"])
        is_own = instance.source_title is not None and scope.has_path(instance.path)
        return context | {"url": f"{reverse('translate_page', args=[instance.pk])}?show=open" if is_own else ""}


class VersionsBehindView(VersionsView):
    """Versions that are behind. Those that have no public Vietnamese page any more, then those that wait longest."""

    page_title = gettext_lazy("Versions behind their Vietnamese page")
    index_url_name = "versions_behind"
    index_results_url_name = "versions_behind_results"
    filterset_class = BehindFilterSet
    default_ordering: Any = (F("source_title").asc(nulls_first=True), "changed_at", "pk")
    verbose_name_plural = gettext_lazy("versions")

    def found(self) -> PageQuerySet:
        return versions_behind()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), accessor="title", get_url=self.url_of),
            self.portal_column(),
            CardColumn("source_title", label=_("Vietnamese page"), accessor="source_title"),
            CardColumn("why", label=_("Why"), accessor=lambda row: WHY[GONE if row.source_title is None else CHANGED]),
            OpenTextsColumn("open_segments", label=_("Texts to translate"), sort_key="open_segments"),
            CardColumn("changed_at", label=_("Since"), accessor=_day_of("changed_at"), sort_key="changed_at"),
            CardColumn("age", label=_("Behind for"), accessor=lambda row: age_of(row.changed_at)),
        ]

    def url_of(self, row: Page) -> str | None:
        """Where it is compared, on own portals."""
        return reverse("compare_version", args=[row.pk]) if self.is_own(row) else self.read_at(row)


class VersionsMissingView(VersionsView):
    """What the board wants in English and is not there. What waits longest first."""

    page_title = gettext_lazy("Chosen for English, no English version yet")
    index_url_name = "versions_missing"
    index_results_url_name = "versions_missing_results"
    default_ordering = "chosen_at"
    verbose_name_plural = gettext_lazy("pages")

    def found(self) -> PageQuerySet:
        return versions_missing()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), accessor="title", get_url=self.url_of),
            self.portal_column(),
            CardColumn(
                "draft",
                label=_("English version"),
                accessor=lambda row: _("Not begun") if row.draft is None else _("A draft"),
            ),
            CardColumn("chosen_at", label=_("Chosen on"), accessor=_day_of("chosen_at"), sort_key="chosen_at"),
            CardColumn("age", label=_("Waits for"), accessor=lambda row: age_of(row.chosen_at)),
        ]

    def url_of(self, row: Any) -> str | None:
        """The draft, or where it is begun, on own portals."""
        if not self.is_own(row):
            return self.read_at(row)
        if row.draft is not None:
            return reverse("wagtailadmin_pages:edit", args=[row.draft])
        return reverse("wagtail_localize:submit_page_translation", args=[row.pk])


def _day_of(name: str) -> Any:
    def day(row: Any) -> str:
        moment = getattr(row, name)
        return vi_date(timezone.localdate(moment)) if moment else "–"

    return day


def age_of(moment: datetime | None) -> str:
    """Days since a moment, in words; a dash for None."""
    if moment is None:
        return "–"
    days = (timezone.localdate() - timezone.localdate(moment)).days
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}
