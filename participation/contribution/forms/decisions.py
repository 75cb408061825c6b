"""Forms of those who handle contributions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from adminviews.forms.opened import OpenedForm
from adminviews.forms.text import CleanTextMixin
from home.models import SectionPage
from participation.enums.contributions import ContributionDeclinedBecause
from participation.models.contribution import TITLE_LENGTH, WORDS_LENGTH


class WordsForm(CleanTextMixin, forms.Form):
    """Words to the sender."""

    words = forms.CharField(
        label=_("words to the sender"),
        max_length=WORDS_LENGTH,
        widget=AdminAutoHeightTextInput,
        help_text=_("The sender reads them on the own page, and in the mail if they want mails."),
    )


class AskForm(OpenedForm, WordsForm):
    """What the sender is asked."""


class DeclineForm(OpenedForm, WordsForm):
    """Why a contribution is not used."""

    because = forms.ChoiceField(
        label=_("reason"), choices=ContributionDeclinedBecause.choices, widget=forms.RadioSelect
    )

    field_order = ("because", "words")


class AcceptForm(CleanTextMixin, forms.Form):
    """Where the draft is made, and what it is called."""

    section = forms.ChoiceField(label=_("section"))
    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH)

    def __init__(self, *args: Any, sections: Sequence[SectionPage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections}
        self.fields["section"].choices = [(key, section.title) for key, section in self.sections.items()]

    def clean_section(self) -> SectionPage:
        return self.sections[self.cleaned_data["section"]]
