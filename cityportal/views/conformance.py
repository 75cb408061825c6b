"""Conformance of portals on screens: what the last examination of each found; for operators, and supervisors
of the portals that they supervise (18.2)."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.generic.base import TemplateView

from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.results import in_state, results_of
from cityportal.models import PortalConformance
from members.views.base import AdminView
from sites.directory import PortalRecord, get_directory


class ConformanceBaseView(AdminView, TemplateView):
    """Reads what is stored: the network is asked by `manage.py check_conformance`, never within a request."""

    header_icon = "circle-check"
    page_title = pgettext_lazy("admin menu", "Conformance")

    def has_permission(self) -> bool:
        return self.supervises_some


class ConformanceView(ConformanceBaseView):
    """All portals that are open or were examined, those that meet least first."""

    template_name = "cityportal/conformance.html"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = {row.portal_id: row for row in PortalConformance.objects.all()}
        rows = [
            _row(record, stored.get(record.id))
            for record in get_directory().records
            if self.supervises_portal(record.id) and not record.is_archived and (record.is_live or record.id in stored)
        ]
        rows.sort(key=lambda row: (-len(row["not_met"]), -row["unknown"]))
        return super().get_context_data(rows=rows, **kwargs)


def _row(record: PortalRecord, stored: PortalConformance | None) -> dict[str, Any]:
    results = results_of(stored) if stored else []
    return {
        "portal": record.id,
        "name": record.listed_name,
        "checked_at": stored.checked_at if stored else None,
        "not_met": [result.name for result in in_state(results, ConformanceState.NOT_MET)],
        "unknown": len(in_state(results, ConformanceState.UNKNOWN)),
        "met": len(in_state(results, ConformanceState.MET)),
    }


class ConformanceOfPortalView(ConformanceBaseView):
    """The checks of one portal: state, what was found, what to do next and where."""

    template_name = "cityportal/conformance_of_portal.html"

    @cached_property
    def portal(self) -> PortalRecord:
        record = get_directory().by_id.get(self.kwargs["portal_id"])
        if record is None or not self.supervises_portal(record.id):
            raise Http404
        return record

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("conformance"), "label": _("Conformance")}]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, *self.get_breadcrumbs(), {"url": "", "label": self.get_page_subtitle()}]

    def get_page_subtitle(self) -> str:
        return self.portal.name

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        stored = PortalConformance.objects.for_portal(self.portal.pk).first()
        return super().get_context_data(
            portal=self.portal,
            checked_at=stored.checked_at if stored else None,
            results=results_of(stored) if stored else [],
            **kwargs,
        )
