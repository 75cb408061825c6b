"""The report of dead links: of the own portals, for supervisors of all."""

from __future__ import annotations

from typing import Any

import django_filters
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn

from home.clock_views import readable_portals
from home.dates import vi_date
from information.models import LinkReport
from information.models.link_report import LinkReportQuerySet
from sites.directory import get_directory
from sites.scope import scope_of_request
from sites.views.base import ListScreen


class DeadLinkFilterSet(WagtailFilterSet):
    """By portal."""

    portal = django_filters.ChoiceFilter(
        label=gettext_lazy("Portal"), empty_label=pgettext_lazy("portal of an item", "All")
    )

    class Meta:
        model = LinkReport
        fields = ["portal"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        readable = readable_portals(self.request)
        shown = [record for record in get_directory().records if readable is None or record.id in readable]
        self.filters["portal"].extra["choices"] = [(record.id, record.name) for record in shown]


class DeadLinkListView(ListScreen):
    """Addresses that could not be opened when they were last followed, those that fail longest first."""

    page_title = gettext_lazy("Dead links")
    header_icon = "link"
    index_url_name = "dead_links"
    index_results_url_name = "dead_links_results"
    filterset_class = DeadLinkFilterSet
    default_ordering = "first_seen"
    verbose_name_plural = gettext_lazy("dead links")

    @cached_property
    def readable(self) -> frozenset[int] | None:
        return readable_portals(self.request)

    def allows(self) -> bool:
        return self.readable is None or bool(self.readable)

    def trail(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> LinkReportQuerySet:
        reports = LinkReport.objects.of_public_pages()
        if self.readable is not None:
            reports = reports.for_portals(self.readable)
        return reports.select_related("page")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("page", label=_("Title"), accessor=self.title_of, get_url=self.url_of),
            Column("portal", label=_("Portal"), accessor=_portal_of),
            Column("address", label=_("Address"), sort_key="address"),
            Column("problem", label=_("What is wrong")),
            Column("first_seen", label=_("First seen"), accessor=_since, sort_key="first_seen"),
            Column("checked_at", label=_("Last checked"), accessor=_checked, sort_key="checked_at"),
        ]

    def title_of(self, report: LinkReport) -> str:
        return report.page.draft_title if self._is_own(report) else report.page.title

    def url_of(self, report: LinkReport) -> str | None:
        """The editor of an own page; the public page for who only reads."""
        if self._is_own(report):
            return reverse("wagtailadmin_pages:edit", args=[report.page_id])
        return report.page.specific_deferred.full_url

    def _is_own(self, report: LinkReport) -> bool:
        return scope_of_request(self.request).has_path(report.page.path)


def may_read_dead_links(request: HttpRequest) -> bool:
    """For who works on the content of a portal, and for supervisors."""
    return readable_portals(request) != frozenset()


def _portal_of(report: LinkReport) -> str:
    record = get_directory().by_id.get(report.portal_id)
    return record.name if record else ""


def _since(report: LinkReport) -> str:
    return vi_date(timezone.localdate(report.first_seen))


def _checked(report: LinkReport) -> str:
    return vi_date(timezone.localdate(report.checked_at))
