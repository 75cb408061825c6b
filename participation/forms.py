"""What the verbs of requests about personal data ask for."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from sites.forms.text import CleanTextMixin

WORDS_LENGTH = 4000


class ReadForm(forms.Form):
    """Nothing but the button."""


class AnswerForm(CleanTextMixin, forms.Form):
    """What was done, as the person is told."""

    answer = forms.CharField(
        label=_("answer to the person"), max_length=WORDS_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_("What was done, and when. It is sealed with the data of the person."),
    )  # fmt: skip


class RefuseRequestForm(CleanTextMixin, forms.Form):
    """Why it is not done, as the person is told."""

    reason = forms.CharField(
        label=_("reason"), max_length=WORDS_LENGTH, widget=AdminAutoHeightTextInput,
        help_text=_("The person is told it: name the law."),
    )  # fmt: skip


class EraseForm(forms.Form):
    """That it does not come back."""

    understood = forms.BooleanField(
        label=_("I have understood that the data cannot be brought back."),
        error_messages={"required": _("Confirm this to erase the data.")},
    )
