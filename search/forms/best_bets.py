"""A best bet of the search, as the board of a portal enters it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from adminviews.forms.text import CleanTextMixin
from search.best_bets import BestBetEntry
from search.models.best_bet import NOTE_LENGTH, TITLE_LENGTH, SearchBestBet


def _help(name: str) -> Any:
    return SearchBestBet._meta.get_field(name).help_text


def _label(name: str) -> Any:
    return SearchBestBet._meta.get_field(name).verbose_name


class BestBetForm(CleanTextMixin, forms.Form):
    """For what is typed, what stands first, and from when until when."""

    portal = forms.TypedChoiceField(label=_("portal"), coerce=int)
    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)
    phrases = forms.CharField(
        label=_label("phrases"), help_text=_help("phrases"), max_length=3_000, widget=forms.Textarea(attrs={"rows": 4})
    )
    title = forms.CharField(label=_("title"), max_length=TITLE_LENGTH)
    note = forms.CharField(label=_label("note"), help_text=_help("note"), max_length=NOTE_LENGTH, required=False)
    address = forms.CharField(label=_("where it leads"), max_length=500, help_text=_("As in the browser: https://…"))
    valid_from = forms.DateField(label=_("valid from"), widget=AdminDateInput)
    valid_until = forms.DateField(label=_("valid until"), help_text=_help("valid_until"), widget=AdminDateInput)

    def __init__(self, *args: Any, portals: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = list(portals)
        self.fields["portal"].choices = choices
        if len(choices) == 1:
            self.fields["portal"].initial = choices[0][0]

    @property
    def portal_id(self) -> int:
        return int(self.cleaned_data["portal"])

    def entry(self) -> BestBetEntry:
        facts = {name: value for name, value in self.cleaned_data.items() if name != "portal"}
        return BestBetEntry(**facts)
