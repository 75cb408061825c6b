"""Screens of the admin about the clocks of items: what one would say, how punctual portals are, which items are due."""

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
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, TitleColumn

from deadlines.enums import Trigger
from deadlines.models import InformationCategory
from deadlines.queries import working_calendar
from home.clock_limits import Timing, soon_by
from home.clock_words import explanation_of, words_of
from home.dates import vi_date
from home.models import PageFreshness, PublicationClock
from home.models.clock import PublicationClockQuerySet
from home.models.freshness import PageFreshnessQuerySet
from home.punctuality import Punctuality, punctuality_by, total_of
from home.readable import PortalFilterSet, ReadableListScreen, portal_column
from sites.directory import get_directory
from sites.filters import PeriodFilter
from sites.models import PortalKind
from sites.views.base import AdminScreen


class ClockQuestion(forms.Form):
    """What the script of the page editor asks: the day as it is typed, and the day of the publication."""

    day = forms.DateField(required=False)
    published = forms.DateField(required=False, input_formats=["%Y-%m-%d"])


@require_safe
def publication_clock(request: HttpRequest, category: str, trigger: str) -> HttpResponse:
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


class PunctualityForm(forms.Form):
    """Which items are counted."""

    kind = forms.ModelChoiceField(
        PortalKind.objects.all(),
        label=gettext_lazy("Kind of portal"),
        required=False,
        empty_label=gettext_lazy("All portals"),
    )
    category = forms.ModelChoiceField(
        InformationCategory.objects.all(),
        label=pgettext_lazy("of information", "Category"),
        required=False,
        empty_label=gettext_lazy("All categories"),
    )
    year = forms.TypedChoiceField(label=gettext_lazy("Year"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, years: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["year"]
        choices.choices = [("", _("All years")), *((year, str(year)) for year in years)]

    def narrow(
        self, clocks: PublicationClockQuerySet, pages: PageFreshnessQuerySet
    ) -> tuple[PublicationClockQuerySet, PageFreshnessQuerySet]:
        """The clocks and pages that were asked for; what was asked wrongly is not asked. A page has no year."""
        self.full_clean()
        asked = self.cleaned_data
        if asked.get("kind"):
            clocks, pages = clocks.filter(portal__kind=asked["kind"]), pages.filter(portal__kind=asked["kind"])
        if asked.get("category"):
            clocks, pages = clocks.filter(category=asked["category"]), pages.filter(category=asked["category"])
        if asked.get("year"):
            clocks = clocks.filter(trigger_date__year=asked["year"])
        return clocks, pages


class PunctualityView(AdminScreen):
    """How punctual the portals are, one by one and by category, as the calendar is now: for supervisors (7.5)."""

    page_title = gettext_lazy("Punctuality")
    template_name = "home/punctuality.html"
    header_icon = "time"

    def allows(self) -> bool:
        return self.supervises

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = [day.year for day in PublicationClock.objects.dates("trigger_date", "year", order="DESC")]
        form = PunctualityForm(self.request.GET, years=years)
        clocks, pages = form.narrow(PublicationClock.objects.all(), PageFreshness.objects.all())
        calendar = working_calendar()
        by_portal = punctuality_by("portal", clocks, pages, on=self.today, calendar=calendar)
        by_category = punctuality_by("category", clocks, pages, on=self.today, calendar=calendar)
        records = get_directory().by_id
        categories = InformationCategory.objects.in_bulk()
        items, stale = reverse("timed_items"), reverse("stale_pages")
        return super().get_context_data(
            form=form,
            total=total_of(by_portal),
            portals=[
                {
                    "name": records[row.key].name,
                    "row": row,
                    "url": f"{items}?portal={row.key}",
                    "stale_url": f"{stale}?portal={row.key}",
                }
                for row in sorted(by_portal, key=_worst_first)
                if row.key in records
            ],
            categories=[
                {
                    "name": categories[row.key],
                    "row": row,
                    "url": f"{items}?category={row.key}",
                    "stale_url": f"{stale}?category={row.key}",
                }
                for row in sorted(by_category, key=lambda row: categories[row.key].position)
            ],
            **kwargs,
        )


def _worst_first(row: Punctuality) -> tuple[int, int, int, int]:
    return -row.overdue, -row.late, -row.stale, row.key or 0


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
        model = PublicationClock
        fields = ["portal", "category", "state", "trigger_date"]

    def in_state(self, clocks: PublicationClockQuerySet, name: str, value: str) -> PublicationClockQuerySet:
        today = timezone.localdate()
        return {
            "overdue": lambda: clocks.overdue(on=today),
            "soon": lambda: clocks.due_soon(on=today, by=soon_by(today, calendar=working_calendar())),
            "waiting": lambda: clocks.waiting(on=today),
            "late": clocks.late,
            "in_time": clocks.in_time,
        }[value]()


class TimedItemListView(ReadableListScreen):
    """Items with a last day: of the own portals, for supervisors of all. The most urgent first."""

    page_title = gettext_lazy("Items with a time limit")
    header_icon = "time"
    index_url_name = "timed_items"
    index_results_url_name = "timed_items_results"
    filterset_class = TimedItemFilterSet
    default_ordering = "due"
    verbose_name_plural = gettext_lazy("items")

    def trail(self) -> list[dict[str, Any]]:
        return [{"url": reverse("punctuality"), "label": _("Punctuality")}] if self.supervises else []

    def get_base_queryset(self) -> PublicationClockQuerySet:
        clocks = PublicationClock.objects.judged().with_lateness(on=self.today)
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
            Column("category", label=_("Category"), sort_key="category__position"),
            Column("due", label=_("Last day"), accessor=lambda row: vi_date(row.due), sort_key="due"),
            Column("published_on", label=_("Published on"), accessor=_published, sort_key="published_on"),
            Column("days_late", label=_("State"), accessor=_state_of),
            Column("explanation", label=_("How the last day came about"), accessor=self.explain),
        ]

    def title_of(self, row: PublicationClock) -> str:
        """What was never public has a title for its own portal alone."""
        if self.is_own(row.page):
            return row.page.draft_title or row.page.title
        return row.page.title if row.page.live else _("Not public")

    def url_of(self, row: PublicationClock) -> str | None:
        return reverse("wagtailadmin_pages:edit", args=[row.pk]) if self.is_own(row.page) else None

    def explain(self, row: PublicationClock) -> str:
        if row.rule is None or row.due is None:
            return ""
        return explanation_of(row.rule, begun=row.trigger_date, due=row.due, calendar=self.calendar)


def _published(row: PublicationClock) -> str:
    return vi_date(row.published_on) if row.published_on else "–"


def _state_of(row: Any) -> str:
    """In time, late or overdue by so many working days, or how many are left."""
    if row.published_on is not None:
        late = ngettext("%(count)d working day late", "%(count)d working days late", row.days_late)
        return late % {"count": row.days_late} if row.days_late else _("In time")
    if row.days_late:
        overdue = ngettext("%(count)d working day overdue", "%(count)d working days overdue", row.days_late)
        return overdue % {"count": row.days_late}
    if row.days_left is None:
        # So far ahead that the calendar does not number the days yet.
        return "–"
    left = ngettext("%(count)d working day left", "%(count)d working days left", row.days_left)
    return left % {"count": row.days_left}
