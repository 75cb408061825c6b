"""Days that differ from the week, and every day with its number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import ExtractYear
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from deadlines.enums import DAYS_OFF, DayKind
from deadlines.working_days import OfficeHours as Hours
from deadlines.working_days import WorkingCalendar


def calendar_of(days: Iterable[tuple[date, str]]) -> WorkingCalendar:
    """The week but for some days, each with its kind."""
    kinds = dict(days)
    return WorkingCalendar(
        days_off=frozenset(day for day, kind in kinds.items() if kind in DAYS_OFF),
        worked=frozenset(day for day, kind in kinds.items() if kind == DayKind.WORKED),
    )


class SpecialDayQuerySet(models.QuerySet["SpecialDay"]):
    """Verbs that chain."""

    def of_year(self, year: int) -> Self:
        return self.between(date(year, 1, 1), date(year, 12, 31))

    def provisional(self) -> Self:
        """Those that nobody decided yet."""
        return self.filter(is_provisional=True)

    def between(self, first: date, last: date) -> Self:
        """Those from one day to another, both included."""
        return self.filter(date__range=(first, last))

    def off(self) -> Self:
        """Those on which nobody works: public holidays, and days off by swap."""
        return self.filter(kind__in=DAYS_OFF)

    def years(self) -> list[int]:
        """Years that have any, in order."""
        return list(self.annotate(year=ExtractYear("date")).values_list("year", flat=True).order_by("year").distinct())

    def calendar(self) -> WorkingCalendar:
        """The week but for these days."""
        return calendar_of(self.values_list("date", "kind"))


class SpecialDay(models.Model):
    """A day off that the week would count, or a day of a weekend that is worked: with what decided it.

    Common to all portals; changed by the operator through `deadlines.working_calendar` alone, which moves the clocks.
    """

    date = models.DateField(pgettext_lazy("date", "day"), unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=DayKind.choices)
    name_vi = models.CharField(_("Vietnamese name"), max_length=150)
    name_en = models.CharField(_("English name"), max_length=150)
    is_provisional = models.BooleanField(
        _("provisional"), default=False, help_text=_("Expected, and decided by nobody yet.")
    )
    source = models.CharField(
        _("deciding document"), max_length=250, help_text=_("Number, date and issuer of the document that says so.")
    )

    objects = SpecialDayQuerySet.as_manager()

    class Meta:
        verbose_name = _("day that differs from the week")
        verbose_name_plural = _("days that differ from the week")
        ordering = ["date"]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d} {self.name}"

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi


class NumberedDay(models.Model):
    """Every day with the number of working days up to it, for counting in SQL: derived from the days above.

    Between two days lie as many working days as their numbers differ. `deadlines.numbering` keeps the rows.
    """

    date = models.DateField(primary_key=True)
    number = models.PositiveIntegerField(
        _("number"), help_text=_("Working days from the first row up to and with this day.")
    )
    is_working = models.BooleanField(_("working day"))

    class Meta:
        verbose_name = _("numbered day")
        verbose_name_plural = _("numbered days")
        ordering = ["date"]
        indexes = [models.Index(fields=["number", "date"], name="deadlines_day_by_number")]

    def __str__(self) -> str:
        return f"{self.date:%Y-%m-%d}: {self.number}"


class OfficeHours(models.Model):
    """When agencies take what they are sent, from a day on: what comes later is of the next working day."""

    valid_from = models.DateField(_("valid from"), unique=True)
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))
    source = models.CharField(_("deciding document"), max_length=250)

    class Meta:
        verbose_name = _("office hours")
        verbose_name_plural = _("office hours")
        ordering = ["-valid_from"]
        constraints = [
            models.CheckConstraint(condition=Q(closes__gt=models.F("opens")), name="deadlines_officehours_forwards")
        ]

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"

    @property
    def hours(self) -> Hours:
        return Hours(opens=self.opens, closes=self.closes)
