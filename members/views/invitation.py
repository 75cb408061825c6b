"""The page behind the link of an invitation. Whoever has the link has read the mail; nobody else learns anything."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.base import TemplateView

from accounts.addresses import account_at, folded
from audit.client_address import current_address
from audit.errors import PortalRefusal, TooManyTries
from audit.throttling import hit
from members.errors import InviterGone
from members.forms.people import AcceptInvitationForm, AcceptRulesForm
from members.invitations.actions import (
    accept_invitation,
    accept_with_new_account,
    find_invitation,
    may_still_invite,
    unsaved_account,
)
from members.invitations.mail import inviter_of
from members.invitations.throttled_actions import INVITATION
from members.models import ContributionRules, Invitation


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
        """What the person fills in; None where another account has to sign in or out first. One query at most."""
        if self.step not in {"accept", "create"}:
            return None
        begun = ContributionRules.objects.begun(on=timezone.localdate(self.now), language=get_language())
        rules = begun[:1].get()
        if self.step == "accept":
            return AcceptRulesForm(data, rules=rules)
        return AcceptInvitationForm(data, rules=rules, account=unsaved_account(self.invitation))

    def _accept(self, form: AcceptRulesForm) -> HttpResponse:
        accept_invitation(self.invitation, by=self.request.user, rules=form.rules, at=self.now)
        told = _("You now have the role “%(role)s”.") % {"role": self.invitation.get_role_display()}
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
        context = {
            "invitation": self.invitation,
            "inviter": inviter_of(self.invitation),
            "step": self.step,
            "form": form,
            "refusal": refusal,
            "sign_in_url": f"{reverse('wagtailadmin_login')}?next={self.request.path}",
            "user_name": form.account.get_username() if isinstance(form, AcceptInvitationForm) else "",
        }
        return self.render_to_response(context, status=status)
