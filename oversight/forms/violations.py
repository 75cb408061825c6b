"""What the managing agency and a board say of a violation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from adminviews.forms.text import CleanTextMixin
from editorial.enums import TakedownReason
from oversight.errors import NothingAtAddress
from oversight.violations import item_at


class RecordViolationForm(CleanTextMixin, forms.Form):
    """What was found, where."""

    address = forms.CharField(
        label=_("address of the page"),
        max_length=2000,
        help_text=_("As the browser shows it, with the hostname of the portal."),
    )
    kind = forms.ChoiceField(
        label=_("class of the violation"), choices=TakedownReason.choices, widget=forms.RadioSelect
    )
    finding = forms.CharField(
        label=_("finding"),
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=_("What is against which rule. The board of the portal reads it, citizens do not."),
    )
    document = forms.CharField(
        label=pgettext_lazy("violation", "document"),
        max_length=250,
        required=False,
        help_text=_("Number and date of the record of the inspection or of the letter, where there is one."),
    )
    due = forms.DateField(
        label=_("answer due"), required=False, widget=AdminDateInput, help_text=_("Last day for the board's answer.")
    )

    def clean_address(self) -> Any:
        """What stands there."""
        try:
            return item_at(self.cleaned_data["address"])
        except NothingAtAddress as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def clean_due(self) -> date | None:
        due = self.cleaned_data["due"]
        if due is not None and due < timezone.localdate():
            raise forms.ValidationError(_("Give today or a later day."))
        return due


class AnswerViolationForm(CleanTextMixin, forms.Form):
    """What the board did about it."""

    answer = forms.CharField(
        label=_("answer of the board"),
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=_("What was corrected or withdrawn, when; or why the board sees it otherwise."),
    )


class RemarkForm(CleanTextMixin, forms.Form):
    """What the managing agency says to it."""

    remark = forms.CharField(
        label=_("remark of the managing agency"),
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=_("The board of the portal reads it."),
    )
