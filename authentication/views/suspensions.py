"""Accounts suspended and given back, and the reports on it (8.9)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic.base import TemplateView
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column, Table
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from authentication.forms.accounts import LiftSuspensionForm, OpenAccountForm, SuspendAccountForm
from authentication.models import AccountSuspension, SuspensionReport
from authentication.suspension.actions import lift_suspension, open_account, suspend_account
from authentication.suspension.reports import paragraphs_told, portals_of
from members.access.audit import reads_audit, within_record
from members.access.display_names import named_to
from members.access.permissions import find_person
from members.enums import Duty
from members.errors import PersonAmbiguous
from members.views.base import NAMESPACE, AdminFormMixin, AdminView, ExportableMixin, portal_url
from members.views.succession import SuccessionMixin

ROWS_PER_PAGE = 50


class OperatorsView(AdminView):
    """For operators only: an account may work on several portals."""

    header_icon = "lock"

    def has_permission(self) -> bool:
        return self.operates


class OwnTableMixin(ExportableMixin):
    """A list with a table of its own and no filters."""

    filters = None

    @property
    def index_url(self) -> str:
        return reverse(self.index_url_name)


class SuspensionsView(OwnTableMixin, OperatorsView, TemplateView):
    """Accounts that are suspended, and those that were."""

    page_title = gettext_lazy("Suspended accounts")
    template_name = "sites/suspensions.html"
    index_url_name = f"{NAMESPACE}:suspensions"

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(_("Suspend an account"), url=portal_url("suspend_account"), icon_name="lock", priority=10),
            HeaderButton(_("Reports"), url=portal_url("suspension_reports"), icon_name="doc-full", priority=20),
            HeaderButton(
                _("Open a closed account"), url=portal_url("open_account"), icon_name="lock-open", priority=30
            ),
        ]

    def get_queryset_to_export(self) -> QuerySet[AccountSuspension]:
        return AccountSuspension.objects.select_related("user", "by", "lifted_by")

    def get_table_to_export(self, rows: list[AccountSuspension]) -> Table:
        return Table(
            [
                Column("user", label=_("Person")),
                Column("at", label=_("Suspended")),
                Column("by", label=_("By")),
                Column("reason", label=_("Reason")),
                Column("lifted_at", label=_("Lifted")),
                Column("lifted_by", label=pgettext("suspension", "Lifted by")),
                Column("lifted_reason", label=pgettext("suspension", "Why it was lifted")),
            ],
            rows,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = WagtailPaginator(self.get_queryset_to_export(), ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            rows=[
                {"suspension": row, "lift_url": "" if row.lifted_at else portal_url("lift_suspension", row.pk)}
                for row in page
            ],
            page_of_rows=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            **kwargs,
        )


class OperatorsForm(AdminFormMixin, OperatorsView):
    """A form that leads back to the list."""

    def get_success_url(self) -> str:
        return portal_url("suspensions")


class SuspendAccountView(SuccessionMixin, OperatorsForm):
    """One step: the account is closed, its sessions end, the report is written."""

    form_class = SuspendAccountForm
    page_title = gettext_lazy("Suspend an account")
    submit_label = gettext_lazy("Suspend the account")
    is_serious = True
    introduction = (
        gettext_lazy(
            "The person is signed out everywhere at once and cannot sign in until the suspension is lifted. A report "
            "to the managing agency of each portal concerned is written and kept."
        ),
    )
    refusal_fields = {
        **SuccessionMixin.refusal_fields,
        "account_suspended": "person",
        "own_account": "person",
        "last_operator": "person",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        named = self.request.GET.get("person", "")
        return {"initial": {"person": named}} if named else {}

    def duties_left(self) -> Collection[Duty]:
        return tuple(Duty)

    def leaving(self) -> User | None:
        """The account that is named by now."""
        named = self.request.POST.get("person") or self.request.GET.get("person", "")
        try:
            return find_person(named)
        except PersonAmbiguous:
            return None

    def portals_left(self) -> list[int]:
        portals = portals_of(self.leaving(), on=self.today)
        return [portal.pk for portal in portals if portal is not None]

    def portals_held(self) -> set[int]:
        return set(self.portals_left())

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = dict(form.cleaned_data)
        person = data.pop("person")
        suspend_account(person, **data, by=self.request.user, at=self.now)
        return self.succeed(_("%(person)s is suspended. The report is kept under Reports.") % {"person": person})


class OpenAccountView(OperatorsForm):
    """Open an account that was closed in another way than by a suspension."""

    form_class = OpenAccountForm
    page_title = gettext_lazy("Open a closed account")
    submit_label = gettext_lazy("Open the account")
    introduction = (
        gettext_lazy(
            "For an account that was closed without a suspension. The person can sign in again, with the roles and "
            "seats that hold today. That you opened it, and why, is recorded."
        ),
    )
    refusal_fields = {"reason_missing": "reason", "suspended_still": "person", "account_open": "person"}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        person = form.cleaned_data["person"]
        open_account(person, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("%(person)s can sign in again.") % {"person": person})


class LiftView(OperatorsForm):
    """Give a person's access back."""

    form_class = LiftSuspensionForm
    page_title = gettext_lazy("Lift a suspension")
    submit_label = gettext_lazy("Lift the suspension")

    @cached_property
    def suspension(self) -> AccountSuspension:
        rows = AccountSuspension.objects.open().select_related("user")
        return get_object_or_404(rows, pk=self.kwargs["suspension_id"])

    def get_introduction(self) -> list[str]:
        told = (
            _("%(person)s can sign in again, with the roles and seats that hold today.")
            if self.suspension.closed_account
            else _("The account of %(person)s was closed before it was suspended, and stays closed.")
        )
        return [
            told % {"person": self.suspension.user},
            _("Reason of the suspension: %(reason)s") % {"reason": self.suspension.reason},
        ]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        lift_suspension(self.suspension, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        told = (
            _("%(person)s can sign in again.")
            if self.suspension.closed_account
            else _("The suspension of %(person)s is lifted; the account stays closed.")
        )
        return self.succeed(told % {"person": self.suspension.user})


class ReportsView(AdminView):
    """Reports to the managing agency: for supervisor and operator, and for administrators and board of the portal."""

    header_icon = "doc-full"

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    def reports(self) -> QuerySet[SuspensionReport]:
        rows = SuspensionReport.objects.select_related("portal", "account", "by")
        return within_record(rows, self.request.user, on=self.today)


class ReportListView(OwnTableMixin, ReportsView, TemplateView):
    page_title = gettext_lazy("Reports on suspensions")
    template_name = "sites/suspension_reports.html"
    index_url_name = f"{NAMESPACE}:suspension_reports"

    def get_queryset_to_export(self) -> QuerySet[SuspensionReport]:
        return self.reports()

    def get_table_to_export(self, rows: list[SuspensionReport]) -> Table:
        return Table(
            [
                Column("at", label=pgettext("of an event", "Time")),
                Column("act", label=_("About"), accessor="get_act_display"),
                Column("account", label=_("Person")),
                Column("portal", label=_("Portal"), accessor=lambda row: str(row.portal or _("The whole city"))),
                Column("addressed_to", label=pgettext("addressee", "To")),
            ],
            rows,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = WagtailPaginator(self.reports(), ROWS_PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            rows=[{"report": row, "url": portal_url("suspension_report", row.pk)} for row in page],
            page_of_rows=page,
            elided_page_range=page.paginator.get_elided_page_range(page.number),
            **kwargs,
        )


class ReportView(ReportsView, TemplateView):
    """One report, made for printing: as it was written, but for who did it where the reader is not told the name."""

    page_title = gettext_lazy("Report on a suspension")
    template_name = "sites/suspension_report.html"

    @cached_property
    def report(self) -> SuspensionReport:
        return get_object_or_404(self.reports(), pk=self.kwargs["report_id"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = paragraphs_told(self.report, named=named_to(self.request))
        return super().get_context_data(report=self.report, paragraphs=told, **kwargs)
