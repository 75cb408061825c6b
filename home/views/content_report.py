"""The content report in the admin: what a portal provided in a period, on screen, on paper and as a table (9.8)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import HeaderButton

from adminviews.exports import exported_table
from adminviews.forms.text import TableExportForm
from formats.vietnamese.dates import vi_date
from home.reports.content_report import ContentReport, PartFigures, content_report
from home.reports.content_report_export import export_content_report, table_of
from home.reports.forms import ReportQuestion
from home.reports.portal_reports import readable_portals
from members.access.permissions import can_edit_content, supervised_portals
from members.access.scope import scope_of_request
from members.views.base import AdminFormMixin, AdminView
from sites.directory import PortalRecord, get_directory


def reported_portals(request: HttpRequest) -> list[PortalRecord]:
    """Portals whose report a person reads: those that the person edits or supervises, for city editors all.

    It tells who wrote how much, so that who writes own items alone does not read it.
    """
    records, readable = get_directory().records, readable_portals(request)
    if readable is None or scope_of_request(request).all_content:
        return [record for record in records if readable is None or record.id in readable]
    today = timezone.localdate()
    supervised = supervised_portals(request.user, on=today) or frozenset()
    return [
        record
        for record in records
        if record.id in supervised or (record.id in readable and can_edit_content(request.user, record.id, on=today))
    ]


class ReportedMenuItem(MenuItem):
    """For those who read a report."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(reported_portals(request))


class ContentReportBaseView(AdminView):
    """For who edits what a portal publishes, for its board, and for supervisors."""

    header_icon = "doc-full"

    @cached_property
    def portals(self) -> list[PortalRecord]:
        return reported_portals(self.request)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def question(self) -> ReportQuestion:
        return ReportQuestion(self.request.GET, portals=self.portals, today=self.today)

    @cached_property
    def report(self) -> ContentReport | None:
        """None where the question cannot be answered; what is wrong stands in its form."""
        if not self.question.is_valid():
            return None
        return content_report(self.question.chosen, self.question.days, today=self.today)

    def address(self, name: str) -> str:
        """One of the two screens, with what was asked."""
        asked = self.question.asked() if self.question.is_valid() else {}
        return reverse(name) + (f"?{urlencode(asked)}" if asked else "")


class ContentReportView(ContentReportBaseView, TemplateView):
    """Items by category, who wrote them or which portals provided them, and what apps above count."""

    page_title = gettext_lazy("Content report")
    template_name = "home/content_report.html"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if self.report is None:
            return []
        return [HeaderButton(_("Export"), url=self.address("content_report_export"), icon_name="download", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(form=self.question, report=self.report, today=self.today, **kwargs)
        if self.report is None:
            return context
        count = len(self.report.portals)
        one = self.report.portals[0] if count == 1 else None
        return context | {
            "whose": one.name if one else ngettext("%(count)d portal", "%(count)d portals", count) % {"count": count},
            "categories": self.report.by_category(),
            "portals": [] if one else [(record.listed_name, line) for record, line in self.report.by_portal()],
            "parts": [self._part(figures) for figures in self.report.parts],
        }

    def _part(self, figures: PartFigures) -> dict[str, Any]:
        """One table of what an app above counted: a row for each portal that has anything, and their sum."""
        columns, portals = figures.part.columns, self.report.portals if self.report else ()
        rows = [(record.listed_name, figures.of(record.id)) for record in portals if any(figures.of(record.id))]
        return {
            "heading": figures.part.heading,
            "note": figures.part.note,
            "columns": columns,
            "rows": [(name, list(zip(columns, numbers, strict=True))) for name, numbers in rows],
            "total": list(zip(columns, figures.total, strict=True)) if len(rows) > 1 else [],
        }


class ContentReportExportView(AdminFormMixin, ContentReportBaseView):
    """The report of the screen before as a table; what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the content report")
    submit_label = gettext_lazy("Export")
    header_icon = "download"

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("Content report")}]

    def get_introduction(self) -> list[str]:
        if not self.question.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        chosen, days = self.question.chosen, self.question.days
        named = {
            "portal": chosen[0].name if len(chosen) == 1 else _("all portals"),
            "first": vi_date(days.first),
            "last": vi_date(days.last),
        }
        return [_("The content report of %(portal)s from %(first)s to %(last)s is exported.") % named]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if self.report is None:
            return self.form_invalid(form)
        export_content_report(
            self.report,
            over_city=self.supervises and self.question.cleaned_data["portal"] is None,
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
        )
        first, last = self.report.period
        return exported_table(form, f"bao-cao-noi-dung-{first}-{last}", table_of(self.report))

    def get_success_url(self) -> str:
        return self.address("content_report")
