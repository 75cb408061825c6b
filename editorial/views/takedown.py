"""Withdrawing a page from the public at once, and the list of what was withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.models import Page

from adminviews.filters import PeriodFilter
from editorial.enums import TakedownReason
from editorial.errors import NotPublic
from editorial.forms.takedown import TakeDownForm
from editorial.mentions import mentions_of
from editorial.models import Takedown
from editorial.permissions import can_review
from editorial.withdrawal.actions import can_take_down, take_down
from editorial.withdrawal.page_groups import goes_in_other_languages, goes_together
from members.access.audit import reads_audit, within_record
from members.access.permissions import supervised_portals
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from sites.directory import get_directory

# What supervisors are told of on their dashboard.
RECENT = timedelta(days=30)


class TakeDownView(AdminFormMixin, AdminView):
    """Stands before Wagtail's screen to unpublish a page (`cityportal.shadowed_urls`). For the page's board only.

    Others are led to where they ask the board.
    """

    form_class = TakeDownForm
    template_name = "sites/take_down.html"
    page_title = gettext_lazy("Withdraw from the public")
    submit_label = gettext_lazy("Withdraw now")
    header_icon = "warning"
    is_serious = True
    refusal_fields = {
        **AdminFormMixin.refusal_fields,
        **dict.fromkeys(("successor_refused", "successor_is_home", "successor_untranslated"), "successor"),
    }
    introduction = (
        gettext_lazy(
            "The page cannot be read from this moment on. Its address says that it was withdrawn, when, and the class "
            "of the reason. It comes back only by a new review."
        ),
    )

    @cached_property
    def page(self) -> Page:
        return get_object_or_404(Page, pk=self.kwargs["page_id"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.page.live and can_review(request.user, self.page, on=self.today):
            messages.info(request, str(NotPublic.message))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        if not can_take_down(request.user, self.page, on=self.now) and (asking := _address_to_ask(self.page)):
            return redirect(asking)
        return super().dispatch(request, *args, **kwargs)

    def has_permission(self) -> bool:
        return can_take_down(self.request.user, self.page, on=self.now)

    @cached_property
    def versions(self) -> list[Page]:
        return goes_in_other_languages(self.page)

    @cached_property
    def below(self) -> list[Page]:
        return goes_together(self.page, with_versions=False)[1:]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"has_versions": bool(self.versions), "has_pages_below": bool(self.below)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        withdrawn = take_down(
            self.page,
            by=self.request.user,
            at=self.now,
            reason_class=TakedownReason(data["reason_class"]),
            reason=data["reason"],
            with_versions=data.get("with_versions", False),
            successor=data["successor"],
        )
        told = ngettext(
            "“%(title)s” is withdrawn from the public.",
            "“%(title)s” and what belongs to it, %(count)d pages, are withdrawn from the public.",
            len(withdrawn),
        )
        return self.succeed(told % {"title": self.page.title, "count": len(withdrawn)})

    def get_success_url(self) -> str:
        return reverse("wagtailadmin_explore", args=[self.page.get_parent().pk])

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": reverse("wagtailadmin_pages:edit", args=[self.page.pk]), "label": self.page.title}]

    def get_page_subtitle(self) -> str:
        return self.page.title

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            versions=self.versions,
            below=self.below,
            mentions=mentions_of([self.page, *self.below, *self.versions]),
            **kwargs,
        )


def _address_to_ask(page: Page) -> str:
    """Where those who are not the board ask it to withdraw a page; empty where there is no such screen."""
    try:
        return portal_url("ask_unpublish", page.pk)
    except NoReverseMatch:
        return ""


class TakedownFilterSet(WagtailFilterSet):
    """By class of the reason, by day, and whether the page is public again."""

    reason_class = django_filters.ChoiceFilter(
        label=gettext_lazy("Class of the reason"),
        choices=TakedownReason.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("class of a reason", "All"),
    )
    standing = django_filters.BooleanFilter(
        label=gettext_lazy("Public again"),
        field_name="ended_at",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.RadioSelect(
            choices=[("", pgettext_lazy("pages", "All")), ("true", gettext_lazy("Yes")), ("false", gettext_lazy("No"))]
        ),
    )
    at = PeriodFilter(label=gettext_lazy("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = Takedown
        fields = ["reason_class", "standing", "at"]


class TakedownListView(AdminListView):
    """What boards withdrew, the newest first: everywhere for supervisors, on own portals for boards, administrators."""

    page_title = gettext_lazy("Withdrawn from the public")
    index_url_name = f"{NAMESPACE}:takedowns"
    index_results_url_name = f"{NAMESPACE}:takedowns_results"
    filterset_class = TakedownFilterSet
    is_searchable = True
    default_ordering = "-at"
    header_icon = "warning"
    verbose_name_plural = gettext_lazy("withdrawals")

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    def get_base_queryset(self) -> QuerySet[Takedown]:
        rows = Takedown.objects.select_related("portal__kind", "by", "page")
        return within_record(rows, self.request.user, on=self.today)

    def search_queryset(self, queryset: QuerySet[Takedown]) -> QuerySet[Takedown]:
        if not self.is_searching:
            return queryset
        portals = [record.id for record in get_directory().find(self.search_query)]
        return queryset.filter(Q(portal__in=portals) | Q(title__icontains=self.search_query))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("at", label=_("Withdrawn at"), accessor=lambda row: _moment(row.at), sort_key="at"),
            Column("title", label=_("Title"), sort_key="title"),
            Column("portal", label=_("Portal"), accessor=lambda row: row.portal.listed_name),
            Column("get_reason_class_display", label=_("Class of the reason"), sort_key="reason_class"),
            Column(
                "reason",
                label=_("Reason"),
                accessor=lambda row: (
                    _("It stands for a page of another portal that was withdrawn.") if row.follows_id else row.reason
                ),
            ),
            Column("by", label=_("By"), accessor=lambda row: row.by or ""),
            Column(
                "ended_at",
                label=_("Public again since"),
                accessor=lambda row: _moment(row.ended_at),
                sort_key="ended_at",
            ),
        ]


def _moment(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class TakedownPanel(Component):
    """On the dashboard of supervisors: how much was withdrawn lately, on which portals."""

    name = "takedowns"
    template_name = "sites/takedown_panel.html"
    order = 190

    def __init__(self, count: int) -> None:
        self.count = count

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"count": self.count, "days": RECENT.days, "url": portal_url("takedowns")}


def add_takedown_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Put the panel on the dashboard of supervisors where something was withdrawn lately."""
    now = timezone.now()
    supervised = supervised_portals(request.user, on=timezone.localdate(now))
    if supervised == frozenset():
        return
    rows = Takedown.objects.since(now - RECENT)
    if count := (rows if supervised is None else rows.filter(portal__in=supervised)).count():
        panels.append(TakedownPanel(count))
