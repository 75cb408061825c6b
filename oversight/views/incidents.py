"""Incidents: recorded, followed and closed by operators; read by supervisors, and by portals where theirs (24.7)."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.generic.base import TemplateView
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.filters import PeriodFilter
from adminviews.tables import CardColumn, moment
from members.access.audit import reads_audit
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from oversight.enums import IncidentKind, IncidentSource
from oversight.forms.incidents import CloseIncidentForm, IncidentStepForm, RecordIncidentForm
from oversight.incidents import add_incident_step, close_incident, record_incident
from oversight.models import Incident
from oversight.permissions import can_handle_incidents
from oversight.queries import incidents_read_by


class IncidentFilterSet(WagtailFilterSet):
    """By kind, whether it is open, and when it began."""

    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind of incident"),
        choices=IncidentKind.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("kind of incident", "All"),
    )
    open = django_filters.BooleanFilter(
        label=gettext_lazy("Open"),
        field_name="closed_at",
        lookup_expr="isnull",
        widget=forms.RadioSelect(
            choices=[
                ("", pgettext_lazy("state of an incident", "All")),
                ("true", pgettext_lazy("incident", "Open")),
                ("false", pgettext_lazy("incident", "Closed")),
            ]
        ),
    )
    began_at = PeriodFilter(label=pgettext_lazy("incident", "Since"), widget=DateRangePickerWidget)

    class Meta:
        model = Incident
        fields = ["kind", "open", "began_at"]


class IncidentsView(AdminView):
    """For operators and supervisors everywhere; for boards and administrators on their own portals."""

    header_icon = "warning"

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    @cached_property
    def handles(self) -> bool:
        return can_handle_incidents(self.request.user, on=self.today)

    def incidents(self) -> QuerySet[Incident]:
        rows = incidents_read_by(self.request.user, on=self.today)
        return rows.select_related("portal__kind", "recorded_by", "closed_by")


class IncidentListView(IncidentsView, AdminListView):
    """The newest first."""

    page_title = pgettext_lazy("admin menu", "Incidents")
    index_url_name = f"{NAMESPACE}:incidents"
    index_results_url_name = f"{NAMESPACE}:incidents_results"
    filterset_class = IncidentFilterSet
    default_ordering = "-began_at"
    verbose_name_plural = gettext_lazy("incidents")
    table_classname = "listing listing--cards"

    def get_base_queryset(self) -> QuerySet[Incident]:
        return self.incidents()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Incident"), get_url=lambda row: portal_url("incident", row.pk)),
            CardColumn("portal", label=_("Portal"), accessor=place_of),
            CardColumn("get_kind_display", label=_("Kind of incident"), sort_key="kind"),
            CardColumn(
                "began_at",
                label=pgettext("incident", "Since"),
                accessor=lambda row: moment(row.began_at),
                sort_key="began_at",
            ),
            CardColumn("ended_at", label=_("Ended at"), accessor=lambda row: moment(row.ended_at), sort_key="ended_at"),
            CardColumn("state", label=_("State"), accessor=state_of),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = portal_url("record_incident")
        button = HeaderButton(_("Record an incident"), url=address, icon_name="plus", priority=10)
        return [button] if self.handles else []


def place_of(row: Incident) -> str:
    """The portal, or what else an incident is of."""
    return row.portal.listed_name if row.portal else pgettext("of an incident", "The whole installation")


def state_of(row: Incident) -> str:
    """Whether an incident is open."""
    return pgettext("incident", "Open") if row.is_open else pgettext("incident", "Closed")


class RecordIncidentView(AdminFormMixin, IncidentsView):
    form_class = RecordIncidentForm
    page_title = gettext_lazy("Record an incident")
    submit_label = pgettext_lazy("incident", "Record")
    refusal_fields = {"reason_missing": "description", "incident_time_wrong": "began_at"}

    def has_permission(self) -> bool:
        return self.handles

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data | {
            "kind": IncidentKind(form.cleaned_data["kind"]),
            "found_by": IncidentSource(form.cleaned_data["found_by"]),
        }
        incident = record_incident(data.pop("portal"), **data, by=self.request.user, at=self.now)
        return self.succeed(_("The incident “%(title)s” is recorded.") % {"title": incident.title})

    def get_success_url(self) -> str:
        return portal_url("incidents")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("incidents"), "label": pgettext("admin menu", "Incidents")}]


class IncidentBaseView(IncidentsView):
    """A screen about one incident. Whoever may not see it is not told whether it exists."""

    @cached_property
    def incident(self) -> Incident:
        return get_object_or_404(self.incidents(), pk=self.kwargs["incident_id"])

    @property
    def may_go_on(self) -> bool:
        return self.handles and self.incident.is_open

    def has_permission(self) -> bool:
        return super().has_permission() and self.incident is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("incidents"), "label": pgettext("admin menu", "Incidents")}]

    def get_page_subtitle(self) -> str:
        return self.incident.title


class IncidentView(IncidentBaseView, TemplateView):
    """What happened, what was done step by step, how it ended."""

    page_title = gettext_lazy("Incident")
    template_name = "sites/incident.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # On a portal nobody of the city is named: the operating unit acted.
        unit = "" if self.supervises else _("the operating unit")
        steps = self.incident.steps.select_related("by")
        return super().get_context_data(
            incident=self.incident,
            place=place_of(self.incident),
            state=state_of(self.incident),
            steps=[{"at": step.at, "by": unit or step.by, "text": step.text} for step in steps],
            recorded_by=unit or self.incident.recorded_by,
            closed_by=unit or self.incident.closed_by,
            may_go_on=self.may_go_on,
            **kwargs,
        )


class IncidentForm(AdminFormMixin, IncidentBaseView):
    """A form about one incident that is open, which leads back to it."""

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_go_on

    def get_success_url(self) -> str:
        return portal_url("incident", self.incident.pk)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        here = {"url": portal_url("incident", self.incident.pk), "label": self.incident.title}
        return [*super().get_breadcrumbs(), here]


class AddIncidentStepView(IncidentForm):
    form_class = IncidentStepForm
    page_title = gettext_lazy("Add a step")
    submit_label = pgettext_lazy("incident", "Add the step")
    refusal_fields = {"reason_missing": "text"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        add_incident_step(self.incident, text=form.cleaned_data["text"], by=self.request.user, at=self.now)
        return self.succeed(_("The step is written down."))


class CloseIncidentView(IncidentForm):
    form_class = CloseIncidentForm
    page_title = gettext_lazy("Close an incident")
    submit_label = pgettext_lazy("incident", "Close")
    refusal_fields = {"reason_missing": "resolution", "incident_time_wrong": "ended_at"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        close_incident(self.incident, **form.cleaned_data, by=self.request.user, at=self.now)
        return self.succeed(_("The incident is closed."))
