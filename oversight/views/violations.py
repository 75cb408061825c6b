"""Violations: recorded by the managing agency, answered by the board of the portal, closed by the agency (25.1)."""

from __future__ import annotations

from typing import Any

import django_filters
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
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from adminviews.filters import PeriodFilter
from editorial.enums import TakedownReason
from editorial.withdrawal.actions import can_take_down
from members.access.audit import reads_audit, within_record
from members.access.scope import scope_of_request
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from oversight.enums import ViolationState
from oversight.forms.violations import AnswerViolationForm, RecordViolationForm, RemarkForm
from oversight.models import Violation
from oversight.permissions import can_answer_violation, can_record_violations, records_violations
from oversight.violations import answer_violation, close_violation, record_violation, send_back
from sites.directory import get_directory


class ViolationFilterSet(WagtailFilterSet):
    """By state, class and day."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"),
        choices=ViolationState.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("state of a violation", "All"),
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Class of the violation"),
        choices=TakedownReason.choices,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("class of a violation", "All"),
    )
    recorded_at = PeriodFilter(label=gettext_lazy("Day"), widget=DateRangePickerWidget)

    class Meta:
        model = Violation
        fields = ["state", "kind", "recorded_at"]


class ViolationsView(AdminView):
    """For supervisors on the portals that they supervise; for boards and administrators on their own portals."""

    header_icon = "flag"

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    @cached_property
    def records(self) -> bool:
        """Whether the person acts for the managing agency of some portal."""
        return records_violations(self.request.user, on=self.today)

    def violations(self) -> QuerySet[Violation]:
        rows = Violation.objects.select_related("portal__kind", "recorded_by", "answered_by", "closed_by", "page")
        return within_record(rows, self.request.user, on=self.today)


class ViolationListView(ViolationsView, AdminListView):
    """The newest first."""

    page_title = gettext_lazy("Violations")
    index_url_name = f"{NAMESPACE}:violations"
    index_results_url_name = f"{NAMESPACE}:violations_results"
    filterset_class = ViolationFilterSet
    is_searchable = True
    default_ordering = "-recorded_at"
    verbose_name_plural = gettext_lazy("violations")

    def get_base_queryset(self) -> QuerySet[Violation]:
        return self.violations()

    def search_queryset(self, queryset: QuerySet[Violation]) -> QuerySet[Violation]:
        if not self.is_searching:
            return queryset
        portals = [record.id for record in get_directory().find(self.search_query)]
        words = Q(title__icontains=self.search_query) | Q(document__icontains=self.search_query)
        return queryset.filter(Q(portal__in=portals) | words)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column(
                "recorded_at",
                label=_("Recorded at"),
                accessor=lambda row: date_format(timezone.localtime(row.recorded_at), "SHORT_DATETIME_FORMAT"),
                sort_key="recorded_at",
            ),
            TitleColumn("title", label=_("Title"), get_url=lambda row: portal_url("violation", row.pk)),
            Column("portal", label=_("Portal"), accessor=lambda row: row.portal.listed_name),
            Column("get_kind_display", label=_("Class of the violation"), sort_key="kind"),
            Column("document", label=pgettext("violation", "Document")),
            Column("get_state_display", label=_("State"), sort_key="state"),
            Column("due", label=_("Answer due"), accessor=_due, sort_key="due"),
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        button = HeaderButton(
            _("Record a violation"), url=portal_url("record_violation"), icon_name="plus", priority=10
        )
        return [button] if self.records else []


def _due(row: Violation) -> str:
    return date_format(row.due, "SHORT_DATE_FORMAT") if row.due else ""


class RecordViolationView(AdminFormMixin, ViolationsView):
    """By the address of the page, which supervisors read as citizens do."""

    form_class = RecordViolationForm
    page_title = gettext_lazy("Record a violation")
    submit_label = pgettext_lazy("violation", "Record")
    introduction = (
        gettext_lazy("The board of the portal is told and has to answer. Withdrawing the page is its own decision."),
    )
    refusal_fields = {"reason_missing": "finding"}

    def has_permission(self) -> bool:
        return self.records

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        violation = record_violation(
            data["address"],
            kind=TakedownReason(data["kind"]),
            finding=data["finding"],
            document=data["document"],
            due=data["due"],
            by=self.request.user,
            at=self.now,
        )
        return self.succeed(_("The violation in “%(title)s” is recorded.") % {"title": violation.title})

    def get_success_url(self) -> str:
        return portal_url("violations")

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("violations"), "label": _("Violations")}]


class ViolationBaseView(ViolationsView):
    """A screen about one violation. Whoever may not see it is not told whether it exists."""

    @cached_property
    def violation(self) -> Violation:
        return get_object_or_404(self.violations(), pk=self.kwargs["violation_id"])

    @property
    def may_answer(self) -> bool:
        is_open = self.violation.state == ViolationState.OPEN
        return is_open and can_answer_violation(self.request.user, self.violation, on=self.today)

    @property
    def acts_for_agency(self) -> bool:
        """Whether the person closes this one for the managing agency."""
        return can_record_violations(self.request.user, self.violation.portal_id, on=self.today)

    @property
    def may_send_back(self) -> bool:
        return self.acts_for_agency and self.violation.state == ViolationState.ANSWERED

    @property
    def may_close(self) -> bool:
        return self.acts_for_agency and self.violation.state != ViolationState.CLOSED

    def has_permission(self) -> bool:
        return super().has_permission() and self.violation is not None

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        return [{"url": portal_url("violations"), "label": _("Violations")}]

    def get_page_subtitle(self) -> str:
        return self.violation.title


class ViolationView(ViolationBaseView, TemplateView):
    """What was found, where, and how far it got."""

    template_name = "sites/violation.html"
    page_title = gettext_lazy("Violation")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        violation, page = self.violation, self.violation.page
        is_own = page is not None and scope_of_request(self.request).has_path(page.path)
        return super().get_context_data(
            violation=violation,
            public_url=violation.portal.root_url + violation.address if page is not None and page.live else "",
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if page is not None and is_own else "",
            recorded_by=self._agency_or(violation.recorded_by),
            closed_by=self._agency_or(violation.closed_by),
            may_answer=self.may_answer,
            may_send_back=self.may_send_back,
            may_close=self.may_close,
            may_withdraw=page is not None and can_take_down(self.request.user, page, on=self.now),
            **kwargs,
        )

    def _agency_or(self, account: User | None) -> Any:
        """Name who acted for the agency to supervisors of all portals, and to that person; on a portal nobody of the
        city is named."""
        return account if self.supervises or account == self.request.user else _("the managing agency")


class ViolationForm(AdminFormMixin, ViolationBaseView):
    """A form about one violation, which leads back to it."""

    def get_success_url(self) -> str:
        return portal_url("violation", self.violation.pk)

    def get_breadcrumbs(self) -> list[dict[str, Any]]:
        here = {"url": portal_url("violation", self.violation.pk), "label": self.violation.title}
        return [*super().get_breadcrumbs(), here]


class AnswerViolationView(ViolationForm):
    form_class = AnswerViolationForm
    page_title = gettext_lazy("Answer on a violation")
    submit_label = pgettext_lazy("violation", "Answer")
    refusal_fields = {"reason_missing": "answer"}

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_answer

    def get_introduction(self) -> list[str]:
        return [_("Finding: %(finding)s") % {"finding": self.violation.finding}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        answer_violation(self.violation, answer=form.cleaned_data["answer"], by=self.request.user, at=self.now)
        return self.succeed(_("The answer is recorded, and the managing agency is told."))


class SendBackView(ViolationForm):
    form_class = RemarkForm
    page_title = gettext_lazy("Ask the board for another answer")
    submit_label = pgettext_lazy("violation", "Send back")
    refusal_fields = {"reason_missing": "remark"}

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_send_back

    def form_valid(self, form: forms.Form) -> HttpResponse:
        send_back(self.violation, remark=form.cleaned_data["remark"], by=self.request.user, at=self.now)
        return self.succeed(_("The board is asked for another answer."))


class CloseViolationView(ViolationForm):
    form_class = RemarkForm
    page_title = gettext_lazy("Close a violation")
    submit_label = pgettext_lazy("violation", "Close")
    refusal_fields = {"reason_missing": "remark"}

    def has_permission(self) -> bool:
        return super().has_permission() and self.may_close

    def form_valid(self, form: forms.Form) -> HttpResponse:
        close_violation(self.violation, remark=form.cleaned_data["remark"], by=self.request.user, at=self.now)
        return self.succeed(_("The violation is closed."))
