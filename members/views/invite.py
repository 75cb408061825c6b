"""Inviting a person to a role, and taking an invitation back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.client_address import current_address
from audit.throttling import hit, reset
from members.enums import Role
from members.forms.people import InviteForm, WithdrawRoleForm
from members.invitations.actions import invite, withdraw_invitation
from members.invitations.throttled_actions import INVITING
from members.models import Invitation
from members.sections import sections_of
from members.views.base import AdminFormMixin, AdminView, PortalView
from members.views.places import OfCity, OfPortal


class InviteBaseView(AdminFormMixin):
    """Invite a person; what is answered does not depend on whether the address has an account."""

    form_class = InviteForm
    page_title = gettext_lazy("Invite a person")
    submit_label = gettext_lazy("Send the invitation")
    header_icon = "mail"
    introduction = (
        gettext_lazy(
            "The person gets a mail with a link that works once, for 14 days. The role begins when the person accepts."
        ),
    )
    refusal_fields = {
        "reason_missing": "reason",
        "role_not_grantable": "role",
        "role_held": "email",
        "invitation_open": "email",
        "period_backwards": "valid_until",
        "section_not_asked": "section",
        "section_elsewhere": "section",
    }

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"roles": self.roles}

    def count_try(self) -> None:
        """What is refused may tell of an address: so many a while. What is sent costs nothing of it."""
        hit(INVITING, self.request.user.get_username(), address=current_address(), at=self.now)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        data = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        person = self.request.user
        invitation = invite(portal=self.portal, by=person, at=self.now, **data)
        reset(INVITING, person.get_username(), address=current_address())
        return self.succeed(_("%(email)s is invited.") % {"email": invitation.email})


class InviteView(OfPortal, InviteBaseView, PortalView):
    """To a role on one portal: its administrators and operators invite."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"sections": sections_of(self.portal)}


class InviteToCityView(OfCity, InviteBaseView, AdminView):
    """To a role over the city: operators invite."""


class WithdrawInvitationBaseView(AdminFormMixin):
    """Take an invitation back, with a reason."""

    form_class = WithdrawRoleForm
    page_title = gettext_lazy("Withdraw an invitation")
    submit_label = gettext_lazy("Withdraw the invitation")
    header_icon = "mail"
    is_serious = True

    @cached_property
    def invitation(self) -> Invitation:
        """An unanswered one of this place only."""
        return get_object_or_404(self.invitations().unanswered(), pk=self.kwargs["invitation_id"])

    def get_introduction(self) -> list[str]:
        told = _("The link that was mailed to %(email)s stops working at once.")
        return [told % {"email": self.invitation.email}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_invitation(self.invitation, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("The invitation of %(email)s is withdrawn.") % {"email": self.invitation.email})


class WithdrawInvitationView(OfPortal, WithdrawInvitationBaseView, PortalView):
    """An invitation to one portal."""


class WithdrawCityInvitationView(OfCity, WithdrawInvitationBaseView, AdminView):
    """An invitation to a role over the city."""
