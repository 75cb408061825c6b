"""Availability of portals by month on a screen: for operators, and supervisors of theirs (7.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.dates import MONTHS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from exchange.availability import Availability, availability_in, counted_months
from members.views.base import AdminView
from sites.directory import get_directory


class MonthForm(forms.Form):
    """Which month; the newest that was counted, unless something is asked."""

    month = forms.TypedChoiceField(label=gettext_lazy("Month"), coerce=date.fromisoformat)

    def __init__(self, data: Any, *, months: list[date], **kwargs: Any) -> None:
        asked = {"month": months[0].isoformat()} | dict(data.items()) if months else {}
        super().__init__(asked, **kwargs)
        named = _("%(month)s %(year)d")
        choices: Any = self.fields["month"]
        choices.choices = [(one.isoformat(), named % {"month": MONTHS[one.month], "year": one.year}) for one in months]


class AvailabilityView(AdminView, TemplateView):
    """Minutes in which each portal could be read, could not, and of which nothing is known."""

    header_icon = "time"
    page_title = pgettext_lazy("admin menu", "Availability")
    template_name = "exchange/availability.html"

    def has_permission(self) -> bool:
        return self.supervises_some

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    @cached_property
    def form(self) -> MonthForm:
        return MonthForm(self.request.GET, months=counted_months())

    def rows(self) -> list[Availability]:
        """Nothing where the month cannot be understood, or none was counted."""
        if not self.form.is_valid():
            return []
        portals = [
            record for record in get_directory().listed if not record.is_archived and self.supervises_portal(record.id)
        ]
        return availability_in(self.form.cleaned_data["month"], portals, today=self.today)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(form=self.form, rows=self.rows(), **kwargs)
