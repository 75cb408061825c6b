"""The form of the time at which an approved page becomes public."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from editorial.forms.checklist import PublicationTimeField


class PublicationChoice(models.TextChoices):
    """When an approved page becomes public."""

    NOW = "now", pgettext_lazy("time of publication", "Now")
    AT_TIME = "at_time", pgettext_lazy("time of publication", "At a time that you choose")
    NOT_YET = "not_yet", pgettext_lazy("time of publication", "Not yet: cancel the schedule")


class PublicationTimeForm(forms.Form):
    """Publish an approved page at once, at a time, or not yet."""

    choice = forms.ChoiceField(
        label=_("becomes public"), choices=PublicationChoice.choices, widget=forms.RadioSelect, initial="at_time"
    )
    go_live_at = PublicationTimeField()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        chosen = data.get("choice")
        if chosen != PublicationChoice.AT_TIME:
            self.errors.pop("go_live_at", None)
        elif "go_live_at" not in self.errors and data.get("go_live_at") is None:
            self.add_error("go_live_at", _("Choose the day and the time."))
        return data
