"""Phrases that are never suggested: kept by the board of the city portal on one screen."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.board.views.synonyms import CityBoardForm, search_url
from search.forms.never_suggested import NeverSuggestedForm
from search.offers.never_suggested import change_never_suggested, never_suggested


class NeverSuggestedView(CityBoardForm):
    """The list as text."""

    form_class = NeverSuggestedForm
    page_title = gettext_lazy("Phrases never suggested")
    introduction = (
        gettext_lazy(
            "While somebody types, the fields of search of all portals suggest titles and what many typed; never what"
            " has one of these phrases. Pages with them are found as before."
        ),
    )
    refusal_fields = {"never_suggested_wordless": "phrases", "never_suggested_too_many": "phrases"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": search_url("synonyms"), "label": _("Synonyms of the search")}]

    def get_form_kwargs(self) -> dict[str, Any]:
        text = "\n".join(row.phrase for row in never_suggested())
        return {"initial": {"phrases": text, "shown": text}}

    def get_success_url(self) -> str:
        return search_url("never_suggested")

    def form_valid(self, form: NeverSuggestedForm) -> HttpResponse:
        change_never_suggested(form.added(), form.removed(), by=self.request.user, at=self.now)
        return self.succeed(_("The list was saved. Suggestions follow it within five minutes."))
