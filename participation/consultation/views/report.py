"""Figures of the comments on a draft, and the report on them: as a screen, and to take away."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy
from django.views.generic.base import TemplateView, View
from wagtail.admin.widgets.button import HeaderButton

from formats.documents.office_tables import DOCX
from formats.tables.downloads import table_response
from formats.tables.exports import TableFormat
from participation.consultation.analysis import breakdowns, series
from participation.consultation.report import heads, report_document, report_page, report_table
from participation.consultation.views.lists import CommentFilterSet, DraftBaseView, comments_url
from participation.models import Comment
from sites.directory import get_directory


class DraftSubpageView(DraftBaseView):
    """Below the comments of a draft."""

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs(), {"url": comments_url("draft", self.draft.pk), "label": self.draft.title}]


class AnalysisView(DraftSubpageView, TemplateView):
    """How many comments came on which part, from whom and when, of all or of those that the filters leave."""

    template_name = "participation/comment_analysis.html"
    page_title = gettext_lazy("Comments in figures")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = CommentFilterSet(self.request.GET, queryset=Comment.objects.of_draft(self.draft), request=self.request)
        parts = breakdowns(found.qs)
        return super().get_context_data(
            draft=self.draft,
            form=found.form,
            series=series(),
            parts=parts,
            total=sum(sum(counts) for _label, counts in parts[0].rows),
            list_url=comments_url("draft", self.draft.pk),
            **kwargs,
        )


class ReportView(DraftSubpageView, TemplateView):
    """The table in the order of the parts; what has no response yet is counted above it."""

    template_name = "participation/comment_report.html"
    page_title = gettext_lazy("Report on the comments")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page, rows = report_page(self.draft, number=self.request.GET.get("p"))
        return super().get_context_data(
            draft=self.draft,
            heads=heads(),
            rows=rows,
            page_obj=page,
            unanswered=Comment.objects.of_draft(self.draft).unanswered().count(),
            **kwargs,
        )

    @property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(
                label, url=comments_url("report_file", self.draft.pk, ending), icon_name="download", priority=10
            )
            for ending, label in (("docx", "Word (.docx)"), ("xlsx", "Excel (.xlsx)"))
        ]


class ReportFileView(DraftBaseView, View):
    """The report as a file: of Word in the form of an official document, or of Excel."""

    def get(self, request: HttpRequest, draft_id: int, ending: str) -> HttpResponseBase:
        name = f"tong-hop-gop-y-{self.draft.slug}"
        if ending == TableFormat.XLSX:
            return table_response(name, report_table(self.draft), TableFormat.XLSX)
        record = get_directory().by_id[self.portal_id]
        file = io.BytesIO(report_document(self.draft, record))
        response = FileResponse(file, as_attachment=True, filename=f"{name}.docx", content_type=DOCX)
        response["Cache-Control"] = "no-store"
        return response
