"""Who covers which event (9.5): sent and called back by the board, handed in by the one who was sent."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, PortalView, portal_url
from oversight.coverage import assign_coverage, cancel_coverage, deliver_coverage, items_of_portal, people_to_send
from oversight.enums import CoverageState
from oversight.forms.coverage import (
    AssignCoverageForm,
    CancelCoverageForm,
    CoverageFilterSet,
    DeliverCoverageForm,
    seen_by,
)
from oversight.models import CoverageAssignment
from oversight.permissions import can_assign_coverage, can_deliver_coverage
from sites.directory import get_directory


class CoverageView(AdminView):
    """For those who write for a portal, its board and administrators among them."""

    header_icon = "calendar-alt"

    def has_permission(self) -> bool:
        return bool(roles_of(self.request.user, on=self.today).writes_for)

    def assignments(self) -> QuerySet[CoverageAssignment]:
        rows = seen_by(self.request).served(on=self.today)
        return rows.select_related("portal__kind", "person", "assigned_by", "cancelled_by", "page")


class CoverageListView(CoverageView, AdminListView):
    """The latest event first."""

    page_title = gettext_lazy("Coverage of events")
    index_url_name = f"{NAMESPACE}:coverage"
    index_results_url_name = f"{NAMESPACE}:coverage_results"
    filterset_class = CoverageFilterSet
    is_searchable = True
    default_ordering = "-starts_at"
    verbose_name_plural = gettext_lazy("assignments to cover an event")

    def get_base_queryset(self) -> QuerySet[CoverageAssignment]:
        return self.assignments()

    def search_queryset(self, queryset: QuerySet[CoverageAssignment]) -> QuerySet[CoverageAssignment]:
        if not self.is_searching:
            return queryset
        return queryset.filter(Q(event__icontains=self.search_query) | Q(place__icontains=self.search_query))

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            TitleColumn("event", label=_("Event"), get_url=lambda row: portal_url("coverage_assignment", row.pk)),
            Column(
                "starts_at",
                label=pgettext("event", "Begins"),
                accessor=lambda row: date_format(timezone.localtime(row.starts_at), "SHORT_DATETIME_FORMAT"),
                sort_key="starts_at",
            ),
            Column("person", label=_("Person sent"), accessor=lambda row: str(row.person)),
            Column("due_at", label=_("Item due"), accessor=_due, sort_key="due_at"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            StatusTagColumn(
                "trouble",
                label=_("To look after"),
                accessor=lambda row: ", ".join(troubles_of(row, at=self.now)),
                primary=True,
            ),
        ]
        if len(roles_of(self.request.user, on=self.today).writes_for) > 1:
            columns.insert(1, Column("portal", label=_("Portal"), accessor=lambda row: row.portal.listed_name))
        return columns

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        records = get_directory().by_id
        portals = sorted(
            (records[key] for key in reviewed_portals(self.request.user, on=self.today) if key in records),
            key=lambda record: record.name,
        )
        portals = [record for record in portals if not record.is_archived]
        return [
            HeaderButton(
                _("Send somebody") if len(portals) == 1 else _("Send somebody: %(portal)s") % {"portal": record.name},
                url=portal_url("assign_coverage", record.id),
                icon_name="plus",
                priority=10 + place,
            )
            for place, record in enumerate(portals)
        ]


def troubles_of(row: CoverageAssignment, *, at: datetime) -> list[str]:
    """What the board has to look after, in words. Of a row that `served` annotated."""
    left = row.state == CoverageState.ASSIGNED and not row.is_served
    return [
        *([pgettext("coverage", "Late")] if row.is_late(at=at) else []),
        *([pgettext("coverage", "Waits for nobody")] if left else []),
    ]


def _due(row: CoverageAssignment) -> str:
    return date_format(timezone.localtime(row.due_at), "SHORT_DATETIME_FORMAT")


class AssignCoverageView(AdminFormMixin, PortalView):
    """For whoever approves on the board of the portal."""

    form_class = AssignCoverageForm
    page_title = gettext_lazy("Send somebody to cover an event")
    submit_label = pgettext_lazy("coverage", "Send")
    header_icon = "calendar-alt"
    introduction = (gettext_lazy("The person is told by the mail of the day, and finds the event among the own work."),)
    refusal_fields = {
        "person_elsewhere": "person",
        "due_unknown": "due_at",
        "due_before_event": "due_at",
        "due_passed": "due_at",
    }

    def has_permission(self) -> bool:
        if self.portal is None or self.portal.archived_at is not None:
            return False
        return can_assign_coverage(self.request.user, self.portal.pk, on=self.today)

    def portal_held(self) -> int | None:
        return self.kwargs["portal_id"]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"people": people_to_send(self.portal, on=self.today)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        row = assign_coverage(self.portal, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(
            _("%(person)s covers “%(event)s”; the item is due %(due)s.")
            % {
                "person": row.person,
                "event": row.event,
                "due": _due(row),
            }
        )

    def get_success_url(self) -> str:
        return portal_url("coverage")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("coverage"), "label": _("Coverage of events")}]


class AssignmentBaseView(CoverageView):
    """A screen about one assignment. Whoever may not see it is not told whether it exists."""

    @cached_property
    def assignment(self) -> CoverageAssignment:
        return get_object_or_404(self.assignments(), pk=self.kwargs["assignment_id"])

    @property
    def may_deliver(self) -> bool:
        row = self.assignment
        is_closed = row.state == CoverageState.CANCELLED or row.portal.archived_at is not None
        return not is_closed and can_deliver_coverage(self.request.user, row, on=self.today)

    @property
    def may_cancel(self) -> bool:
        row = self.assignment
        return row.is_unfinished and can_assign_coverage(self.request.user, row.portal_id, on=self.today)

    def has_permission(self) -> bool:
        return super().has_permission() and self.assignment is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("coverage"), "label": _("Coverage of events")}]

    def get_page_subtitle(self) -> str:
        return self.assignment.event


class AssignmentView(AssignmentBaseView, TemplateView):
    """Who goes where, until when the item is due, and what it became."""

    template_name = "sites/coverage.html"
    page_title = gettext_lazy("Coverage of an event")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.assignment
        return super().get_context_data(
            assignment=row,
            troubles=troubles_of(row, at=self.now),
            page_url=reverse("wagtailadmin_pages:edit", args=[row.page_id]) if row.page_id else "",
            may_deliver=self.may_deliver,
            may_cancel=self.may_cancel,
            **kwargs,
        )


class AssignmentForm(AdminFormMixin, AssignmentBaseView):
    """A form about one assignment, which leads back to it."""

    def portal_held(self) -> int | None:
        return self.assignment.portal_id

    def get_success_url(self) -> str:
        return portal_url("coverage_assignment", self.assignment.pk)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        here = {"url": portal_url("coverage_assignment", self.assignment.pk), "label": self.assignment.event}
        return [*super().get_breadcrumbs(), here]


class DeliverCoverageView(AssignmentForm):
    form_class = DeliverCoverageForm
    page_title = gettext_lazy("Hand in the item on an event")
    submit_label = pgettext_lazy("coverage", "Hand in")
    refusal_fields = {"item_elsewhere": "page", "item_before": "page"}

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_deliver

    def get_introduction(self) -> list[str]:
        return [_("The item is due %(due)s.") % {"due": _due(self.assignment)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"pages": items_of_portal(self.assignment.portal)}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        deliver_coverage(self.assignment, form.cleaned_data["page"], by=self.request.user, at=self.now)
        return self.succeed(_("The item on “%(event)s” is handed in.") % {"event": self.assignment.event})


class CancelCoverageView(AssignmentForm):
    form_class = CancelCoverageForm
    page_title = gettext_lazy("Cancel the coverage of an event")
    submit_label = gettext_lazy("Cancel the coverage")
    is_serious = True

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_cancel

    def get_introduction(self) -> list[str]:
        told = _("%(person)s need not go to “%(event)s” and is told so.")
        return [told % {"person": self.assignment.person, "event": self.assignment.event}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        cancel_coverage(self.assignment, reason=form.cleaned_data["reason"], by=self.request.user, at=self.now)
        return self.succeed(_("The coverage of “%(event)s” is cancelled.") % {"event": self.assignment.event})
