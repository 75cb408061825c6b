"""Signing in with an account of the city: the way to its provider and back, and invitations that it accepts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.generic.base import View

from accounts.models import User
from audit.client_address import current_address
from audit.errors import PortalRefusal
from audit.sealing.seals import hash_of
from audit.throttling import hit, reset
from authentication.city_identity.actions import (
    accept_with_identity,
    account_of,
    counted_attempt,
)
from authentication.city_identity.provider import (
    Identity,
    address_at_provider,
    is_on,
    kept_for_answer,
    prove_identity,
    provider_name,
)
from authentication.city_identity.session import (
    ACCOUNT,
    INVITATION,
    SIGNING_IN,
    forget_proved,
    keep_proved,
    proved_in,
    purpose_in,
)
from authentication.enums import SignInWay
from authentication.errors import IdentityNotProved
from authentication.second_factor.session import await_code
from authentication.throttled_actions import CITY_SIGN_IN
from authentication.views.sign_in import sign_person_in
from members.contribution_rules import rules_in_force
from members.forms.people import AcceptRulesForm
from members.invitations.actions import find_invitation, invitation_of_hash
from members.models import Invitation
from members.views.base import portal_url
from members.views.invite import AcceptInvitationView
from sites.middleware import ADMIN_PREFIX


def own_address(request: HttpRequest, wanted: str) -> str:
    """An address of the admin as it is; the dashboard instead of any other."""
    is_own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_own and wanted.startswith(ADMIN_PREFIX) else reverse("wagtailadmin_home")


@method_decorator(never_cache, name="dispatch")
class CityView(View):
    """A step between this site and the provider. What is refused is said on the screen where the way began."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_on():
            raise Http404
        try:
            return super().dispatch(request, *args, **kwargs)
        except PortalRefusal as refusal:
            messages.error(request, str(refusal))
            return redirect(portal_url("city_identity") if request.user.is_authenticated else "wagtailadmin_login")


class LeadToCityView(CityView):
    """Leads a person to the provider: who is signed in proves an account of the city to link it. A link and no form,
    since browsers let forms of the admin lead nowhere else (`sites.content_policy`)."""

    def get(self, request: HttpRequest, token: str = "") -> HttpResponse:
        if request.headers.get("Sec-Fetch-Site") == "cross-site":
            # Counted are tries of people, not of pages elsewhere that they read.
            return redirect("wagtailadmin_login")
        now, purpose, asked = timezone.now(), SIGNING_IN, {}
        if token:
            if find_invitation(token, at=now) is None:
                return redirect("accept_invitation", token)
            purpose = f"{INVITATION}:{hash_of(token)}"
        elif request.user.is_authenticated:
            purpose = f"{ACCOUNT}:{request.user.pk}"
        if purpose != SIGNING_IN:
            # On a shared computer the city may still know the one before.
            asked = {"prompt": "login"}
        state = get_random_string(32)
        last = hit(CITY_SIGN_IN, state, address=current_address(), at=now)
        kept = {"purpose": purpose, "next": own_address(request, request.GET.get("next", "")), "last": last or ""}
        try:
            return redirect(address_at_provider(request, state=state, asked=asked, kept=kept))
        except PortalRefusal:
            # Nobody was led away: the provider is at fault, and no person.
            reset(CITY_SIGN_IN, state, address=current_address())
            raise


class AnswerView(CityView):
    """Takes what the provider says of who was led to it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        now, kept = timezone.now(), kept_for_answer(request)
        purpose: str = kept["purpose"]
        with counted_attempt(request.GET["state"], last=kept["last"], at=now):
            identity = prove_identity(request)
            account = account_of(identity) if purpose == SIGNING_IN else None
            if purpose.startswith(ACCOUNT) and purpose != f"{ACCOUNT}:{request.user.pk}":
                raise IdentityNotProved
        if account is None:
            keep_proved(request.session, identity, purpose=purpose, at=now)
            return redirect("accept_with_city" if purpose.startswith(INVITATION) else portal_url("link_city_identity"))
        if request.user.is_authenticated:
            return redirect(kept["next"])
        return self._sign_in(account, identity, next_url=kept["next"])

    def _sign_in(self, account: User, identity: Identity, *, next_url: str) -> HttpResponse:
        """As after the password: who has a second factor gives a code, unless the city's is honoured."""
        if account.second_factor_since is not None and not identity.has_second_factor:
            session, now = self.request.session, timezone.now()
            await_code(session, account, next_url=next_url, remember=False, at=now, way=SignInWay.CITY)
            return redirect("sign_in_code")
        way = SignInWay.CITY_SECOND_FACTOR if identity.has_second_factor else SignInWay.CITY
        sign_person_in(self.request, account, way=way, remember=False)
        return redirect(next_url)


class AcceptWithCityView(AcceptInvitationView):
    """Accepts an invitation for a new account, which a proved account of the city opens in the place of a password."""

    @cached_property
    def token_hash(self) -> str:
        return purpose_in(self.request.session).removeprefix(f"{INVITATION}:")

    @cached_property
    def identity(self) -> Identity | None:
        return proved_in(self.request.session, purpose=f"{INVITATION}:{self.token_hash}", at=self.now)

    @cached_property
    def invitation(self) -> Invitation | None:
        return invitation_of_hash(self.token_hash, at=self.now)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.identity is None or (self.invitation is not None and self.step != "create"):
            forget_proved(request.session)
            messages.warning(request, _("Open the address in the mail of the invitation again."))
            return redirect("wagtailadmin_login")
        return super().dispatch(request, *args, **kwargs)

    def _form(self, data: Any = None) -> AcceptRulesForm:
        return AcceptRulesForm(data, rules=rules_in_force(on=timezone.localdate(self.now), language=get_language()))

    def _accept(self, form: AcceptRulesForm) -> HttpResponse:
        accept_with_identity(self.invitation, self.identity, rules=form.rules, at=self.now)
        forget_proved(self.request.session)
        messages.success(self.request, _("Your account is ready. Sign in with %(name)s.") % {"name": provider_name()})
        return redirect("wagtailadmin_login")
