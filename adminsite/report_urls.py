"""Addresses of Wagtail's reports, answered by ours. They stand before those of the package, so they win."""

from django.urls import path
from wagtail.admin.views.generic.base import BaseListingView

from adminsite.views import reports

app_name = "own_reports"

# The path as Wagtail has it.
REPORTS: dict[str, tuple[str, type[BaseListingView]]] = {
    "locked_pages": ("locked", reports.LockedPagesReportView),
    "workflow": ("workflow", reports.WorkflowReportView),
    "workflow_tasks": ("workflow_tasks", reports.WorkflowTaskReportView),
    "site_history": ("site-history", reports.SiteHistoryReportView),
    "aging_pages": ("aging-pages", reports.AgingPagesReportView),
    "page_types_usage": ("page-types-usage", reports.PageTypesReportView),
}

urlpatterns = [path(f"{route}/", view.as_view(), name=name) for name, (route, view) in REPORTS.items()] + [
    path(f"{route}/results/", view.as_view(results_only=True), name=f"{name}_results")
    for name, (route, view) in REPORTS.items()
]
