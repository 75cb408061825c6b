"""Forms of ratings: those of readers, and those of the board about pages that did not help."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.text import CleanTextMixin
from participation.enums.ratings import RatingAxis
from participation.models.rating import HIGHEST, LOWEST, WORDS_LENGTH
from participation.rating.actions import clean_words
from participation.sent_forms.forms import PublicForm

REMARK_LENGTH = 1000
ASKED = {
    RatingAxis.INTERFACE: _("Is it easy to look at, to use and to find one's way?"),
    RatingAxis.CONTENT: _("Is there what you need, and is it easy to understand?"),
    RatingAxis.QUALITY: _("Is it correct, complete and up to date?"),
    RatingAxis.SUPPORT: _("Were you helped where you asked?"),
}


class WordsField(forms.CharField):
    """Words in lines, of which no mark is lost by what nobody sees."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> str:
        return clean_words(super().to_python(value))


class WordsForm(PublicForm):
    """The words of a reader whom a page did not help."""

    words = WordsField(
        label=pgettext_lazy("rating", "What did you look for, or what was missing?"),
        max_length=WORDS_LENGTH,
        error_messages={"required": _("Write what you lacked, or leave the page: your answer is counted already.")},
    )


class RatingForm(WordsForm):
    """Points on the axes that a reader can judge, one at least."""

    words = WordsField(
        label=pgettext_lazy("rating", "What should be better? (optional)"), max_length=WORDS_LENGTH, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for axis, asked in ASKED.items():
            self.fields[axis.value] = forms.TypedChoiceField(
                label=axis.label,
                help_text=asked,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[(number, str(number)) for number in range(LOWEST, HIGHEST + 1)],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a number from 1 to 5.")},
            )

    @property
    def axes(self) -> list[forms.BoundField]:
        return [self[axis.value] for axis in RatingAxis]

    @property
    def points(self) -> dict[RatingAxis, int]:
        """The points by axis; an axis without any is missing."""
        given = {axis: self.cleaned_data.get(axis.value) for axis in RatingAxis}
        return {axis: number for axis, number in given.items() if number}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean()
        if not self.errors and not self.points:
            raise ValidationError(_("Give points on one line at least."), code="nothing_rated")
        return data


class SeenForm(forms.Form):
    """Nothing but the button."""


class DoneForm(CleanTextMixin, forms.Form):
    """The remark of the board on what it did about the answers that the form was shown with."""

    shown = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    remark = forms.CharField(
        label=pgettext_lazy("feedback on a page", "What was done"),
        max_length=REMARK_LENGTH,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("Stands in the record, for those who work on the portal. Leave out who wrote it."),
    )
