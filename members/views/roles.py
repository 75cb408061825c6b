"""Roles on one portal, and over the city: given and withdrawn with their reason (8.7)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from accounts.models import User
from members.access.display_names import display_name_for, once_staff_of
from members.access.permissions import administered_portals, people_of
from members.enums import DUTY_OF_ROLE, Duty, Role
from members.forms.people import GrantRoleForm, WithdrawRoleForm
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from members.models.membership import MembershipQuerySet
from members.sections import sections_of
from members.views.base import AdminFormMixin, AdminView, PortalView, accounts_button, portal_url
from members.views.own_portals import OwnPortalsView
from members.views.people import OfCity, OfPortal
from members.views.succession import SuccessionMixin
from sites.enums import PortalState
from sites.models.portal import PortalQuerySet

# Roles that ended, shown below those in force.
PAST_SHOWN = 50


class RolesView(AdminFormMixin):
    """Who has which role in a place (`members.views.people`), and the form that gives one."""

    form_class = GrantRoleForm
    template_name = "sites/roles.html"
    page_title = gettext_lazy("Roles")
    submit_label = gettext_lazy("Give the role")
    header_icon = "user"
    refusal_fields = {
        "reason_missing": "reason",
        "role_not_grantable": "role",
        "role_held": "person",
        "period_backwards": "valid_until",
        "section_not_asked": "section",
        "section_elsewhere": "section",
        "remit_not_asked": "remit",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"roles": self.roles}

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data
        role = Role(data["role"])
        grant_membership(
            data["person"],
            role=role,
            portal=self.portal,
            reason=data["reason"],
            by=self.request.user,
            at=self.now,
            valid_until=data["valid_until"],
            decision_ref=data["decision_ref"],
            engagement=data["engagement"],
            section=data.get("section"),
            remit=data.get("remit"),
        )
        return self.succeed(
            _("%(person)s now has the role “%(role)s”.") % {"person": data["person"], "role": role.label}
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = self._memberships_with_rules().order_by("role", "user__last_name", "pk")
        open_rows = [self._row(row) for row in rows.filter(withdrawn_at=None)]
        past = rows.exclude(withdrawn_at=None).order_by("-withdrawn_at")[:PAST_SHOWN]
        return super().get_context_data(
            open_rows=open_rows, past_rows=past, invitation_rows=self._invitation_rows(), **kwargs
        )

    def _memberships_with_rules(self) -> MembershipQuerySet:
        """All roles of the place; of those who came by an invitation, which rules they accepted with it last (29.1)."""
        accepted = self.invitations().filter(user=OuterRef("user"), role=OuterRef("role"), rules__isnull=False)
        last = accepted.order_by("-accepted_at", "-pk")
        rows = self.memberships().select_related("user", "granted_by", "section")
        return rows.annotate(
            rules_version=Subquery(last.values("rules__version")[:1]),
            rules_accepted_at=Subquery(last.values("accepted_at")[:1]),
        )

    @cached_property
    def known_people(self) -> set[int] | None:
        """Accounts that are named as having given something; None: all of them."""
        return None

    def giver(self, account: User | None) -> str:
        """Who gave a role or invited somebody."""
        return display_name_for(account, known=self.known_people)

    def _invitation_rows(self) -> list[dict[str, Any]]:
        rows = self.invitations().unanswered().select_related("invited_by", "section")
        return [
            {
                "invitation": row,
                "giver": self.giver(row.invited_by),
                "has_ended": row.expires_at <= self.now,
                "withdraw_url": self.withdraw_invitation_url(row),
            }
            for row in rows
        ]

    def _row(self, row: Membership) -> dict[str, Any]:
        return {
            "membership": row,
            "giver": self.giver(row.granted_by),
            "has_ended": row.valid_until is not None and row.valid_until < self.today,
            "withdraw_url": self.withdraw_url(row),
        }


class PortalRolesView(OfPortal, RolesView, PortalView):
    """Roles on one portal: for its administrators and for operators; never a role over the city.

    An administrator chooses among those who work on the portal, and invites everybody else: to name an account and be
    told whether it exists is the operator's alone (8.8).
    """

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {
            "people": None if self.operates else people_of(self.portal, on=self.today),
            "sections": sections_of(self.portal),
        }

    @cached_property
    def known_people(self) -> set[int] | None:
        return None if self.operates else once_staff_of({self.portal.pk})

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        buttons: list[HeaderButton] = [accounts_button(self.portal, priority=20)]
        if self.administers:
            buttons.append(self.button(_("Confirm the list"), "confirm_accounts", icon="check", priority=30))
        if self.portal.state != PortalState.ARCHIVED:
            buttons.append(self.button(_("Invite a person"), "invite", icon="mail", priority=10))
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        board = getattr(self.portal, "board", None)
        seats = board.seats.in_force(on=self.today).in_order().select_related("user") if board else []
        return super().get_context_data(seats=seats, board_url=portal_url("board", self.portal.pk), **kwargs)


class CityRolesView(OfCity, RolesView, AdminView):
    """Operators, supervisors and city editors: given by operators only."""

    page_title = gettext_lazy("Roles over the city")
    introduction = (
        gettext_lazy(
            "Operators run the installation and all portals. Supervisors read the registry, records and reports of "
            "portals: of all, or of those of a managing agency alone."
        ),
        gettext_lazy("City editors help with pages and files of every portal; they approve and publish nothing."),
    )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_remits": True}

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Invite a person"), url=portal_url("invite_to_city"), icon_name="mail", priority=10)]


class WithdrawView(SuccessionMixin, AdminFormMixin):
    """One role of a place ends, with a reason."""

    form_class = WithdrawRoleForm
    page_title = gettext_lazy("Withdraw a role")
    submit_label = gettext_lazy("Withdraw the role")
    header_icon = "user"
    is_serious = True

    @cached_property
    def membership(self) -> Membership:
        """The role to end, among those of this place only."""
        rows = self.memberships().filter(withdrawn_at=None).select_related("user", "portal")
        return get_object_or_404(rows, pk=self.kwargs["membership_id"])

    def duties_left(self) -> Collection[Duty]:
        duty = DUTY_OF_ROLE.get(Role(self.membership.role))
        return () if duty is None else (duty,)

    def leaving(self) -> User:
        return self.membership.user

    def portals_left(self) -> list[int]:
        return [] if self.membership.portal_id is None else [self.membership.portal_id]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"successors": None if self.membership.portal is None else self.successors(self.membership.portal)}

    def get_introduction(self) -> list[str]:
        told = _("%(person)s loses the role “%(role)s” at once. The record stays.")
        return [told % {"person": self.membership.user, "role": self.membership.get_role_display()}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_membership(self.membership, by=self.request.user, at=self.now, **form.cleaned_data)
        told = _("%(person)s no longer has the role “%(role)s”.")
        return self.succeed(told % {"person": self.membership.user, "role": self.membership.get_role_display()})

    def succeed(self, message: str) -> HttpResponse:
        """Lead to the roles of the place; home where the person gave up what opens them."""
        if self.has_permission():
            return super().succeed(message)
        messages.success(self.request, message)
        return redirect("wagtailadmin_home")


class WithdrawRoleView(OfPortal, WithdrawView, PortalView):
    """A role on one portal."""


class WithdrawCityRoleView(OfCity, WithdrawView, AdminView):
    """A role over the city."""


class OwnRolesView(OwnPortalsView):
    """For portal administrators."""

    page_title = gettext_lazy("Roles")
    header_icon = "user"
    leads_to = "roles"
    introduction = gettext_lazy("You are an administrator of these portals. Choose one.")

    def own(self) -> PortalQuerySet:
        return administered_portals(self.request.user, on=self.today)
