"""What the sender of a question fills in on the own page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participation.enums import DataRequestKind
from qa.forms.asking import PublicForm, TextArea
from qa.models.question import TEXT_LENGTH

DETAILS_LENGTH = 2000
# Consents are withdrawn by buttons of their own.
KINDS = [
    (kind.value, kind.label)
    for kind in (DataRequestKind.CORRECT, DataRequestKind.DELETE, DataRequestKind.RESTRICT, DataRequestKind.VIEW)
]


class WordsForm(PublicForm):
    """Some words to those who handle the question."""

    text = TextArea(
        label=_("Your answer"),
        max_length=TEXT_LENGTH,
        error_messages={"required": _("Write the text")},
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class DataRequestForm(PublicForm):
    """What the sender asks of the own data."""

    kind = forms.ChoiceField(label=_("What do you ask for?"), choices=KINDS)
    details = TextArea(
        required=False,
        max_length=DETAILS_LENGTH,
        label=_("In your words"),
        help_text=_("To correct: what is wrong, and what is right. For the rest it may stay empty."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("kind") == DataRequestKind.CORRECT and not values.get("details"):
            self.add_error("details", _("Say what is wrong, and what is right"))
        return values
