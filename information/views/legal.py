"""The report of legal documents that are not in step: of the own portals, for supervisors of all."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, NamedTuple

import django_filters
from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from home.models import SectionPage
from home.reports.portal_reports import PortalFilterSet, PortalReportView, portal_column
from home.serving.addresses import PlainPage
from information.enums import LegalDifferenceKind, OfficialSource
from information.legal.legal_words import words_of
from information.models import DocumentPage, LegalComparison, LegalDifference
from information.models.legal import LegalDifferenceQuerySet
from sites.directory import get_directory


class LastComparison(NamedTuple):
    """The last comparison with a source; None: there was none. `counts`: what was found on the portals one reads."""

    source: OfficialSource
    comparison: LegalComparison | None
    counts: list[tuple[str, int]]


class LegalDifferenceFilterSet(PortalFilterSet):
    """By portal, by what was found, by source."""

    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("legal difference", "What was found"),
        choices=LegalDifferenceKind.choices,
        empty_label=pgettext_lazy("legal difference", "All"),
    )
    source = django_filters.ChoiceFilter(
        label=gettext_lazy("Official source"),
        field_name="comparison__source",
        choices=OfficialSource.choices,
        empty_label=pgettext_lazy("legal difference", "All"),
    )

    class Meta:
        model = LegalDifference
        fields = ["portal", "kind", "source"]


class LegalDifferenceListView(PortalReportView):
    """What the last comparison with each official source found, by what is to be done."""

    page_title = gettext_lazy("Legal documents in step")
    header_icon = "doc-full"
    template_name = "information/legal_differences.html"
    index_url_name = "legal_differences"
    index_results_url_name = "legal_differences_results"
    filterset_class = LegalDifferenceFilterSet
    default_ordering = ("kind", "number", "pk")
    verbose_name_plural = gettext_lazy("differences of legal documents")

    def get_base_queryset(self) -> LegalDifferenceQuerySet:
        return self.differences.select_related("page", "comparison")

    @property
    def differences(self) -> LegalDifferenceQuerySet:
        """Those of the portals that the person reads."""
        found = LegalDifference.objects.of_latest()
        return found if self.readable is None else found.for_portals(self.readable)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=self.url_of),
            portal_column(),
            CardColumn("number", label=_("Number and symbol"), sort_key="number"),
            CardColumn(
                "kind",
                label=pgettext("legal difference", "What was found"),
                accessor="get_kind_display",
                sort_key="kind",
            ),
            CardColumn("fields", label=_("What differs"), accessor=words_of),
            CardColumn("source", label=_("Official source"), accessor="comparison.get_source_display"),
        ]

    def url_of(self, difference: LegalDifference) -> str | None:
        """Where it is put right: the editor of an own page, the section where one is missing; else what is public."""
        if (page := difference.page) is not None:
            if self.is_own(page):
                return reverse("wagtailadmin_pages:edit", args=[page.pk])
            return PlainPage.of(page).full_url or None
        section = self.sections.get(difference.portal_id)
        if section is not None:
            return reverse("wagtailadmin_explore", args=[section])
        return difference.official_url or None

    @cached_property
    def sections(self) -> dict[int, int]:
        """The section of documents of each portal on whose pages the person works."""
        sections = SectionPage.objects.filter(
            provides=DocumentPage.category, locale__language_code=settings.LANGUAGE_CODE
        )
        found: dict[int, int] = {}
        for section in sections.order_by("path").only("pk", "path"):
            record = get_directory().for_path(section.path)
            if record is not None and self.is_own(section):
                found.setdefault(record.id, section.pk)
        return found

    @cached_property
    def last_comparisons(self) -> list[LastComparison]:
        """One for each source, with its figures."""
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        rows = self.differences.order_by().values_list("comparison__source", "kind").annotate(count=Count("pk"))
        for source, kind, count in rows:
            counts[source][kind] = count
        return [
            LastComparison(
                source,
                LegalComparison.objects.filter(source=source).select_related("compared_by").first(),
                [(str(kind.label), counts[source].get(kind, 0)) for kind in LegalDifferenceKind],
            )
            for source in OfficialSource
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"last_comparisons": self.last_comparisons}
