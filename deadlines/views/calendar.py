"""The calendar of working days: read by supervisors, kept by operators."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic.base import TemplateView
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets.button import HeaderButton

from deadlines.forms.deadlines import ConfirmYearForm, DayForm, OfficeHoursForm, RemoveDayForm
from deadlines.models import OfficeHours, SpecialDay
from deadlines.queries import years_to_confirm
from deadlines.working_calendar import confirm_year, enter_day, enter_office_hours, remove_day
from members.access.permissions import can_operate
from members.views.base import AdminFormMixin, AdminView, portal_url


class CalendarBaseView(AdminView):
    """A screen of the calendar."""

    header_icon = "date"

    def has_permission(self) -> bool:
        return self.operates

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("calendar"), "label": _("Working days")}]


class CalendarView(CalendarBaseView, TemplateView):
    """The days of one year that differ from the week."""

    page_title = gettext_lazy("Working days")
    template_name = "sites/calendar.html"

    def has_permission(self) -> bool:
        return self.supervises

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def years(self) -> list[int]:
        return SpecialDay.objects.all().years()

    @cached_property
    def year(self) -> int:
        """The year that was asked for, where it has days; else this year, or the last one that has."""
        asked = {str(year): year for year in self.years}.get(self.request.GET.get("year", ""))
        return asked or (self.today.year if self.today.year in self.years else max(self.years, default=self.today.year))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not self.operates:
            return []
        return [
            HeaderButton(_("Enter a day"), url=portal_url("enter_day"), icon_name="plus", priority=10),
            HeaderButton(_("Change the office hours"), url=portal_url("office_hours"), icon_name="time", priority=20),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = list(SpecialDay.objects.of_year(self.year))
        waiting = sum(day.is_provisional for day in days)
        return super().get_context_data(
            years=[{"year": year, "is_current": year == self.year} for year in self.years],
            year=self.year,
            rows=[
                {
                    "day": day,
                    "edit_url": portal_url("change_day", day.pk) if self.operates else "",
                    "remove_url": portal_url("remove_day", day.pk) if self.operates else "",
                }
                for day in days
            ],
            waiting=waiting,
            hours=OfficeHours.objects.all(),
            confirm_url=portal_url("confirm_year", self.year) if self.operates and waiting else "",
            **kwargs,
        )


class CalendarPanel(Component):
    """Dashboard panel: years whose days nobody has decided."""

    name = "working_days"
    template_name = "sites/calendar_panel.html"
    order = 206

    def __init__(self, years: list[int]) -> None:
        self.years = years

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"rows": [{"year": year, "url": f"{portal_url('calendar')}?year={year}"} for year in self.years]}


def add_calendar_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard of operators where a year is to be confirmed."""
    today = timezone.localdate()
    if can_operate(request.user, on=today) and (years := years_to_confirm(today=today)):
        panels.append(CalendarPanel(years))


class CalendarForm(AdminFormMixin, CalendarBaseView):
    """A form of an operator that leads back to the year it is about."""

    refusal_fields = {
        "reason_missing": "reason",
        "decision_missing": "source",
        "exchange_undocumented": "source",
        "kind_of_day_wrong": "kind",
        "day_not_numbered": "date",
    }

    @property
    def year(self) -> int | None:
        return None

    def get_success_url(self) -> str:
        return portal_url("calendar") + (f"?year={self.year}" if self.year else "")


class OfficeHoursView(CalendarForm):
    """Other hours from a day on."""

    form_class = OfficeHoursForm
    page_title = gettext_lazy("Office hours")
    header_icon = "time"
    refusal_fields = CalendarForm.refusal_fields | {"hours_backwards": "closes"}
    introduction = (
        gettext_lazy("What citizens send after the office has closed counts as received on the next working day."),
    )

    def form_valid(self, form: forms.Form) -> HttpResponse:
        hours = enter_office_hours(**form.cleaned_data, by=self.request.user, at=self.now)
        told = _("The office is open %(hours)s from %(day)s on.")
        return self.succeed(told % {"hours": hours, "day": date_format(hours.valid_from, "SHORT_DATE_FORMAT")})


class EnterDayView(CalendarForm):
    """A day that differs from the week, or another word on one that does."""

    form_class = DayForm
    page_title = gettext_lazy("Enter a day")
    introduction = (
        gettext_lazy(
            "Last days that depend on it are computed anew at once, on every portal, and the record of each portal says"
            " why."
        ),
    )

    @property
    def year(self) -> int | None:
        sent = self.request.POST.get("date", "")[:4]
        return int(sent) if sent.isdecimal() else None

    def form_valid(self, form: forms.Form) -> HttpResponse:
        entry = form.entry()
        return self.succeed(told_of(enter_day(entry, by=self.request.user, at=self.now), entry.date))


class KnownDayForm(CalendarForm):
    """A form about a day that is entered already."""

    @cached_property
    def day(self) -> SpecialDay:
        return get_object_or_404(SpecialDay.objects, pk=self.kwargs["day_id"])

    @property
    def year(self) -> int:
        return self.day.date.year

    def get_page_subtitle(self) -> str:
        return date_format(self.day.date, "SHORT_DATE_FORMAT")


class ChangeDayView(KnownDayForm, EnterDayView):
    page_title = gettext_lazy("Change a day")

    def get_form_kwargs(self) -> dict[str, Any]:
        names = ("date", "kind", "name_vi", "name_en", "source", "is_provisional")
        return {"initial": {name: getattr(self.day, name) for name in names}}

    def get_form(self, data: Any = None) -> forms.Form:
        form = super().get_form(data)
        # Another day is another entry.
        form.fields["date"].disabled = True
        return form


class RemoveDayView(KnownDayForm):
    form_class = RemoveDayForm
    page_title = gettext_lazy("Remove a day")
    submit_label = gettext_lazy("Remove")
    is_serious = True

    def get_introduction(self) -> list[str]:
        return [
            _("“%(name)s” is taken out of the calendar: the day is as the week has it.") % {"name": self.day.name},
            _("Last days that depend on it are computed anew at once, on every portal."),
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        moved = remove_day(self.day.date, reason=form.cleaned_data["reason"], by=self.request.user, at=self.now)
        return self.succeed(told_of(moved, self.day.date))


class ConfirmYearView(CalendarForm):
    """One decision settles what was expected of a year."""

    form_class = ConfirmYearForm
    page_title = gettext_lazy("Confirm the days of a year")
    submit_label = gettext_lazy("Confirm")

    @property
    def year(self) -> int:
        return self.kwargs["year"]

    def get_page_subtitle(self) -> str:
        return str(self.year)

    def get_introduction(self) -> list[str]:
        days = SpecialDay.objects.of_year(self.year).provisional()
        named = ", ".join(f"{date_format(day.date, 'MONTH_DAY_FORMAT')} {day.name}" for day in days)
        return [_("Change first what was decided otherwise. Confirmed are: %(days)s.") % {"days": named}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        count = confirm_year(self.year, source=form.cleaned_data["source"], by=self.request.user, at=self.now)
        told = ngettext("%(count)d day of %(year)d is confirmed.", "%(count)d days of %(year)d are confirmed.", count)
        return self.succeed(told % {"count": count, "year": self.year})


def told_of(moved: int, day: date) -> str:
    """What the person is told after a change of the calendar."""
    text = ngettext(
        "The calendar of %(day)s is changed; %(moved)d last day of an item moved.",
        "The calendar of %(day)s is changed; %(moved)d last days of items moved.",
        moved,
    )
    return text % {"day": date_format(day, "SHORT_DATE_FORMAT"), "moved": moved}
