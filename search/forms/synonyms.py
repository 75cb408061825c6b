"""A synonym of the search, as the city's board enters it."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from adminviews.forms.text import CleanTextMixin
from search.models import SearchSynonym
from search.words.synonyms import SynonymEntry


class SynonymForm(CleanTextMixin, forms.ModelForm):
    """Both phrases, which way they are taken, and from when until when. Saved by its verb alone."""

    language = forms.ChoiceField(label=_("language"), choices=settings.LANGUAGES, widget=forms.RadioSelect)

    class Meta:
        model = SearchSynonym
        fields = (
            "language", "phrase", "stands_for", "is_mutual", "ranks_alike", "valid_from", "valid_until", "source",
        )  # fmt: skip
        widgets = {"valid_from": AdminDateInput, "valid_until": AdminDateInput}

    def _post_clean(self) -> None:
        """Leave the row alone: the verb checks and writes it, and refuses in words."""

    def entry(self) -> SynonymEntry:
        return SynonymEntry(**self.cleaned_data)
