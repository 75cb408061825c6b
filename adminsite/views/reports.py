"""Wagtail's reports, limited to own rows. Each asks Wagtail's own question first, where that has one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, Table, TitleColumn
from wagtail.admin.utils import get_latest_str
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.coreutils import get_content_type_label, get_locales_display_names
from wagtail.log_actions import registry as log_actions
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState, get_page_models
from wagtail.permissions import policy_registry

from accounts.models import User
from adminsite.filters import (
    PageTypesFilterSet,
    ScopedHistoryFilterSet,
    ScopedLockedPagesFilterSet,
    ScopedReviewsFilterSet,
)
from adminsite.queries import tasks_with_status
from adminsite.visible_rows import sorted_logs, visible_entries, visible_pages, visible_reviews, visible_steps
from adminviews.log_entries import with_subjects
from members.access.scope import scope_of_request
from members.views.base import ExportableMixin


class RecordedExportMixin(ExportableMixin):
    """A report that is taken away by a verb which records it (decision 0142), never by Wagtail's buttons."""

    list_export = ()
    # Of the table that is taken away.
    exported_columns: ClassVar[tuple[Column, ...]] = ()

    def has_permission(self) -> bool:
        """Wagtail's own question."""
        needed = [*(self.any_permission_required or ()), *filter(None, [self.permission_required])]
        return bool(self.user_has_any_permission(needed))

    def get_queryset_to_export(self) -> Any:
        return self.get_filtered_queryset()

    def get_table_to_export(self, rows: list[Any]) -> Table:
        return Table(self.exported_columns, self.decorate_paginated_queryset(rows))


def _title_of(item: Any) -> str:
    return get_latest_str(item) if item is not None else ""


def _type_of(content_type: ContentType | None) -> str:
    return get_content_type_label(content_type) if content_type is not None else ""


TITLE = Column("title", label=_("Title"), accessor=_title_of)
STATUS = Column("status_string", label=_("Status"))
TYPE = Column("type", label=_("Type"), accessor=lambda row: _type_of(row.cached_content_type))
REVIEW_STATUS = Column("get_status_display", label=_("Status"))


class LockedPagesReportView(RecordedExportMixin, LockedPagesView):
    """Locked pages of own portals."""

    filterset_class = ScopedLockedPagesFilterSet
    exported_columns = (
        TITLE,
        TYPE,
        STATUS,
        Column("latest_revision_created_at", label=_("Updated")),
        Column("locked_at", label=_("Locked at")),
        Column("locked_by", label=_("Locked by")),
    )

    def get_queryset(self) -> QuerySet[Page]:
        return super().get_queryset().filter(scope_of_request(self.request).pages())


class WorkflowReportView(RecordedExportMixin, WorkflowView):
    """Reviews of items of own portals."""

    filterset_class = ScopedReviewsFilterSet
    exported_columns = (
        Column("title", label=_("Title"), accessor=lambda review: _title_of(review.content_object)),
        Column("type", label=_("Type"), accessor=lambda review: _type_of(review.content_type)),
        Column("workflow", label=_("Workflow")),
        REVIEW_STATUS,
        Column("requested_by", label=_("Requested by")),
        Column("created_at", label=_("Started at")),
    )

    def get_queryset(self) -> QuerySet[WorkflowState]:
        return super().get_queryset().filter(pk__in=visible_reviews(self.request).values("pk"))

    def decorate_paginated_queryset(self, object_list: Any) -> list[WorkflowState]:
        """The reviews, with what Wagtail's template asks of each read at once."""
        reviews: list[WorkflowState] = super().decorate_paginated_queryset(object_list)
        tasks = tasks_with_status(reviews)
        for review in reviews:
            review.all_tasks_with_status = tasks[review.pk]
        return reviews


class WorkflowTaskReportView(RecordedExportMixin, WorkflowTasksView):
    """Steps of reviews of items of own portals."""

    exported_columns = (
        Column("title", label=_("Title"), accessor=lambda step: _title_of(step.workflow_state.content_object)),
        Column("type", label=_("Type"), accessor=lambda step: _type_of(step.workflow_state.content_type)),
        Column("task", label=_("Task")),
        REVIEW_STATUS,
        Column("requested_by", label=_("Requested by"), accessor="workflow_state.requested_by"),
        Column("started_at", label=_("Started at")),
        Column("finished_at", label=_("Completed at")),
        Column("finished_by", label=_("Completed by")),
    )

    def get_queryset(self) -> QuerySet[TaskState]:
        return super().get_queryset().filter(pk__in=visible_steps(self.request).values("pk"))


class SiteHistoryReportView(RecordedExportMixin, LogEntriesView):
    """What was done to pages and rows of own portals."""

    filterset_class = ScopedHistoryFilterSet
    any_permission_required = ["add", "change"]
    exported_columns = (
        Column("label", label=_("Title")),
        Column("type", label=_("Type"), accessor=lambda entry: _type_of(entry.content_type)),
        Column("action", label=_("Action"), accessor=lambda entry: log_actions.get_action_label(entry.action)),
        Column("user_display_name", label=_("User")),
        Column("timestamp", label=_("Time")),
    )

    @cached_property
    def permission_policy(self) -> Any:
        # Wagtail asks nothing here: whoever sees no page sees no history.
        return policy_registry.get_by_type(Page)

    def get_filtered_queryset(self) -> QuerySet[Any]:
        """As Wagtail does it: one row for each entry of any log, which it fills once a page of them is chosen."""
        self.log_models = sorted_logs()
        first, *others = [self._rows(number, log) for number, log in enumerate(self.log_models)]
        return first.union(*others, all=True).order_by("-timestamp")

    def decorate_paginated_queryset(self, rows: Any) -> list[Any]:
        """The entries that the rows stand for, each with the address where its subject is edited."""
        finder, entries = AdminURLFinder(self.request.user), {}
        for number, log in enumerate(self.log_models):
            keys = [row["pk"] for row in rows if row["log_model_index"] == number]
            for entry, subject in with_subjects(log, keys) if keys else ():
                entry.edit_url = finder.get_edit_url(subject)
                entries[number, entry.pk] = entry
        return [entries[row["log_model_index"], row["pk"]] for row in rows]

    def _rows(self, number: int, log: Any) -> QuerySet[Any]:
        entries = visible_entries(log, self.request).values("pk", "timestamp")
        numbered = entries.annotate(log_model_index=Value(number, output_field=IntegerField()))
        return self.filter_queryset(numbered).order_by()


class AgingPagesReportView(RecordedExportMixin, AgingPagesView):
    """Wagtail shows what a person can publish, and nobody can: here it shows own pages."""

    exported_columns = (
        TITLE,
        TYPE,
        STATUS,
        Column("last_published_at", label=_("Last published at")),
        Column("last_published_by_user", label=_("Last published by")),
    )

    def get_queryset(self) -> QuerySet[Page]:
        published = PageLogEntry.objects.filter(page=OuterRef("pk"), action="wagtail.publish")
        pages = visible_pages(self.request).exclude(last_published_at=None)
        return (
            pages.prefetch_workflow_states()
            .select_related("content_type")
            .annotate_approved_schedule()
            .order_by("last_published_at")
            .annotate(last_published_by=Subquery(published.values("user")[:1]))
        )

    def decorate_paginated_queryset(self, queryset: Any) -> Any:
        """Wagtail says user names; here people are named as everywhere."""
        published_by = {page.last_published_by for page in queryset}
        names = {user.pk: str(user) for user in User.objects.filter(pk__in=published_by)}
        for page in queryset:
            self.add_last_publisher_name_to_page(names, page)
            # With the opening of the portal, or at its time.
            page.last_published_by_user = page.last_published_by_user or pgettext("last published by", "Automatically")
        return queryset


class LastEditedColumn(TitleColumn):
    """The page of a type that was edited last; its title leads to its editor for those who may edit it."""

    empty_value_display = ""

    def get_link_url(self, instance: ContentType, parent_context: Any) -> str | None:
        page = instance.last_edited_page
        if page is None or not page.permissions_for_user(parent_context["request"].user).can_edit():
            return None
        return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _pages_of_type(kind: ContentType) -> str | None:
    """Address of the list of pages of a type."""
    return reverse("wagtailadmin_pages:type_use", args=kind.natural_key()) if kind.count else None


def _language_of_last(kind: ContentType) -> str:
    page = kind.last_edited_page
    return str(get_locales_display_names().get(page.locale_id, "")) if page is not None else ""


class PageTypesReportView(RecordedExportMixin, PageTypesUsageReportView):
    """Count the own pages of each type, and find the one that was edited last.

    Wagtail's template says of each type what it is called in code.
    """

    results_template_name = "wagtailadmin/reports/base_report_results.html"
    filterset_class = PageTypesFilterSet
    columns = (
        TitleColumn("type", label=_("Type"), accessor=_type_of, get_url=_pages_of_type),
        NumberColumn("count", label=_("Number of pages")),
        LastEditedColumn("last", label=_("Last edited page"), accessor=lambda kind: _title_of(kind.last_edited_page)),
        Column("language", label=_("Language"), accessor=_language_of_last),
        DateColumn("edited_at", label=_("Last edit"), accessor="last_edited_page.latest_revision_created_at"),
    )
    exported_columns = (
        Column("type", label=_("Type"), accessor=_type_of),
        Column("count", label=_("Number of pages")),
        Column("last", label=_("Last edited page"), accessor=lambda kind: _title_of(kind.last_edited_page)),
    )

    def get_queryset(self) -> QuerySet[ContentType]:
        pages = visible_pages(self.request).filter(self._chosen(), content_type=OuterRef("pk"))
        counted = pages.order_by().values("content_type").annotate(number=Count("pk")).values("number")
        latest = pages.order_by(F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk")
        kinds = ContentType.objects.get_for_models(*get_page_models()).values()
        self.queryset = ContentType.objects.filter(pk__in=[kind.pk for kind in kinds]).annotate(
            count=Coalesce(Subquery(counted), 0), last_edited_page_id=Subquery(latest.values("pk")[:1])
        )
        return self.queryset.order_by("-count", "app_label", "model")

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """The page that was edited last of each type, with the state of its review: read at once. The table that is
        shown has these rows."""
        rows = list(page_types)
        keys = [row.last_edited_page_id for row in rows if row.last_edited_page_id]
        pages = Page.objects.specific().prefetch_workflow_states().in_bulk(keys)
        for row in rows:
            row.last_edited_page = pages.get(row.last_edited_page_id)
        return rows

    def _chosen(self) -> Q:
        """The language and the portal that the person chose to count."""
        chosen = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        condition = Q()
        if chosen.get("page_locale"):
            condition &= Q(locale__language_code=chosen["page_locale"])
        if chosen.get("site"):
            condition &= Q(path__startswith=chosen["site"])
        return condition
