"""Screens for the best bets of the search, which those who approve on the board of each portal change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.tables import CardColumn
from home.reports.portal_reports import portal_column
from members.access.permissions import reviewed_portals
from members.views.base import AdminFormMixin, AdminListView, AdminView
from search.best_bets import address_of, remove_best_bet, set_best_bet
from search.board.views.synonyms import NAMESPACE, search_url
from search.forms.best_bets import BestBetForm
from search.models import SearchBestBet
from sites.directory import get_directory

# Proposed as the last day of a new one.
HALF_A_YEAR: Final = timedelta(days=182)


class BestBetsView(AdminView):
    """For those who approve on the boards of portals, each for its own."""

    header_icon = "pick"

    @cached_property
    def portals(self) -> frozenset[int]:
        return reviewed_portals(self.request.user, on=self.today)

    def bets(self) -> QuerySet[SearchBestBet]:
        return SearchBestBet.objects.for_portals(self.portals).select_related("portal", "page")

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class BestBetListView(BestBetsView, AdminListView):
    """Those that ended too."""

    page_title = gettext_lazy("Best bets of the search")
    index_url_name = f"{NAMESPACE}:best_bets"
    index_results_url_name = f"{NAMESPACE}:best_bets_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("best bets of the search")

    def get_base_queryset(self) -> QuerySet[SearchBestBet]:
        return self.bets().order_by("-valid_until", "title", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Best bet"), get_url=lambda row: search_url("best_bet", row.pk)),
            CardColumn(
                "phrases",
                label=pgettext("best bet", "What is typed"),
                accessor=lambda row: ", ".join(row.phrases.splitlines()),
            ),
            CardColumn(
                "address",
                label=_("Leads to"),
                accessor=lambda row: address_of(row) or pgettext("best bet", "A page that was deleted"),
            ),
            CardColumn("language", label=_("Language"), accessor=lambda row: row.get_language_display()),
            CardColumn("valid_until", label=pgettext("period", "Valid"), accessor=_period),
            portal_column(),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("New best bet"), url=search_url("best_bet_add"), icon_name="plus", priority=10)]


def _period(row: SearchBestBet) -> str:
    return " – ".join(date_format(day, "SHORT_DATE_FORMAT") for day in (row.valid_from, row.valid_until))


class BestBetFormView(AdminFormMixin, BestBetsView):
    """A form that leads back to the list."""

    form_class: type[forms.Form] = BestBetForm
    introduction = (
        gettext_lazy("It stands above the hits of this portal for what is typed, from its first day to its last."),
        gettext_lazy(
            "Paste the address of a public page of any portal of the city, or of an official site outside: readers see"
            " that it leads outside."
        ),
    )
    refusal_fields = {
        "best_bet_wordless": "phrases",
        "best_bet_backwards": "valid_until",
        "best_bet_nowhere": "address",
        "best_bet_address_refused": "address",
    }

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": search_url("best_bets"), "label": _("Best bets of the search")}]

    def get_success_url(self) -> str:
        return search_url("best_bets")


class AddBestBetView(BestBetFormView):
    page_title = gettext_lazy("New best bet")

    def get_form_kwargs(self) -> dict[str, Any]:
        names = get_directory().by_id
        portals = [(key, names[key].name) for key in sorted(self.portals) if key in names]
        days = {"valid_from": self.today, "valid_until": self.today + HALF_A_YEAR}
        return {"portals": portals, "initial": {"language": settings.LANGUAGE_CODE, **days}}

    def portal_held(self) -> int | None:
        # The form is valid by then.
        return int(self.request.POST["portal"])

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = set_best_bet(form.portal_id, form.entry(), by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” stands first from its first day on.") % {"title": row.title})


class OneBestBetView(BestBetFormView):
    @cached_property
    def bet(self) -> SearchBestBet:
        return get_object_or_404(self.bets(), pk=self.kwargs["bet_id"])

    def portal_held(self) -> int | None:
        return self.bet.portal_id

    def get_page_subtitle(self) -> str:
        return self.bet.title


class BestBetView(OneBestBetView):
    page_title = gettext_lazy("Best bet of the search")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.bet
        names = ("language", "phrases", "title", "note", "valid_from", "valid_until")
        known = {name: getattr(row, name) for name in names} | {"address": address_of(row)}
        return {"portals": [(row.portal_id, row.portal.name)], "initial": known}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = search_url("best_bet_delete", self.bet.pk)
        return [HeaderButton(_("Take away"), url=address, icon_name="bin", priority=10)]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = self.bet
        set_best_bet(row.portal_id, form.entry(), instead_of=row, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” was changed.") % {"title": form.cleaned_data["title"]})


class DeleteBestBetView(OneBestBetView):
    form_class = forms.Form
    page_title = gettext_lazy("Take away a best bet")
    submit_label = gettext_lazy("Take away")
    is_serious = True
    introduction = (gettext_lazy("The page that it leads to stays as it is, and is found as any other."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        remove_best_bet(self.bet, by=self.request.user, at=self.now)
        return self.succeed(_("“%(title)s” was taken away.") % {"title": self.bet.title})
