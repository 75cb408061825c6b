"""Screens for the synonyms of the search, for the board of the city portal alone."""

from __future__ import annotations

import logging
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final

import django_filters
from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from members.views.base import AdminFormMixin, AdminListView, AdminView
from search.evaluation.comparison import Change, compare, read_otherwise
from search.evaluation.judged_set import JudgedQuery, SetRefused, read_set
from search.evaluation.running import Reader
from search.forms.synonyms import SynonymForm
from search.models import SearchSynonym
from search.permissions import can_keep_synonyms
from search.words.query import Query
from search.words.synonyms import SynonymEntry, add_synonym, change_synonym, read_synonyms, table_of
from sites.directory import get_directory

NAMESPACE: Final = "search_admin"
# Queries that lose are named, so many of them.
NAMED: Final = 5
# Judged queries that are searched for before and after a change: each may take a second.
MOST_TRIED: Final = 10

logger = logging.getLogger(__name__)


def search_url(name: str, *args: Any) -> str:
    """Address of a screen about the search."""
    return reverse(f"{NAMESPACE}:{name}", args=args)


class SynonymFilterSet(WagtailFilterSet):
    """By language."""

    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"),
        choices=SearchSynonym._meta.get_field("language").choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("languages", "All"),
    )

    class Meta:
        model = SearchSynonym
        fields = ["language"]


class CityBoardView(AdminView):
    """For the board of the city portal: what is kept there is common to all portals."""

    header_icon = "search"

    def has_permission(self) -> bool:
        return can_keep_synonyms(self.request.user, on=self.today)


class CityBoardForm(AdminFormMixin, CityBoardView):
    """A form of that board, whose events are of the city portal."""

    def portal_held(self) -> int | None:
        city = get_directory().city
        return city.id if city is not None else None


class SynonymListView(CityBoardView, AdminListView):
    """All synonyms, those that ended too."""

    page_title = gettext_lazy("Synonyms of the search")
    index_url_name = f"{NAMESPACE}:synonyms"
    index_results_url_name = f"{NAMESPACE}:synonyms_results"
    filterset_class = SynonymFilterSet
    is_searchable = True
    default_ordering = "phrase"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("synonyms of the search")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []

    def get_base_queryset(self) -> QuerySet[SearchSynonym]:
        return SearchSynonym.objects.all()

    def search_queryset(self, queryset: QuerySet[SearchSynonym]) -> QuerySet[SearchSynonym]:
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(phrase__icontains=self.search_query) | Q(stands_for__icontains=self.search_query))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "phrase",
                label=pgettext("synonym", "What is typed"),
                get_url=lambda row: search_url("synonym", row.pk),
                sort_key="phrase",
            ),
            CardColumn(
                "stands_for",
                label=pgettext("synonym", "What is also searched"),
                accessor=lambda row: f"{'↔' if row.is_mutual else '→'} {row.stands_for}",
                sort_key="stands_for",
            ),
            CardColumn("ranks_alike", label=pgettext("synonym", "Rank"), accessor=_rank),
            CardColumn("language", label=gettext("Language"), accessor=lambda row: row.get_language_display()),
            CardColumn("valid_from", label=pgettext("period", "Valid"), accessor=_period, sort_key="valid_from"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(gettext("New synonym"), url=search_url("synonym_add"), icon_name="plus", priority=10),
            HeaderButton(
                gettext("Phrases never suggested"), url=search_url("never_suggested"), icon_name="view", priority=20
            ),
        ]


def _rank(row: SearchSynonym) -> str:
    return pgettext("synonym", "alike") if row.ranks_alike else pgettext("synonym", "after the words typed")


def _period(row: SearchSynonym) -> str:
    first, last = (day and date_format(day, "SHORT_DATE_FORMAT") for day in (row.valid_from, row.valid_until))
    return f"{first} – {last or ''}".strip()


class SynonymFormView(CityBoardForm):
    """A form that leads back to the list."""

    form_class = SynonymForm
    introduction = (
        gettext_lazy("It holds for the searches of all portals at once; no page is changed."),
        gettext_lazy(
            "Enter what citizens type and pages call otherwise, with all marks. The place of the tone, i and y, and "
            "capitals make no difference."
        ),
    )
    refusal_fields = {
        "synonym_wordless": "phrase",
        "synonym_of_itself": "stands_for",
        "synonym_known": "phrase",
        "synonym_backwards": "valid_until",
    }

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": search_url("synonyms"), "label": gettext("Synonyms of the search")}]

    def get_success_url(self) -> str:
        return search_url("synonyms")

    # What was saved; none where nothing was.
    saved: SynonymForm | None = None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, and compare the judged queries once the transaction, which locks the city portal, is over."""
        before = read_synonyms()
        response = super().post(request, *args, **kwargs)
        if self.saved is not None:
            language = self.saved.cleaned_data["language"]
            if effect := effect_of(before, read_synonyms(), language=language, on=self.today):
                messages.info(request, effect)
        return response

    def save(self, form: SynonymForm) -> str:
        """Call the verb; return the sentence that says what was done."""
        raise NotImplementedError

    def form_valid(self, form: SynonymForm) -> HttpResponse:
        done = self.save(form)
        self.saved = form
        return self.succeed(done)


def effect_of(before: list[SynonymEntry], after: list[SynonymEntry], *, language: str, on: date) -> str:
    """Say in a sentence or two how many judged queries of a language a change of synonyms makes better or worse; empty
    where the installation has no judged set of its own pages (`SEARCH_JUDGED_SET`)."""

    def reader(rows: list[SynonymEntry]) -> Reader:
        return partial(Query.read, synonyms=table_of(rows, language, on=on))

    judged = _judged_set()
    if not judged:
        return ""
    former, latter = reader(before), reader(after)
    concerned = read_otherwise(former, latter, [query for query in judged if query.language == language])
    said = _said_of(compare(former, latter, concerned[:MOST_TRIED]))
    if len(concerned) > MOST_TRIED:
        tried = gettext("Of %(number)d queries that the change concerns, the first %(tried)d were tried.")
        said = f"{said} {tried % {'number': len(concerned), 'tried': MOST_TRIED}}"
    return said


def _judged_set() -> list[JudgedQuery]:
    if not settings.SEARCH_JUDGED_SET:
        return []
    try:
        return read_set(Path(settings.SEARCH_JUDGED_SET))
    except (OSError, SetRefused) as error:
        logger.warning("SEARCH_JUDGED_SET: %s", error)
        return []


def _said_of(changes: list[Change]) -> str:
    if not changes:
        return gettext("No query of the judged set finds anything else.")
    gains = [change.query for change in changes if change.gain > 0]
    losses = [change.query for change in changes if change.gain < 0]
    return gettext(
        "Of the judged set, %(changed)d queries find something else: %(gains)d gain, %(losses)d lose%(named)s."
    ) % {
        "changed": len(changes),
        "gains": len(gains),
        "losses": len(losses),
        "named": f" ({', '.join(losses[:NAMED])})" if losses else "",
    }


class AddSynonymView(SynonymFormView):
    page_title = gettext_lazy("New synonym")

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"initial": {"language": settings.LANGUAGE_CODE, "valid_from": self.today}}

    def save(self, form: SynonymForm) -> str:
        row = add_synonym(form.entry(), by=self.request.user, at=self.now)
        return gettext("The synonym “%(synonym)s” was added.") % {"synonym": row}


class SynonymView(SynonymFormView):
    page_title = gettext_lazy("Synonym")

    @cached_property
    def synonym(self) -> SearchSynonym:
        return get_object_or_404(SearchSynonym, pk=self.kwargs["synonym_id"])

    def get_page_subtitle(self) -> str:
        return str(self.synonym)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"instance": self.synonym}

    def save(self, form: SynonymForm) -> str:
        change_synonym(self.synonym, form.entry(), by=self.request.user, at=self.now)
        return gettext("The synonym was changed.")
