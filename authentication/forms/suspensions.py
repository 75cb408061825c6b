"""Taking access away, and giving it back."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from members.forms.people import ClosedAccountField, PersonField


class SuspendAccountForm(CleanTextMixin, forms.Form):
    """Suspend one account at once."""

    person = PersonField()
    reason = forms.CharField(
        label=_("reason"),
        max_length=500,
        widget=AdminAutoHeightTextInput,
        help_text=_("It stands in the report to the managing agency."),
    )


class OpenAccountForm(CleanTextMixin, forms.Form):
    """Open an account that was closed without a suspension."""

    person = ClosedAccountField()
    reason = forms.CharField(label=_("reason"), max_length=500, widget=AdminAutoHeightTextInput)


class LiftSuspensionForm(CleanTextMixin, forms.Form):
    """End a suspension."""

    reason = forms.CharField(label=_("reason"), max_length=500, widget=AdminAutoHeightTextInput)
