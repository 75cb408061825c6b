"""Inviting a person to a role or a seat on the board, taking an invitation back, and accepting one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.base import TemplateView

from accounts.addresses import account_at, folded
from adminviews.hidden_inputs import numbers
from audit.client_address import current_address
from audit.errors import PortalRefusal, TooManyTries
from audit.throttling import hit, reset
from members.access.people import find_people, people_to_invite, rights_labels
from members.contribution_rules import rules_in_force
from members.enums import Seat
from members.errors import InviterGone
from members.forms.people import (
    SEAT_PREFIX,
    AcceptInvitationForm,
    AcceptRulesForm,
    InviteForm,
    LookUpForm,
    WithdrawRoleForm,
)
from members.invitations.actions import (
    accept_invitation,
    accept_with_new_account,
    find_invitation,
    invite,
    invite_to_board,
    unsaved_account,
    withdraw_invitation,
)
from members.invitations.checks import may_still_invite
from members.invitations.mail import inviter_of
from members.invitations.throttled_actions import INVITATION, INVITING
from members.models import Invitation
from members.sections import sections_of
from members.views.base import AdminFormMixin, AdminView, PortalView
from members.views.people import OfCity, OfPortal

# People that the look-up shows at once.
MOST_FOUND = 20


class InviteBaseView(AdminFormMixin):
    """Invite a person; what is answered does not depend on whether the address has an account.

    Whom the person who invites knows is looked up by two buttons of the form, without a script: one shows who is found,
    the other fills name and address in. What was typed besides stays.
    """

    form_class = InviteForm
    template_name = "sites/invite.html"
    page_title = gettext_lazy("Invite a person")
    submit_label = gettext_lazy("Send the invitation")
    header_icon = "mail"
    introduction = (
        gettext_lazy(
            "The person gets a mail with a link that works once, for 14 days. The role or the seat begins when the "
            "person accepts, or on its first day if that is later."
        ),
    )
    refusal_fields = {
        "reason_missing": "reason",
        "role_not_grantable": "role",
        "role_held": "email",
        "seat_taken": "email",
        "head_seated": "role",
        "decision_missing": "decision_ref",
        "invitation_open": "email",
        "period_backwards": "valid_until",
        "section_not_asked": "section",
        "section_elsewhere": "section",
        "remit_not_asked": "remit",
    }

    # What was typed when people were looked up.
    typed: dict[str, Any] | None = None
    found: Sequence[Any] = ()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {"roles": self.roles} | ({"initial": self.typed} if self.typed is not None else {})

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not {"find", "take"} & request.POST.keys() and not self.is_entered_look_up:
            return super().post(request, *args, **kwargs)
        self.typed, known = request.POST.dict(), people_to_invite(request.user, on=self.today)
        if "take" not in request.POST:
            self.found = find_people(known, self.looked_for)[: MOST_FOUND + 1]
            if not self.looked_for:
                messages.warning(request, _("Type a name or an e-mail address to look for."))
        else:
            person = known.filter(pk__in=numbers([request.POST["take"]]) or ()).first()
            if person is not None:
                self.typed |= {"email": person.email, "full_name": person.name, "look_for": ""}
        return self.get(request, *args, **kwargs)

    @property
    def is_entered_look_up(self) -> bool:
        """Whether Enter was pressed where a name was typed to look for, and nobody is chosen yet."""
        sent = self.request.POST
        return "enter" in sent and bool(sent.get("look_for", "").strip()) and not sent.get("email", "").strip()

    @property
    def looked_for(self) -> str:
        return (self.typed or {}).get("look_for", "").strip()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = [{"account": account, "rights": "; ".join(rights_labels(account))} for account in self.found]
        return super().get_context_data(
            look_up=LookUpForm(initial={"look_for": self.looked_for}),
            found=rows[:MOST_FOUND],
            has_more=len(rows) > MOST_FOUND,
            looked_for=self.looked_for,
            **kwargs,
        )

    def count_try(self) -> None:
        """What is refused may tell of an address: so many a while. What is sent costs nothing of it."""
        hit(INVITING, self.request.user.get_username(), address=current_address(), at=self.now)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        person = self.request.user
        invitation = self.invite(by=person, at=self.now, **form.cleaned_data)
        reset(INVITING, person.get_username(), address=current_address())
        return self.succeed(_("%(email)s is invited.") % {"email": invitation.email})

    def invite(self, **offer: Any) -> Invitation:
        return invite(portal=self.portal, **offer)


class InviteView(OfPortal, InviteBaseView, PortalView):
    """To a role on one portal: its administrators and operators invite; to a seat on its board operators alone.

    `?seat=` is chosen where the form opens.
    """

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs() | {"sections": sections_of(self.portal)}
        if self.operates and hasattr(self.portal, "board"):
            kwargs["seats"] = tuple(Seat)
            if self.typed is None and self.request.GET.get("seat") in Seat.values:
                kwargs["initial"] = {"role": f"{SEAT_PREFIX}{self.request.GET['seat']}"}
        return kwargs

    def invite(self, **offer: Any) -> Invitation:
        return invite_to_board(self.portal.board, **offer) if "seat" in offer else super().invite(**offer)


class InviteToCityView(OfCity, InviteBaseView, AdminView):
    """To a role over the city: operators invite."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_remits": True}


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
        return get_object_or_404(self.invitations_to_withdraw().unanswered(), pk=self.kwargs["invitation_id"])

    def get_introduction(self) -> list[str]:
        return [_("The link that was mailed to %(email)s stops working at once.") % {"email": self.invitation.email}]

    def form_valid(self, form: forms.Form) -> HttpResponse:
        withdraw_invitation(self.invitation, by=self.request.user, at=self.now, reason=form.cleaned_data["reason"])
        return self.succeed(_("The invitation of %(email)s is withdrawn.") % {"email": self.invitation.email})


class WithdrawInvitationView(OfPortal, WithdrawInvitationBaseView, PortalView):
    """An invitation to one portal."""


class WithdrawCityInvitationView(OfCity, WithdrawInvitationBaseView, AdminView):
    """An invitation to a role over the city."""


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class AcceptInvitationView(TemplateView):
    """Shown by GET, accepted by POST: programs that open the links of mails accept nothing."""

    template_name = "sites/invitation.html"

    @cached_property
    def now(self) -> datetime:
        return timezone.now()

    @cached_property
    def invitation(self) -> Invitation | None:
        return find_invitation(self.kwargs["token"], at=self.now)

    @cached_property
    def step(self) -> str:
        """What the person can do: "accept", "sign_out" (of another account), "sign_in", or "create" an account."""
        user, email = self.request.user, self.invitation.email
        if user.is_authenticated:
            return "accept" if folded(user.email) == folded(email) else "sign_out"
        return "create" if account_at(email) is None else "sign_in"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.invitation is None:
            return self.render_to_response({}, status=404)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        may = may_still_invite(self.invitation, on=timezone.localdate(self.now))
        return self._show(self._form(), refusal=None if may else InviterGone())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            hit(INVITATION, "", address=current_address(), at=self.now)
        except TooManyTries as refusal:
            return self._show(None, refusal=refusal, status=429)
        form = self._form(request.POST)
        if form is None or not form.is_valid():
            return self._show(form, status=422)
        try:
            return self._create(form) if isinstance(form, AcceptInvitationForm) else self._accept(form)
        except PortalRefusal as refusal:
            return self._show(form, refusal=refusal, status=422)

    def _form(self, data: Any = None) -> AcceptRulesForm | None:
        """What the person fills in; None where another account has to sign in or out first."""
        if self.step not in {"accept", "create"}:
            return None
        rules = rules_in_force(on=timezone.localdate(self.now), language=get_language())
        if self.step == "accept":
            return AcceptRulesForm(data, rules=rules)
        return AcceptInvitationForm(data, rules=rules, account=unsaved_account(self.invitation))

    def _accept(self, form: AcceptRulesForm) -> HttpResponse:
        accept_invitation(self.invitation, by=self.request.user, rules=form.rules, at=self.now)
        told = _("You now have the role “%(role)s”.") % {"role": self.invitation.offer}
        messages.success(self.request, told)
        return redirect("wagtailadmin_home")

    def _create(self, form: AcceptInvitationForm) -> HttpResponse:
        password = form.cleaned_data["password1"]
        user = accept_with_new_account(self.invitation, password=password, rules=form.rules, at=self.now)
        told = _("Your account is ready. Sign in with the user name %(name)s and your password.")
        messages.success(self.request, told % {"name": user.get_username()})
        return redirect("wagtailadmin_login")

    def _show(
        self, form: AcceptRulesForm | None, *, refusal: PortalRefusal | None = None, status: int = 200
    ) -> HttpResponse:
        return self.render_to_response(
            {
                "invitation": self.invitation,
                "inviter": inviter_of(self.invitation),
                "step": self.step,
                "form": form,
                "refusal": refusal,
                "sign_in_url": f"{reverse('wagtailadmin_login')}?next={self.request.path}",
                "user_name": form.account.get_username() if isinstance(form, AcceptInvitationForm) else "",
            },
            status=status,
        )
