"""Wagtail's reports, limited to own rows. Each asks Wagtail's own question first, where that has one."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.functional import cached_property
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.admin.views.reports.audit_logging import LogEntriesView
from wagtail.admin.views.reports.locked_pages import LockedPagesView
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.admin.views.reports.workflows import WorkflowTasksView, WorkflowView
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState, get_page_models
from wagtail.permissions import policy_registry

from accounts.models import User
from adminsite.filters import OwnHistoryFilterSet, OwnLockedPagesFilterSet, OwnReviewsFilterSet, PageTypesFilterSet
from adminsite.queries import tasks_with_status
from adminsite.visible_rows import own_entries, own_pages, own_reviews, own_steps, sorted_logs
from adminviews.log_entries import with_subjects
from members.access.scope import scope_of_request


class NotExported:
    """Has no buttons for files: what is taken away is exported by a verb that records it (decision 0048)."""

    list_export = ()


class LockedPages(NotExported, LockedPagesView):
    filterset_class = OwnLockedPagesFilterSet

    def get_queryset(self) -> QuerySet[Page]:
        return super().get_queryset().filter(scope_of_request(self.request).pages())


class Reviews(NotExported, WorkflowView):
    filterset_class = OwnReviewsFilterSet

    def get_queryset(self) -> QuerySet[WorkflowState]:
        return super().get_queryset().filter(pk__in=own_reviews(self.request).values("pk"))

    def decorate_paginated_queryset(self, object_list: Any) -> list[WorkflowState]:
        """The reviews, with what Wagtail's template asks of each read at once."""
        reviews: list[WorkflowState] = super().decorate_paginated_queryset(object_list)
        tasks = tasks_with_status(reviews)
        for review in reviews:
            review.all_tasks_with_status = tasks[review.pk]
        return reviews


class ReviewSteps(NotExported, WorkflowTasksView):
    def get_queryset(self) -> QuerySet[TaskState]:
        return super().get_queryset().filter(pk__in=own_steps(self.request).values("pk"))


class SiteHistory(NotExported, LogEntriesView):
    filterset_class = OwnHistoryFilterSet
    any_permission_required = ["add", "change"]

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
        entries = own_entries(log, self.request).values("pk", "timestamp")
        numbered = entries.annotate(log_model_index=Value(number, output_field=IntegerField()))
        return self.filter_queryset(numbered).order_by()


class AgingPages(NotExported, AgingPagesView):
    """Wagtail shows what a person can publish, and nobody can: here it shows own pages."""

    def get_queryset(self) -> QuerySet[Page]:
        published = PageLogEntry.objects.filter(page=OuterRef("pk"), action="wagtail.publish")
        pages = own_pages(self.request).exclude(last_published_at=None)
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
        return queryset


class PageTypes(NotExported, PageTypesUsageReportView):
    """How many own pages there are of each type, and which of them was edited last."""

    filterset_class = PageTypesFilterSet

    def get_queryset(self) -> QuerySet[ContentType]:
        pages = own_pages(self.request).filter(self._chosen(), content_type=OuterRef("pk"))
        counted = pages.order_by().values("content_type").annotate(number=Count("pk")).values("number")
        latest = pages.order_by(F("latest_revision_created_at").desc(nulls_last=True), "title", "-pk")
        kinds = ContentType.objects.get_for_models(*get_page_models()).values()
        self.queryset = ContentType.objects.filter(pk__in=[kind.pk for kind in kinds]).annotate(
            count=Coalesce(Subquery(counted), 0), last_edited_page_id=Subquery(latest.values("pk")[:1])
        )
        return self.queryset.order_by("-count", "app_label", "model")

    def decorate_paginated_queryset(self, page_types: Any) -> Any:
        """The page that was edited last of each type, with the state of its review: read at once."""
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
