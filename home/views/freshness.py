"""What must be looked at again: the list, the confirmation, the panel of the dashboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, Final

import django_filters
from django import forms
from django.db.models import Count, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale, Page

from adminviews.tables import CardColumn
from deadlines.models import InformationCategory
from deadlines.queries import working_calendar
from formats.vietnamese.dates import vi_date
from home.models import PageFreshness, PublicationDeadline, StaleBecause
from home.models.freshness import PageFreshnessQuerySet
from home.reports.portal_reports import (
    PortalFilterSet,
    PortalReportView,
    may_read,
    portal_column,
    readable_pages,
    readable_portals,
)
from home.timeliness.clock_limits import soon_by
from home.timeliness.freshness import confirm_page, day_by_rhythm
from home.translations.versions.queries import versions_behind, versions_missing
from members.views.base import AdminFormMixin, AdminView

# Days after which a page without a rhythm of its category is offered to be looked at again.
USUAL: Final = 180


class StalePageFilterSet(PortalFilterSet):
    """By portal, category and reason."""

    category = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("of information", "Category"),
        queryset=InformationCategory.objects.all(),
        empty_label=pgettext_lazy("category of information", "All"),
    )
    because = django_filters.ChoiceFilter(
        label=gettext_lazy("Why"), choices=StaleBecause.choices, empty_label=pgettext_lazy("state of an item", "All")
    )

    class Meta:
        model = PageFreshness
        fields = ["portal", "category", "because"]


class StalePageListView(PortalReportView):
    """Public pages that somebody must look at again: of the own portals, for supervisors of all."""

    page_title = gettext_lazy("Pages to look at again")
    header_icon = "warning"
    index_url_name = "stale_pages"
    index_results_url_name = "stale_pages_results"
    filterset_class = StalePageFilterSet
    default_ordering = "stale_from"
    verbose_name_plural = gettext_lazy("pages")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("punctuality"), "label": _("Punctuality")}] if self.supervises_some else []

    def get_base_queryset(self) -> PageFreshnessQuerySet:
        stale = PageFreshness.objects.stale(on=self.today)
        if self.readable is not None:
            stale = stale.for_portals(self.readable)
        return stale.select_related("page", "category", "confirmed_by")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("page", label=_("Title"), accessor=lambda row: row.page.title, get_url=self.url_of),
            portal_column(),
            CardColumn(
                "category",
                label=pgettext_lazy("of information", "Category"),
                accessor=lambda row: str(row.category or "–"),
            ),
            CardColumn("because", label=_("Why"), accessor=lambda row: row.get_because_display()),
            CardColumn(
                "stale_from", label=_("Since"), accessor=lambda row: vi_date(row.stale_from), sort_key="stale_from"
            ),
            CardColumn("confirmed_on", label=_("Last looked at"), accessor=lambda row: vi_date(row.confirmed_on)),
        ]

    def url_of(self, row: PageFreshness) -> str | None:
        """Where it is confirmed, on own portals."""
        return reverse("confirm_page", args=[row.pk]) if self.is_own(row.page) else self.read_at(row.page)


class ConfirmPageForm(forms.Form):
    """When somebody looks again."""

    next_on = forms.DateField(
        label=gettext_lazy("Look at it again on"), widget=AdminDateInput, help_text=gettext_lazy("Within two years.")
    )


class ConfirmPageView(AdminFormMixin, AdminView):
    """Say that a public page still holds; for those who may edit it."""

    form_class = ConfirmPageForm
    template_name = "home/confirm_page.html"
    page_title = gettext_lazy("Does this page still hold?")
    submit_label = gettext_lazy("It still holds")
    header_icon = "check"
    refusal_fields = {"next_look_wrong": "next_on"}
    introduction = (
        gettext_lazy("Read the public page to its end. If something is wrong, edit the page and submit it instead."),
    )

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"], live=True, freshness__isnull=False)

    def has_permission(self) -> bool:
        return bool(self.page.permissions_for_user(self.request.user).can_edit())

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": self.get_success_url(), "label": _("Pages to look at again")}]

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_form_kwargs(self) -> dict[str, Any]:
        category = self.page.freshness.category
        by_rhythm = day_by_rhythm(category.code, looked_at=self.today) if category is not None else None
        return {"initial": {"next_on": by_rhythm or self.today + timedelta(days=USUAL)}}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = confirm_page(self.page, by=self.request.user, next_on=form.cleaned_data["next_on"], at=self.now)
        told = _("“%(title)s” is confirmed. It is to be looked at again on %(day)s.")
        return self.succeed(told % {"title": self.page.title, "day": vi_date(row.stale_from)})

    def get_success_url(self) -> str:
        return reverse("stale_pages")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            page=self.page, edit_url=reverse("wagtailadmin_pages:edit", args=[self.page.pk]), **kwargs
        )


class TimeLimitsPanel(Component):
    """On the dashboard: how much is overdue, due soon, to be looked at again."""

    class Media:
        css: ClassVar = {"all": ["css/admin/my-work.css"]}

    name = "time_limits"
    template_name = "home/time_limits_panel.html"
    order = 210

    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self.rows = rows

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"rows": self.rows}


def counted_at_once(lists: Sequence[QuerySet[Any]]) -> list[int]:
    """How many rows each of some lists has."""
    counts = {
        f"list_{number}": Coalesce(
            Subquery(rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")), 0
        )
        for number, rows in enumerate(lists)
    }
    found = Locale.objects.annotate(**counts).values_list(*counts).first()
    return list(found) if found else [0] * len(lists)


def add_time_limits_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard where there is something to do."""
    if not may_read(request):
        return
    readable, today = readable_portals(request), timezone.localdate()
    clocks, pages = PublicationDeadline.objects.all(), PageFreshness.objects.stale(on=today)
    if readable is not None:
        clocks, pages = clocks.for_portals(readable), pages.for_portals(readable)
    items, own = reverse("timed_items"), readable_pages(request)
    soon = clocks.due_soon(on=today, by=soon_by(today, calendar=working_calendar()))
    told = [
        (_("Overdue, not public yet"), clocks.overdue(on=today), f"{items}?state=overdue"),
        (_("Due within three working days"), soon, f"{items}?state=soon"),
        (_("Pages to look at again"), pages, reverse("stale_pages")),
        (_("English versions behind"), versions_behind().filter(own), reverse("versions_behind")),
        (_("Chosen for English, no English version yet"), versions_missing().filter(own), reverse("versions_missing")),
    ]
    counts = counted_at_once([rows for _label, rows, _url in told])
    rows = [
        {"label": label, "count": count, "url": url}
        for (label, _rows, url), count in zip(told, counts, strict=True)
        if count
    ]
    if rows:
        panels.append(TimeLimitsPanel(rows))
