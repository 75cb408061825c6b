"""A day with a time, chosen with the picker of the browser."""

from typing import Any

from django import forms


class PickedDateTimeInput(forms.DateTimeInput):
    """The picker of the browser: Wagtail's calendar covers the buttons of a dialog, which Esc closes with it."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")
