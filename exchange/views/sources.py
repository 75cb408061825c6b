"""Screens for the sources whose items are read regularly, which those who approve on the boards of portals set."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.forms.text import CleanTextMixin
from adminviews.tables import CardColumn
from exchange.models import ItemSource
from exchange.source_reading import end_source, portals_of_sources, set_source
from home.reports.portal_reports import portal_column
from home.serving.addresses import url_from
from members.views.base import AdminFormMixin, AdminListView, AdminView
from sites.links import validate_web_address


class SourcesMenuItem(MenuItem):
    """For those who set sources."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(portals_of_sources(request.user, on=timezone.localdate()))


class SourceForm(CleanTextMixin, forms.Form):
    """Fields of a source: its address, and the section in which its items become drafts."""

    name = forms.CharField(
        label=gettext_lazy("source agency"),
        help_text=gettext_lazy("As readers are told of it. Official sources only."),
        max_length=250,
    )
    url = forms.CharField(
        label=gettext_lazy("address"),
        help_text=gettext_lazy("Of an RSS or Atom feed, or of a list in our JSON."),
        max_length=500,
        validators=[validate_web_address],
    )
    section = forms.CharField(
        label=gettext_lazy("section"),
        help_text=gettext_lazy("The address of the public section where its items become drafts."),
        max_length=500,
    )


class SourcesView(AdminView):
    """For those who approve on the boards of portals, each for its own, and operators."""

    header_icon = "download"

    @cached_property
    def portals(self) -> frozenset[int]:
        return portals_of_sources(self.request.user, on=self.today)

    def sources(self) -> QuerySet[ItemSource]:
        return ItemSource.objects.for_portals(self.portals).select_related("portal", "section")

    def has_permission(self) -> bool:
        return bool(self.portals)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return []


class SourceListView(SourcesView, AdminListView):
    """The sources of a portal, with the fault of the last reading of each."""

    page_title = gettext_lazy("Sources of items")
    index_url_name = "item_sources"
    index_results_url_name = "item_sources_results"
    table_classname = "listing listing--cards"
    verbose_name_plural = gettext_lazy("sources of items")

    def get_base_queryset(self) -> QuerySet[ItemSource]:
        return self.sources().order_by("name", "pk")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("name", label=_("Source"), get_url=lambda row: reverse("item_source", args=[row.pk])),
            CardColumn("url", label=_("Address")),
            CardColumn("section", label=pgettext("source", "Section"), accessor=lambda row: row.section.title),
            CardColumn("state", label=_("Last read"), accessor=_state_of),
            portal_column(),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("New source"), url=reverse("item_source_add"), icon_name="plus", priority=10)]


def _state_of(row: ItemSource) -> str:
    if row.read_at is None:
        return pgettext("source", "Not yet")
    moment = date_format(timezone.localtime(row.read_at), "SHORT_DATETIME_FORMAT")
    return f"{moment}: {row.problem}" if row.problem else moment


class SourceFormView(AdminFormMixin, SourcesView):
    """A form that leads back to the list."""

    form_class: type[forms.Form] = SourceForm
    introduction = (
        gettext_lazy("It is read every hour. What is new becomes a linked item, as a draft for the board."),
        gettext_lazy("Who gives the address counts as the author of these drafts: another person approves them."),
    )
    refusal_fields = {"source_nowhere": "section", "source_doubled": "url"}

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("item_sources"), "label": _("Sources of items")}]

    def get_success_url(self) -> str:
        return reverse("item_sources")


class AddSourceView(SourceFormView):
    page_title = gettext_lazy("New source")

    def form_valid(self, form: forms.Form) -> HttpResponse:
        source = set_source(**form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("“%(name)s” will be read.") % {"name": source.name})


class OneSourceView(SourceFormView):
    @cached_property
    def source(self) -> ItemSource:
        return get_object_or_404(self.sources(), pk=self.kwargs["source_id"])

    def portal_held(self) -> int | None:
        return self.source.portal_id

    def get_page_subtitle(self) -> str:
        return self.source.name


class SourceView(OneSourceView):
    page_title = gettext_lazy("Source of items")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.source
        section = url_from(row.section.path, row.section.url_path, None) or ""
        return {"initial": {"name": row.name, "url": row.url, "section": section}}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = reverse("item_source_end", args=[self.source.pk])
        return [HeaderButton(_("Read no more"), url=address, icon_name="bin", priority=10)]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        source = set_source(**form.cleaned_data, by=self.request.user, at=self.now, instead_of=self.source)
        return self.succeed(_("“%(name)s” was changed.") % {"name": source.name})


class EndSourceView(OneSourceView):
    form_class = forms.Form
    page_title = gettext_lazy("Read a source no more")
    submit_label = pgettext_lazy("source", "Read no more")
    is_serious = True
    introduction = (gettext_lazy("Drafts and public items that came of it stay as they are."),)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        end_source(self.source, by=self.request.user, at=self.now)
        return self.succeed(_("“%(name)s” is read no more.") % {"name": self.source.name})
