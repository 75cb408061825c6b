"""What the forms that citizens fill in share: their fields, and the texts of the consents that they show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from formats.vietnamese.text import visible
from participation.enums import ASKED_FOR
from participation.models import ConsentText


class TextArea(forms.CharField):
    """A text of several lines. An end of a line is one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")).strip()


class Line(forms.CharField):
    """One line, whatever is sent. Of what nobody sees nothing is left: it is asked for beside the field, as what is
    empty."""

    def to_python(self, value: Any) -> str:
        return " ".join(visible(super().to_python(value)).split())


class PublicForm(forms.Form):
    """A form that citizens fill in. Browsers count for themselves; what is longer all the same, or lacking, is said in
    our words."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


def texts_shown(keys: Iterable[int], *, language: str) -> list[ConsentText]:
    """The texts of consents that a form showed."""
    return list(ConsentText.objects.filter(pk__in=list(keys), language=language).select_related("rules"))


def texts_today(*, on: date, language: str) -> list[ConsentText]:
    """The texts that are shown from now on."""
    return list(ConsentText.objects.valid(on=on, language=language).select_related("rules"))


def is_whole(texts: Iterable[ConsentText]) -> bool:
    """Whether a form that shows these texts asks for all that nothing is taken in without."""
    return {text.purpose for text in texts} >= ASKED_FOR
