"""Admin forms of requests about personal data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from participation.personal_data.contacts import is_phone

WORDS_LENGTH = 4000
NAME_LENGTH = 150


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


class CorrectForm(CleanTextMixin, forms.Form):
    """What is right. Nothing that is kept stands in it: who corrects has read the request, on record."""

    name = forms.CharField(label=_("Full name"), max_length=NAME_LENGTH, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone number"), max_length=30, required=False)
    relation = forms.CharField(label=_("For whom the person asked"), max_length=NAME_LENGTH, required=False)

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not is_phone(phone):
            raise forms.ValidationError(_("This is no telephone number. An example: 0901 234 567"))
        return phone


class EraseForm(forms.Form):
    """That it does not come back."""

    understood = forms.BooleanField(
        label=_("I have understood that the data cannot be brought back."),
        error_messages={"required": _("Confirm this to erase the data.")},
    )
