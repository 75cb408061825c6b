"""How often a person wants to be told by mail."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from notifications.models import NoticePreference


class NoticePreferenceForm(forms.ModelForm):
    class Meta:
        model = NoticePreference
        fields: ClassVar = ["digest"]
        widgets: ClassVar = {"digest": forms.RadioSelect}
