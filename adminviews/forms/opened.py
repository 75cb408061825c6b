"""Forms of decisions that remember when they were shown."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime


class OpenedForm(forms.Form):
    """A form that holds when it was shown, so that its verb can refuse where somebody decided since. The view gives
    `opened_at` as initial value, in ISO format."""

    opened_at = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_opened_at(self) -> datetime | None:
        with suppress(ValueError):
            return parse_datetime(self.cleaned_data["opened_at"])
        return None
