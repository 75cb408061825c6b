"""Forms of bodies without a portal that boards name to senders."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import CleanTextMixin
from qa.models.competent_body import ADDRESS_LENGTH, NAME_LENGTH, PHONE_LENGTH


class CompetentBodyForm(CleanTextMixin, forms.Form):
    """A body that is added."""

    name_vi = forms.CharField(label=_("Vietnamese name"), max_length=NAME_LENGTH)
    name_en = forms.CharField(label=_("English name"), max_length=NAME_LENGTH)
    address = forms.CharField(label=_("address"), max_length=ADDRESS_LENGTH, help_text=_("Street, ward, city."))
    phone = forms.CharField(label=_("telephone"), max_length=PHONE_LENGTH, required=False)
    website = forms.URLField(label=_("website"), assume_scheme="https", required=False)


class ChangedCompetentBodyForm(CompetentBodyForm):
    """Form by which an existing body is changed."""

    is_in_use = forms.BooleanField(
        label=_("in use"),
        required=False,
        help_text=_("Boards choose it. Otherwise it stays with the questions for which it was named."),
    )
