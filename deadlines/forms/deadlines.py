"""Days that differ from the week, and time limits, as an operator enters them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput, AdminTimeInput

from adminviews.forms.text import CleanTextMixin
from deadlines.deadline_rules import RuleText
from deadlines.enums import WITH_A_NUMBER, DayKind, LimitUnit, Step, Trigger
from deadlines.limits import Limit
from deadlines.models import InformationCategory, RuleProfile
from deadlines.working_calendar import DayEntry

MAX_COUNT = 400


class DayForm(CleanTextMixin, forms.Form):
    """What is to be said of a day."""

    date = forms.DateField(label=pgettext_lazy("date", "day"), widget=AdminDateInput)
    kind = forms.ChoiceField(label=_("kind"), choices=DayKind.choices, widget=forms.RadioSelect)
    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=150)
    name_en = forms.CharField(label=_("English name"), max_length=150)
    source = forms.CharField(
        label=_("deciding document"),
        max_length=250,
        help_text=_("Number, date and issuer of the document that says so."),
    )
    is_provisional = forms.BooleanField(
        label=_("provisional"), required=False, help_text=_("Expected, and decided by nobody yet.")
    )

    def entry(self) -> DayEntry:
        data = self.cleaned_data
        return DayEntry(**data | {"kind": DayKind(data["kind"])})


class OfficeHoursForm(CleanTextMixin, forms.Form):
    """When agencies take what they are sent, from a day on."""

    valid_from = forms.DateField(label=_("valid from"), widget=AdminDateInput)
    opens = forms.TimeField(label=_("opens"), widget=AdminTimeInput)
    closes = forms.TimeField(label=_("closes"), widget=AdminTimeInput)
    source = forms.CharField(
        label=_("deciding document"),
        max_length=250,
        help_text=_("Number, date and issuer of the document that says so."),
    )


class RemoveDayForm(CleanTextMixin, forms.Form):
    """Why a day is as the week has it after all."""

    reason = forms.CharField(label=_("reason"), max_length=500, widget=AdminAutoHeightTextInput)


class ConfirmYearForm(CleanTextMixin, forms.Form):
    """What decided the days of a year."""

    source = forms.CharField(
        label=_("deciding document"),
        max_length=250,
        help_text=_("Number, date and issuer of the document that says so."),
    )


class RuleForm(CleanTextMixin, forms.Form):
    """What a time limit says."""

    unit = forms.ChoiceField(label=_("unit"), choices=LimitUnit.choices, widget=forms.RadioSelect)
    count = forms.IntegerField(
        label=_("number"), min_value=0, max_value=MAX_COUNT, help_text=_("0 for units without a number.")
    )
    article = forms.CharField(
        label=_("article"), max_length=50, required=False, help_text=_("Article, clause and point. Example: 12.1.g.")
    )
    source = forms.CharField(label=_("act"), max_length=250)
    valid_from = forms.DateField(
        label=_("valid from"),
        widget=AdminDateInput,
        help_text=_("What is counted from an earlier day keeps the rule of that day."),
    )
    is_verified = forms.BooleanField(
        label=_("verified"), required=False, help_text=_("Somebody compared it with the text of the act.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        unit, count = cleaned.get("unit"), cleaned.get("count")
        if unit in WITH_A_NUMBER and count == 0:
            self.add_error("count", _("Give a number: this unit has one."))
        elif unit and unit not in WITH_A_NUMBER and count:
            self.add_error("count", _("This unit has no number: leave 0."))
        return cleaned

    def text(self) -> RuleText:
        data = self.cleaned_data
        facts = {name: data[name] for name in ("article", "source", "valid_from", "is_verified")}
        return RuleText(limit=Limit(LimitUnit(data["unit"]), data["count"]), **facts)


class NewRuleForm(RuleForm):
    """Of which category and step, counted from what."""

    profile = forms.ModelChoiceField(RuleProfile.objects.all(), label=_("set of rules"))
    category = forms.ModelChoiceField(InformationCategory.objects.all(), label=_("category"))
    step = forms.ChoiceField(label=_("step"), choices=Step.choices)
    trigger = forms.ChoiceField(label=_("counted from"), choices=Trigger.choices)

    field_order = ["profile", "category", "step", "trigger", "unit", "count", "article", "source", "valid_from"]


class EndRuleForm(CleanTextMixin, forms.Form):
    """When a time limit ends, and why."""

    last = forms.DateField(label=_("last day"), widget=AdminDateInput)
    reason = forms.CharField(label=_("reason"), max_length=500, widget=AdminAutoHeightTextInput)


class ApplyProfileForm(CleanTextMixin, forms.Form):
    """From when the city applies a set of rules."""

    applies_from = forms.DateField(
        label=pgettext_lazy("set of rules", "applies from"),
        required=False,
        widget=AdminDateInput,
        help_text=_("Empty: the city does not apply it."),
    )
    reason = forms.CharField(label=_("reason"), max_length=500, widget=AdminAutoHeightTextInput)


class RetentionForm(CleanTextMixin, forms.Form):
    """For how long information of a category is kept."""

    years = forms.IntegerField(
        label=_("years"), required=False, min_value=1, max_value=200, help_text=_("Empty: for good.")
    )
    source = forms.CharField(label=_("act"), max_length=250)
    valid_from = forms.DateField(label=_("valid from"), widget=AdminDateInput)
    is_verified = forms.BooleanField(
        label=_("verified"), required=False, help_text=_("Somebody compared it with the text of the act.")
    )
