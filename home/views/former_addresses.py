"""Screens for the former addresses of portals that lead on, which those who approve on the board take back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.contrib.redirects.models import Redirect

from adminviews.tables import CardColumn
from editorial.withdrawal.redirects import redirects_of, take_back_redirect
from home.reports.portal_reports import portal_column
from home.serving.addresses import url_from
from members.access.permissions import reviewed_portals
from members.views.base import AdminFormMixin, AdminListView, AdminView
from sites.directory import get_directory


class FormerAddressesMenuItem(MenuItem):
    """For those who approve on the board of a portal."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(reviewed_portals(request.user, on=timezone.localdate()))


class FormerAddressesView(AdminView):
    """For those who approve on the boards of portals, each for its own."""

    header_icon = "redirect"

    @cached_property
    def portals(self) -> frozenset[int]:
        return reviewed_portals(self.request.user, on=self.today)

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class FormerAddressListView(FormerAddressesView, AdminListView):
    """The newest first."""

    page_title = gettext_lazy("Former addresses")
    index_url_name = "former_addresses"
    index_results_url_name = "former_addresses_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("former addresses")
    is_searchable = True

    def get_base_queryset(self) -> QuerySet[Redirect]:
        return redirects_of(self.portals).order_by("-created_at", "-pk")

    def search_queryset(self, queryset: QuerySet[Redirect]) -> QuerySet[Redirect]:
        return queryset.filter(old_path__icontains=self.search_query) if self.is_searching else queryset

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "old_path", label=_("Former address"), get_url=lambda row: reverse("former_address", args=[row.pk])
            ),
            CardColumn("leads_to", label=_("Leads to"), accessor=_address_of),
            CardColumn("state", label=pgettext("former address", "Today"), accessor=_state_of),
            CardColumn("reason", label=_("Reason"), accessor=_reason_of),
            portal_column(lambda row: get_directory().for_site(row.site_id)),
        ]


def _address_of(row: Redirect) -> str:
    return (row.redirect_page and url_from(row.redirect_page.path, row.redirect_page.url_path, row.site_id)) or ""


def _state_of(row: Redirect) -> str:
    if row.redirect_page is not None and row.redirect_page.live:
        return pgettext("former address", "Leads there")
    return pgettext("former address", "Waits until the page is public")


def _reason_of(row: Redirect) -> str:
    return _("The page got another address") if row.automatically_created else _("A person named the page")


class TakeBackAddressView(AdminFormMixin, FormerAddressesView):
    """Let a former address answer that nothing is there."""

    form_class = forms.Form
    page_title = gettext_lazy("Take back a former address")
    submit_label = pgettext_lazy("former address", "Take back")
    is_serious = True
    introduction = (
        gettext_lazy("Whoever follows an old link to it will read that the page was not found. The page itself stays."),
    )

    @cached_property
    def row(self) -> Redirect:
        return get_object_or_404(redirects_of(self.portals), pk=self.kwargs["redirect_id"])

    def portal_held(self) -> int | None:
        record = get_directory().for_site(self.row.site_id)
        return record.id if record else None

    def get_page_subtitle(self) -> str:
        return self.row.old_path

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("former_addresses"), "label": _("Former addresses")}]

    def get_success_url(self) -> str:
        return reverse("former_addresses")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        take_back_redirect(self.row, by=self.request.user, at=self.now)
        return self.succeed(_("“%(address)s” leads on no more.") % {"address": self.row.old_path})
