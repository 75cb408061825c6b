"""Phrases that are never suggested, one on a line."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from adminviews.forms.text import CleanTextMixin


class HiddenLines(forms.Textarea):
    """Lines that nobody sees; an input of one line would make one of them."""

    input_type = "hidden"

    def __init__(self) -> None:
        super().__init__({"hidden": True})


class NeverSuggestedForm(CleanTextMixin, forms.Form):
    """The whole list; what was taken out of it is what the person saw there."""

    phrases = forms.CharField(
        label=_("Phrases never suggested"),
        help_text=_("One phrase on a line: cờ bạc. With marks or without makes no difference."),
        max_length=50_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    shown = forms.CharField(required=False, widget=HiddenLines)

    def added(self) -> list[str]:
        return self._lines("phrases")

    def removed(self) -> list[str]:
        """Lines that were shown and are no more."""
        return [line for line in self._lines("shown") if line not in self._lines("phrases")]

    def _lines(self, name: str) -> list[str]:
        lines: list[str] = self.cleaned_data[name].splitlines()
        return lines
