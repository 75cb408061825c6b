"""Fields for days that stand in an address."""

from __future__ import annotations

from django import forms


class DayInput(forms.DateInput):
    """The browser's own chooser of days, as the words of an address write them."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
