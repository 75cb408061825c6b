"""Screens of the admin about the clocks of items: what one would say, which items are due."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, TitleColumn

from adminviews.filters import PeriodFilter
from adminviews.tables import CardColumn
from deadlines.enums import Trigger
from deadlines.models import InformationCategory
from deadlines.queries import working_calendar
from formats.vietnamese.dates import vi_date
from home.models import PublicationDeadline
from home.models.publication_deadline import PublicationDeadlineQuerySet
from home.reports.portal_reports import PortalFilterSet, PortalReportView, portal_column
from home.timeliness.clock_labels import explanation_of, state_in_words, words_of
from home.timeliness.clock_limits import Timing, soon_by


class ClockQuestion(forms.Form):
    """What the script of the page editor asks: the day as it is typed, and the day of the publication."""

    day = forms.DateField(required=False)
    published = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@require_safe
def publication_deadline(request: HttpRequest, category: str, trigger: str) -> HttpResponse:
    """What the clock of a page of a category would say. The law is the same for all portals: no row is named."""
    form = ClockQuestion(request.GET)
    form.full_clean()
    day = form.cleaned_data.get("day")
    if trigger not in Trigger.values:
        raise BadRequest
    words = None
    if day is not None:
        timing = Timing(category=category, trigger=Trigger(trigger), trigger_date=day)
        words = words_of(timing, published_on=form.cleaned_data.get("published"), today=timezone.localdate())
    return render(request, "home/clock.html", {"words": words})


class TimedItemFilterSet(PortalFilterSet):
    """By portal, category, state and the day from which the limit runs."""

    category = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("of information", "Category"),
        queryset=InformationCategory.objects.all(),
        empty_label=pgettext_lazy("category of information", "All"),
    )
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        method="in_state",
        choices=[
            ("overdue", gettext_lazy("Overdue, not public yet")),
            ("soon", gettext_lazy("Due within three working days")),
            ("waiting", gettext_lazy("Due, not public yet")),
            ("late", gettext_lazy("Published late")),
            ("in_time", gettext_lazy("Published in time")),
        ],
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of an item", "All"),
    )
    trigger_date = PeriodFilter(label=gettext_lazy("Counted from"), widget=DateRangePickerWidget)

    class Meta:
        model = PublicationDeadline
        fields = ["portal", "category", "state", "trigger_date"]

    def in_state(self, clocks: PublicationDeadlineQuerySet, name: str, value: str) -> PublicationDeadlineQuerySet:
        today = timezone.localdate()
        return {
            "overdue": lambda: clocks.overdue(on=today),
            "soon": lambda: clocks.due_soon(on=today, by=soon_by(today, calendar=working_calendar())),
            "waiting": lambda: clocks.waiting(on=today),
            "late": clocks.late,
            "in_time": clocks.in_time,
        }[value]()


class TimedItemListView(PortalReportView):
    """Items with a last day: of the own portals, for supervisors of all. The most urgent first."""

    page_title = gettext_lazy("Items with a time limit")
    header_icon = "time"
    index_url_name = "timed_items"
    index_results_url_name = "timed_items_results"
    filterset_class = TimedItemFilterSet
    verbose_name_plural = pgettext_lazy("with a time limit", "items")

    def order_queryset(self, queryset: PublicationDeadlineQuerySet) -> PublicationDeadlineQuerySet:
        """By a column that was chosen, else by urgency."""
        chosen: PublicationDeadlineQuerySet = super().order_queryset(queryset)
        return chosen if self.ordering else chosen.most_urgent_first(on=self.today)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("punctuality"), "label": _("Punctuality")}] if self.supervises_some else []

    def get_base_queryset(self) -> PublicationDeadlineQuerySet:
        clocks = PublicationDeadline.objects.judged().with_lateness(on=self.today)
        if self.readable is not None:
            clocks = clocks.for_portals(self.readable)
        return clocks.select_related("page", "category", "rule")

    @cached_property
    def calendar(self) -> Any:
        return working_calendar()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("page", label=_("Title"), accessor=self.title_of, get_url=self.url_of),
            portal_column(),
            CardColumn("category", label=_("Category"), sort_key="category__position"),
            CardColumn("due", label=_("Last day"), accessor=lambda row: vi_date(row.due), sort_key="due"),
            CardColumn(
                "published_on",
                label=_("Published on"),
                accessor=lambda row: vi_date(row.published_on) if row.published_on else "–",
                sort_key="published_on",
            ),
            CardColumn("days_late", label=_("State"), accessor=lambda row: state_in_words(row, today=self.today)),
            CardColumn("explanation", label=_("How the last day came about"), accessor=self.explain),
        ]

    def title_of(self, row: PublicationDeadline) -> str:
        """What was never public has a title for its own portal alone."""
        if self.is_own(row.page):
            return row.page.draft_title or row.page.title
        return row.page.title if row.page.live else _("Not public")

    def url_of(self, row: PublicationDeadline) -> str | None:
        """The editor, on own portals."""
        return reverse("wagtailadmin_pages:edit", args=[row.pk]) if self.is_own(row.page) else self.read_at(row.page)

    def explain(self, row: PublicationDeadline) -> str:
        if row.rule is None or row.due is None:
            return ""
        return explanation_of(row.rule, begun=row.trigger_date, due=row.due, calendar=self.calendar)
