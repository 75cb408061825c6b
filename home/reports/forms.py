"""Which content report is asked for: of which portal, and of which days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.forms.text import DayInput
from home.reports.periods import Period, month_of, offered_periods, period_of
from sites.directory import PortalRecord

# Instead of the code of a period: the two days that are given.
BY_DAYS: Final = "days"


class ReportQuestion(forms.Form):
    """Of this month and of all portals that a person reads, unless something is asked."""

    portal = forms.TypedChoiceField(label=_("Portal"), required=False, coerce=int, empty_value=None)
    period = forms.ChoiceField(label=pgettext_lazy("of a report", "Period"))
    first = forms.DateField(label=pgettext_lazy("period", "From"), required=False, widget=DayInput)
    last = forms.DateField(label=pgettext_lazy("period", "Until"), required=False, widget=DayInput)

    def __init__(
        self, data: Mapping[str, Any], *args: Any, portals: Sequence[PortalRecord], today: date, **kwargs: Any
    ) -> None:
        super().__init__({"period": month_of(today)} | dict(data.items()), *args, **kwargs)
        self.portals = portals
        portal: Any = self.fields["portal"]
        portal.choices = [("", _("All portals")), *((record.id, record.listed_name) for record in portals)]
        if len(portals) == 1:
            portal.widget = forms.HiddenInput()
        period: Any = self.fields["period"]
        period.choices = [*offered_periods(today), (BY_DAYS, _("From day to day"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        period, first, last = data.get("period"), data.get("first"), data.get("last")
        if period == BY_DAYS:
            for name, day in (("first", first), ("last", last)):
                if day is None and name not in self.errors:
                    self.add_error(name, _("Give the day."))
            if first and last and last < first:
                self.add_error("last", _("The last day is before the first."))
        elif period and (first or last):
            self.add_error("period", _("Choose “From day to day” to count the days that are given, or empty them."))
        return data

    @property
    def chosen(self) -> list[PortalRecord]:
        """The portals that are asked for. After validation."""
        key = self.cleaned_data["portal"]
        return [record for record in self.portals if key is None or record.id == key]

    @property
    def days(self) -> Period:
        """The days that are asked for. After validation."""
        data = self.cleaned_data
        return period_of(data["period"]) or Period(data["first"], data["last"])

    def asked(self) -> dict[str, str]:
        """What was asked, as it stands in an address. After validation."""
        return {name: str(value) for name, value in self.cleaned_data.items() if value}
