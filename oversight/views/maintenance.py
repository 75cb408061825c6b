"""Maintenance: announced and called off by operators; read by supervisors, and by portals that it concerns (7.6)."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from adminviews.filters import PeriodFilter
from adminviews.tables import CardColumn, moment
from members.access.audit import reads_audit, record_portals
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from oversight.forms.maintenance import AnnounceMaintenanceForm, CancelMaintenanceForm
from oversight.maintenance import announce_maintenance, cancel_maintenance
from oversight.models import MaintenanceWindow
from oversight.permissions import can_handle_incidents
from oversight.queries import maintenance_read_by

# Names of portals in one cell; more are only counted.
NAMED = 5


class MaintenanceFilterSet(WagtailFilterSet):
    """By urgency and day."""

    is_urgent = django_filters.BooleanFilter(
        label=pgettext_lazy("maintenance", "Urgent"),
        widget=forms.RadioSelect(
            choices=[
                ("", pgettext_lazy("kind of maintenance", "All")),
                ("true", pgettext_lazy("maintenance", "Urgent")),
                ("false", pgettext_lazy("maintenance", "Planned")),
            ]
        ),
    )
    begins_at = PeriodFilter(label=gettext_lazy("Begins"), widget=DateRangePickerWidget)

    class Meta:
        model = MaintenanceWindow
        fields = ["is_urgent", "begins_at"]


class MaintenanceBaseView(AdminView):
    """For operators and supervisors what concerns the portals that they supervise; for boards and administrators what
    concerns their own portals."""

    header_icon = "cog"

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    @cached_property
    def handles(self) -> bool:
        return can_handle_incidents(self.request.user, on=self.today)

    def windows(self) -> QuerySet[MaintenanceWindow]:
        return maintenance_read_by(self.request.user, on=self.today).prefetch_related("portals")

    def portals_of(self, window: MaintenanceWindow) -> str:
        """Names of the portals that it concerns; of those that a person does not answer for, nothing."""
        names = [portal.listed_name for portal in window.portals.all() if self._names(portal.pk)]
        if not window.portals.all():
            return pgettext("maintenance", "All portals")
        if len(names) > NAMED:
            more = len(names) - NAMED
            told = ngettext("%(names)s and %(count)d more portal", "%(names)s and %(count)d more portals", more)
            return told % {"names": ", ".join(names[:NAMED]), "count": more}
        return ", ".join(names)

    def _names(self, portal: int) -> bool:
        keys = record_portals(self.request.user, on=self.today)
        return keys is None or portal in keys


class MaintenanceListView(MaintenanceBaseView, AdminListView):
    """What begins last first."""

    page_title = pgettext_lazy("admin menu", "Maintenance")
    index_url_name = f"{NAMESPACE}:maintenance"
    index_results_url_name = f"{NAMESPACE}:maintenance_results"
    filterset_class = MaintenanceFilterSet
    default_ordering = "-begins_at"
    verbose_name_plural = gettext_lazy("maintenance")
    table_classname = "listing listing--cards"

    def get_base_queryset(self) -> QuerySet[MaintenanceWindow]:
        return self.windows()

    @cached_property
    def columns(self) -> list[Column]:
        columns = [
            Column("begins_at", label=_("Begins"), accessor=lambda row: moment(row.begins_at), sort_key="begins_at"),
            CardColumn("ends_at", label=_("Ends"), accessor=lambda row: moment(row.ends_at), sort_key="ends_at"),
            CardColumn("portals", label=_("Portals"), accessor=self.portals_of),
            CardColumn("reason", label=_("Reason")),
            CardColumn("state", label=_("State"), accessor=self.state_of),
            CardColumn("announced_at", label=_("Announced at"), accessor=lambda row: moment(row.announced_at)),
        ]
        if self.handles:
            columns.append(
                TitleColumn(
                    "cancel",
                    label=_("To do"),
                    accessor=lambda row: _("Call off") if row.is_ahead(at=self.now) else "",
                    get_url=lambda row: portal_url("cancel_maintenance", row.pk) if row.is_ahead(at=self.now) else None,
                )
            )
        return columns

    def state_of(self, row: MaintenanceWindow) -> str:
        """How far it is, and whether it is urgent."""
        if row.cancelled_at is not None:
            return pgettext("maintenance", "Called off: %(reason)s") % {"reason": row.cancelled_reason}
        if not row.is_ahead(at=self.now):
            state = pgettext("maintenance", "Over")
        else:
            is_on = row.begins_at <= self.now
            state = pgettext("maintenance", "Under way") if is_on else pgettext("maintenance", "Announced")
        if row.is_urgent:
            return _("%(state)s; urgent: %(why)s") % {"state": state, "why": row.why_urgent}
        return state

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        address = portal_url("announce_maintenance")
        button = HeaderButton(_("Announce maintenance"), url=address, icon_name="plus", priority=10)
        return [button] if self.handles else []


class MaintenanceFormView(AdminFormMixin, MaintenanceBaseView):
    """A form that leads back to the list."""

    def has_permission(self) -> bool:
        return self.handles

    def get_success_url(self) -> str:
        return portal_url("maintenance")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("maintenance"), "label": pgettext("admin menu", "Maintenance")}]


class AnnounceMaintenanceView(MaintenanceFormView):
    form_class = AnnounceMaintenanceForm
    page_title = gettext_lazy("Announce maintenance")
    submit_label = pgettext_lazy("maintenance", "Announce")
    refusal_fields = {
        "reason_missing": "reason",
        "window_time_wrong": "ends_at",
        "announced_too_late": "begins_at",
    }

    def get_introduction(self) -> list[str]:
        days = settings.MAINTENANCE_NOTICE_WORKING_DAYS
        told = ngettext(
            "The pages of the portals tell it from now on. What is planned is announced %(days)d working day ahead.",
            "The pages of the portals tell it from now on. What is planned is announced %(days)d working days ahead.",
            days,
        )
        return [told % {"days": days}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        announce_maintenance(list(data.pop("portals")), **data, by=self.request.user, at=self.now)
        return self.succeed(_("The maintenance is announced."))


class CancelMaintenanceView(MaintenanceFormView):
    form_class = CancelMaintenanceForm
    page_title = gettext_lazy("Call maintenance off")
    submit_label = pgettext_lazy("maintenance", "Call off")

    @cached_property
    def window(self) -> MaintenanceWindow:
        return get_object_or_404(self.windows(), pk=self.kwargs["window_id"])

    def has_permission(self) -> bool:
        return self.handles and self.window is not None

    def get_introduction(self) -> list[str]:
        facts = {
            "begins": moment(self.window.begins_at),
            "ends": moment(self.window.ends_at),
            "portals": self.portals_of(self.window),
            "reason": self.window.reason,
        }
        return [_("From %(begins)s to %(ends)s, %(portals)s. Reason: %(reason)s") % facts]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        cancel_maintenance(self.window, reason=form.cleaned_data["reason"], by=self.request.user, at=self.now)
        return self.succeed(_("The maintenance is called off."))
