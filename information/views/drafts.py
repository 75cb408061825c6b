"""The report of drafts for comments: of the own portals, for supervisors of all."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.tables import CardColumn
from formats.vietnamese.dates import vi_date
from home.reports.portal_reports import PortalOfPageFilterSet, PortalReportView, portal_column, readable_pages
from information.drafts.report_days import ReportDays
from information.enums import DraftState
from information.models import DraftPage
from sites.directory import get_directory
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet


class DraftFilterSet(PortalOfPageFilterSet):
    """By portal, and by the state that readers see."""

    state = django_filters.ChoiceFilter(
        label=pgettext_lazy("of a draft", "state"),
        choices=DraftState.choices,
        empty_label=pgettext_lazy("portal of an item", "All"),
        field_name="shown_state",
    )

    class Meta:
        model = DraftPage
        fields = ["portal", "state"]


class DraftListView(PortalReportView):
    """Public drafts with the days of comments and of the report, those that closed last first."""

    page_title = gettext_lazy("Drafts for comments")
    header_icon = "comment"
    index_url_name = "drafts_for_comments"
    index_results_url_name = "drafts_for_comments_results"
    filterset_class = DraftFilterSet
    default_ordering = "-closes_on"
    verbose_name_plural = gettext_lazy("drafts for comments")

    def get_base_queryset(self) -> PageQuerySet:
        drafts = DraftPage.objects.live().filter(readable_pages(self.request), in_public_branch())
        return drafts.annotate(shown_state=DraftPage.listed_value("state", on=self.today)).defer("text", "body")

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @cached_property
    def days(self) -> ReportDays:
        return ReportDays()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Title"), get_url=self.url_of),
            portal_column(lambda draft: get_directory().for_path(draft.path)),
            CardColumn(
                "state", label=pgettext("of a draft", "state"), accessor=lambda draft: draft.state_on(self.today).label
            ),
            CardColumn(
                "closes_on",
                label=_("comments until"),
                accessor=lambda draft: vi_date(draft.closes_on),
                sort_key="closes_on",
            ),
            CardColumn("report", label=_("report due"), accessor=self.report_of),
        ]

    def url_of(self, draft: DraftPage) -> str | None:
        """The editor of an own page; the public page for who only reads."""
        return reverse("wagtailadmin_pages:edit", args=[draft.pk]) if self.is_own(draft) else self.read_at(draft)

    def report_of(self, draft: DraftPage) -> str:
        """By when the report is to be public, while it is not."""
        if draft.state_on(self.today) != DraftState.CLOSED or (due := self.days.due(draft.closes_on)) is None:
            return ""
        return _("%(day)s, late") % {"day": vi_date(due)} if due < self.today else str(vi_date(due))
