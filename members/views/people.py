"""The register of persons of one portal (9.7, 16), and the places where a person has a role."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.generic.base import TemplateView

from formats.tables.downloads import table_response
from formats.tables.exports import TableFormat
from members.access.permissions import GRANTABLE_PORTAL_ROLES, can_give_roles
from members.enums import CITY_ROLES, MembershipScope, Role
from members.forms.people import RegisterFilterForm
from members.models import Invitation, Membership
from members.models.invitation import InvitationQuerySet
from members.models.membership import MembershipQuerySet
from members.register import RegisterRow, export_register, persons_of
from members.views.base import portal_url
from members.views.board import BoardReaderView


class PeopleView(BoardReaderView, TemplateView):
    """For those who see the board. Whoever oversees the city, and has no part in the portal, reads names only."""

    page_title = gettext_lazy("Persons of the portal")
    template_name = "sites/people.html"
    header_icon = "group"

    @cached_property
    def form(self) -> forms.Form:
        data = self.request.POST if self.request.method == "POST" else self.request.GET
        return RegisterFilterForm({"on": self.today} | data.dict())

    @property
    def day(self) -> date:
        return self.form.cleaned_data["on"] if self.form.is_valid() else self.today

    @property
    def kind(self) -> str:
        return self.form.cleaned_data["kind"] if self.form.is_valid() else ""

    @property
    def exports(self) -> bool:
        """Whether the person takes the register away: the portal's administrators, and operators."""
        return self.operates or self.administers

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            form=self.form,
            rows=persons_of(self.portal, on=self.day, kind=self.kind),
            day=self.day,
            shows_accounts=self.operates or self.administers or self.sits,
            exports=self.exports,
            export_url=portal_url("people_export", self.portal.pk),
            board_url=portal_url("board", self.portal.pk),
            roles_url=portal_url("roles", self.portal.pk) if self.exports else "",
            **kwargs,
        )


class PeopleExportView(PeopleView):
    """The register as a table for spreadsheets. Asked for by POST, since it is recorded."""

    def has_permission(self) -> bool:
        return self.portal is not None and self.exports

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseNotAllowed(["POST"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        rows = export_register(self.portal, on=self.day, kind=self.kind, by=request.user, at=self.now)
        chosen = TableFormat.XLSX if request.POST.get("table_format") == TableFormat.XLSX else TableFormat.CSV
        return table_response(f"nhan-su-{self.portal.code}-{self.day}", [HEADINGS, *map(_cells, rows)], chosen)


HEADINGS = (
    gettext_lazy("Person"),
    gettext_lazy("Account"),
    gettext_lazy("Serves as"),
    gettext_lazy("Engagement"),
    pgettext_lazy("of a portal", "Section"),
    pgettext_lazy("period", "From"),
    pgettext_lazy("period", "Until"),
    gettext_lazy("Decision"),
)


def _cells(row: RegisterRow) -> list[str]:
    return [
        str(row.person),
        row.person.get_username(),
        str(row.kind.label),
        row.engagement_label,
        row.section,
        date_format(row.since, "SHORT_DATE_FORMAT"),
        date_format(row.until, "SHORT_DATE_FORMAT") if row.until else "",
        row.decision,
    ]


__all__ = ["PeopleExportView", "PeopleView"]


class OfPortal:
    """Stands before a screen about one portal: for its administrators and for operators."""

    roles = GRANTABLE_PORTAL_ROLES

    def has_permission(self) -> bool:
        return self.portal is not None and can_give_roles(self.request.user, self.portal, on=self.today)

    def portal_held(self) -> int:
        """Verbs on roles lock the portal first."""
        return self.portal.pk

    def memberships(self) -> MembershipQuerySet:
        """All roles on the portal, whenever they held."""
        return Membership.objects.for_portal(self.portal)

    def invitations(self) -> InvitationQuerySet:
        return Invitation.objects.for_portal(self.portal)

    def invitations_to_withdraw(self) -> InvitationQuerySet:
        """Those to the board operators alone take back, as they alone send them."""
        rows = self.invitations()
        return rows if self.operates else rows.filter(seat="")

    def withdraw_url(self, row: Membership) -> str:
        return portal_url("withdraw_role", self.portal.pk, row.pk)

    def withdraw_invitation_url(self, row: Invitation) -> str:
        return "" if row.seat and not self.operates else portal_url("withdraw_invitation", self.portal.pk, row.pk)

    def get_success_url(self) -> str:
        return portal_url("roles", self.portal.pk)


class OfCity:
    """Stands before a screen about the whole city: for operators only."""

    portal = None
    roles = tuple(role for role in Role if role in CITY_ROLES)

    def has_permission(self) -> bool:
        return self.operates

    def memberships(self) -> MembershipQuerySet:
        """All roles over the city, whenever they held."""
        return Membership.objects.filter(scope=MembershipScope.CITY)

    def invitations(self) -> InvitationQuerySet:
        return Invitation.objects.for_portal(None)

    def invitations_to_withdraw(self) -> InvitationQuerySet:
        return self.invitations()

    def withdraw_url(self, row: Membership) -> str:
        return portal_url("withdraw_city_role", row.pk)

    def withdraw_invitation_url(self, row: Invitation) -> str:
        return portal_url("withdraw_city_invitation", row.pk)

    def get_success_url(self) -> str:
        return portal_url("city_roles")
