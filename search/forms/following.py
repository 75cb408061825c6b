"""The form by which somebody follows a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from qa.views.asking.mails import FollowForm
from search.enums import Frequency


class FollowSearchForm(FollowForm):
    """An address, and how often it is mailed."""

    frequency = forms.ChoiceField(
        label=_("How often, at most"),
        choices=Frequency.choices,
        initial=Frequency.WEEKLY.value,
        widget=forms.RadioSelect,
    )
