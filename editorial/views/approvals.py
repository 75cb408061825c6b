"""The report of approvals with time and seat: over the city for supervisors, else of one's own portals."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, Table, TitleColumn
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from adminviews.exports import exported_table
from adminviews.filters import PeriodFilter
from adminviews.forms.text import TableExportForm
from editorial.approval_report import ApprovalRow, approvals_seen_by, export_approvals, rows_of
from editorial.enums import ApprovalKind
from editorial.models import Approval
from formats.batches import batched
from members.access.audit import audited_portals, reads_audit
from members.access.scope import scope_of_request
from members.views.base import NAMESPACE, AdminFormMixin, AdminListView, AdminView, portal_url
from sites.forms import ListedNamesMixin
from sites.models import Portal

# Approvals that are written at once into a file.
CHUNK = 500


def readable_portals(request: HttpRequest) -> QuerySet[Portal]:
    return audited_portals(request.user, on=timezone.localdate())


def known_approvers(request: HttpRequest) -> QuerySet[User]:
    seen = approvals_seen_by(request.user, on=timezone.localdate()).order_by()
    return User.objects.filter(pk__in=seen.values("approved_by")).order_by("last_name", "first_name", "username")


class PortalField(ListedNamesMixin, django_filters.fields.ModelChoiceField):
    """A choice of portals in a filter."""


class PortalFilter(django_filters.ModelChoiceFilter):
    field_class = PortalField


class ApprovalFilterSet(WagtailFilterSet):
    """By portal, period, approver and kind; only what the person may see is offered."""

    portal = PortalFilter(label=gettext_lazy("Portal"), queryset=readable_portals)
    approved_at = PeriodFilter(label=gettext_lazy("Period"), widget=DateRangePickerWidget)
    approved_by = django_filters.ModelChoiceFilter(label=gettext_lazy("Approved by"), queryset=known_approvers)
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind of approval"), choices=ApprovalKind.choices)

    class Meta:
        model = Approval
        fields = ["portal", "approved_at", "approved_by", "kind"]


class ApprovalView(AdminView):
    """Approvals of the portals that a person answers for."""

    header_icon = "check"

    def has_permission(self) -> bool:
        return reads_audit(self.request.user, on=self.today)

    def approvals(self) -> QuerySet[Approval]:
        return approvals_seen_by(self.request.user, on=self.today).select_related("portal", "revision")


class ApprovalListView(ApprovalView, AdminListView):
    """The list; a button leads to the same as a file."""

    page_title = gettext_lazy("Approvals")
    index_url_name = f"{NAMESPACE}:approvals"
    index_results_url_name = f"{NAMESPACE}:approvals_results"
    filterset_class = ApprovalFilterSet
    default_ordering = "-approved_at"
    verbose_name_plural = gettext_lazy("approvals")
    is_exported = False

    def get_base_queryset(self) -> QuerySet[Approval]:
        return self.approvals()

    def order_queryset(self, queryset: QuerySet[Approval]) -> QuerySet[Approval]:
        return queryset.order_by("-approved_at", "-pk")

    def get_table(self, object_list: Any) -> Table:
        return super().get_table(rows_of(list(object_list)))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            DateColumn("approved_at", label=_("Time"), accessor="approval.approved_at"),
            Column("portal", label=_("Portal"), accessor="approval.portal"),
            TitleColumn("item", label=_("Item"), get_url=self.version_url),
            Column("type", label=_("Type")),
            Column("kind", label=_("Kind of approval"), accessor="approval.get_kind_display"),
            Column("approved_by", label=_("Approved by"), accessor="approval.approved_by"),
            Column("seat", label=_("Seat"), accessor="approval.get_seat_display"),
            Column("checklist", label=_("Answers to the checklist")),
            Column("content_hash", label=_("Hash")),
        ]

    def version_url(self, row: ApprovalRow) -> str | None:
        """The version that was approved, for those who may open it: who works on that portal."""
        if not row.path or row.approval.revision_id is None or not scope_of_request(self.request).has_path(row.path):
            return None
        return reverse("wagtailadmin_pages:revisions_view", args=[row.approval.object_id, row.approval.revision_id])

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        asked = self.request.GET.copy()
        asked.pop("p", None)
        address = portal_url("approvals_export") + (f"?{asked.urlencode()}" if asked else "")
        return [HeaderButton(_("Export"), url=address, icon_name="download", priority=10)]


class ApprovalExportView(AdminFormMixin, ApprovalView):
    """Export the list as it is filtered; who takes it and what for is recorded."""

    form_class = TableExportForm
    page_title = gettext_lazy("Export the list of approvals")
    submit_label = gettext_lazy("Export")

    @cached_property
    def filters(self) -> ApprovalFilterSet:
        return ApprovalFilterSet(self.request.GET, queryset=self.approvals(), request=self.request)

    def get_introduction(self) -> list[str]:
        if not self.filters.is_valid():
            return [_("The filter cannot be understood: go back and correct it.")]
        return [_("%(count)d approvals are exported.") % {"count": self.filters.qs.count()}]

    def form_valid(self, form: TableExportForm) -> HttpResponse:
        if not self.filters.is_valid():
            return self.form_invalid(form)
        portals = readable_portals(self.request)
        approvals = export_approvals(
            self.filters.qs,
            portal=self.filters.form.cleaned_data["portal"] or (None if self.supervises else portals[0]),
            by=self.request.user,
            at=self.now,
            reason=form.cleaned_data["reason"],
            asked={name: str(value) for name, value in self.filters.form.cleaned_data.items() if value},
        )
        return exported_table(form, f"approvals-{self.today:%Y-%m-%d}", self._rows(approvals))

    def get_success_url(self) -> str:
        return portal_url("approvals")

    def _rows(self, approvals: QuerySet[Approval]) -> Iterator[list[Any]]:
        """The names of the columns first."""
        yield [
            _("Time"), _("Portal"), _("Item"), _("Type"), _("Version"), _("Kind of approval"), _("Approved by"),
            _("Account"), _("Seat"), _("Answers to the checklist"), _("Hash"),
        ]  # fmt: skip
        for chunk in batched(approvals.iterator(chunk_size=CHUNK), CHUNK):
            yield from (self._cells(row) for row in rows_of(chunk))

    def _cells(self, row: ApprovalRow) -> list[Any]:
        approval = row.approval
        return [
            timezone.localtime(approval.approved_at).isoformat(timespec="seconds"),
            approval.portal.listed_name,
            row.item,
            row.type,
            approval.revision_id or "",
            approval.get_kind_display(),
            approval.approved_by.full_name,
            approval.approved_by.get_username(),
            approval.get_seat_display(),
            len(approval.checklist),
            approval.content_hash,
        ]
