"""Addresses of Wagtail's reports, answered by ours. They stand before those of the package, so they win."""

from django.urls import path
from wagtail.admin.views.generic.base import BaseListingView

from adminsite.views import reports

app_name = "own_reports"

# The path as Wagtail has it.
REPORTS: dict[str, tuple[str, type[BaseListingView]]] = {
    "locked_pages": ("locked", reports.LockedPages),
    "workflow": ("workflow", reports.Reviews),
    "workflow_tasks": ("workflow_tasks", reports.ReviewSteps),
    "site_history": ("site-history", reports.SiteHistory),
    "aging_pages": ("aging-pages", reports.AgingPages),
    "page_types_usage": ("page-types-usage", reports.PageTypes),
}

urlpatterns = [path(f"{route}/", view.as_view(), name=name) for name, (route, view) in REPORTS.items()] + [
    path(f"{route}/results/", view.as_view(results_only=True), name=f"{name}_results")
    for name, (route, view) in REPORTS.items()
]
