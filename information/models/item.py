"""What the pages of the categories of information have in common."""

from __future__ import annotations

from collections.abc import Sequence
from types import MethodType
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.search import index

from home.editing.panels import AskedPanel
from home.models import BasePage, ClockedPage, ContentPage
from home.models.content import PICTURE_PANEL, SOURCE_PANEL, more_panel
from home.page_registry import answer
from home.timeliness.clock_panel import ClockPanel
from information.enums import Period
from information.periods import number_fault, period_in_words

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase
    from django.utils.functional import Promise

    from home.editing.known_facts import KnownFacts

    Fact = tuple[str | Promise, Any]


# What a year of the calendar may be.
YEARS = (MinValueValidator(1900), MaxValueValidator(2100))


def year_field(name: Any, **options: Any) -> models.PositiveSmallIntegerField:
    """A year of the calendar, if known."""
    return models.PositiveSmallIntegerField(name, null=True, blank=True, validators=YEARS, **options)


def _asks_for_trigger_date(page: ClockedPage) -> bool:
    return page.has_clock and page.needs_trigger_date


def facts_panels(
    heading: Any,
    facts: Sequence[Any],
    *,
    trigger_name: Any = None,
    rest: Sequence[Any] = (),
    more: Sequence[Any] = (),
) -> list[Any]:
    """Panels of a page with facts: title and lead, the facts with the day and its clock, what it is about, the text.

    Args:
        trigger_name: what the day is called from which the limit runs; None: the page has no clock.
        rest: panels between the facts and what it is about.
        more: facts that may stay empty and stand folded, last.
    """
    day = AskedPanel("trigger_date", asked=_asks_for_trigger_date, heading=trigger_name)
    clock = [day, ClockPanel()] if trigger_name else []
    return [
        *BasePage.content_panels,
        MultiFieldPanel([*facts, *clock], heading=heading),
        *rest,
        SOURCE_PANEL,
        PICTURE_PANEL,
        "body",
        more_panel(*more),
    ]


class FactsPage(ContentPage):
    """A page with facts of its own kind above its text. Subclasses list them; the template is one for all."""

    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []

    # The checks miss a lead here.
    needs_lead = True
    # Code of the category of information that it belongs to.
    category: ClassVar[str]

    class Meta:
        abstract = True

    def facts(self) -> list[Fact]:
        """What readers are told above the text, as pairs of a label and a value. Empty values are left out."""
        return []

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        return "pages/information/item.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        facts = [(label, value) for label, value in self.facts() if value not in (None, "")]
        return super().get_context(request, *args, **kwargs) | {"facts": facts}


class InformationItemPage(FactsPage, ClockedPage):
    """One that must be public in time. Lists take it for one of the year of the day from which the limit runs."""

    list_year = "trigger_date"

    class Meta:
        abstract = True


class YearsPage(InformationItemPage):
    """One that is of certain years, as far as they are known."""

    first_year = year_field(gettext_lazy("from year"))
    last_year = year_field(gettext_lazy("until year"))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask that it ends after it began."""
        super().clean()
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValidationError({"last_year": _("It cannot end before it begins.")})

    @property
    def years(self) -> str:
        """ "2021–2025", "2026"; empty where no year is known."""
        return "–".join(str(year) for year in dict.fromkeys((self.first_year, self.last_year)) if year is not None)


class PeriodPage(InformationItemPage):
    """One that is of a period: a month, a quarter, a year."""

    list_year = "year"

    period = models.CharField(gettext_lazy("period"), max_length=20, choices=Period.choices)
    year = models.PositiveSmallIntegerField(gettext_lazy("year"), validators=YEARS)
    number = models.PositiveSmallIntegerField(
        gettext_lazy("number of the month, quarter or half-year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(12)],
    )

    search_fields = [*ContentPage.search_fields, index.SearchField("searched_period")]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Ask for a number that the period has."""
        super().clean()
        if (fault := number_fault(self.period, self.number)) is not None:
            raise ValidationError({"number": fault})

    def fill_in(self, known: KnownFacts) -> None:
        super().fill_in(known)
        self.year = known.today.year

    @property
    def period_in_words(self) -> str:
        return period_in_words(Period(self.period), self.number, self.year)

    @property
    def searched_period(self) -> str:
        """The period in the language of the page, whatever is spoken where it is indexed."""
        with translation.override(self.language):
            return self.period_in_words

    def structured_facts(self) -> dict[str, Any]:
        return {"temporalCoverage": str(self.year)}


class RoutedPage(RoutablePageMixin, BasePage):
    """A page with addresses below its own, whose former versions stay readable."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, view: Any = None, *args: Any, **kwargs: Any) -> Any:
        """The route was found on the page of today; what is shown may be a former version of it."""
        if view is not None:
            view = MethodType(view.__func__, self)
        return super().serve(request, view, *args, **kwargs)


class CalendarPage(RoutedPage):
    """A page with a calendar below its address, for the devices of readers."""

    class Meta:
        abstract = True

    @path("ics/")
    def calendar(self, request: HttpRequest) -> HttpResponseBase:
        return answer(self, "calendar", request)

    def calendar_url(self, request: HttpRequest) -> str:
        return f"{self.get_url(request)}{self.reverse_subpage('calendar')}"
