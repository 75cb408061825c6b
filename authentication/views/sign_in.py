"""Views of signing in and out, of the second step with a code, and of a forgotten password."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView
from wagtail.admin.views.account import LoginView, LogoutView, PasswordResetConfirmView, PasswordResetView

from accounts.models import User
from accounts.passwords import reset_tokens
from audit.errors import PortalRefusal, TooManyTries
from authentication.city_identity.provider import provider_name
from authentication.forms.sign_in import CodeForm
from authentication.second_factor.actions import accept_code, code_tried
from authentication.second_factor.session import AWAITED, WAY, Awaited, await_code, awaited_in, mark_verified

logger = logging.getLogger(__name__)


class SaysTooMany:
    """A form that was refused for too many tries is answered with 429, so that other programs know it too."""

    def form_invalid(self, form: Form) -> HttpResponse:
        response = super().form_invalid(form)
        if form.has_error("__all__", TooManyTries.code):
            response.status_code = 429
        return response


class SignInView(SaysTooMany, LoginView):
    """Sign-in. Who has a second factor is signed in by the code that comes after it, and nowhere before."""

    def form_valid(self, form: Form) -> HttpResponse:
        account = form.get_user()
        self.request.session.pop(WAY, None)
        if account.second_factor_since is None:
            self.request.session.pop(AWAITED, None)
            return super().form_valid(form)
        remember = bool(form.cleaned_data.get("remember"))
        await_code(self.request.session, account, next_url=self.get_success_url(), remember=remember, at=timezone.now())
        return redirect("sign_in_code")


class SignOutView(LogoutView):
    """Sign-out, by the button only.

    Wagtail's view refuses a GET, and takes the cookie away all the same: any page could sign a person out, and the
    session would live on.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return redirect("wagtailadmin_home")
        is_of_city = WAY in request.session
        response = super().dispatch(request, *args, **kwargs)
        if is_of_city:
            told = _("You are still signed in to %(name)s: sign out there too where others use this computer.")
            messages.warning(request, told % {"name": provider_name()})
        return response


def sign_person_in(request: HttpRequest, account: User, *, way: str, remember: bool) -> None:
    """Sign a person in who gave all that the account asks for. Gives the session another key.

    Args:
        way: value of a `SignInWay`; empty: by the password.
    """
    request.session.pop(WAY, None)
    if way:
        request.session[WAY] = way
    login(request, account)
    mark_verified(request.session, account)
    request.session.set_expiry(settings.SESSION_COOKIE_AGE if remember else 0)


class RedirectThenWork(HttpResponseRedirect):
    """A redirect with work to do once it was sent: its failure tells nothing, nor does its own time.

    The next request on the same connection waits for the work, so it is the same for every address: a task that is
    handed to the broker, without which production does not start.
    """

    def __init__(self, to: str, work: Callable[[], None]) -> None:
        super().__init__(to)
        self._work = work

    def close(self) -> None:
        """Called by the server after the last byte."""
        try:
            self._work()
        except Exception:
            logger.exception("What was left to do after an answer failed.")
        finally:
            super().close()


class AskForPasswordView(SaysTooMany, PasswordResetView):
    """The request for a new password. Every address gets the same answer after the same work (8.8)."""

    def form_valid(self, form: Form) -> HttpResponse:
        return RedirectThenWork(str(self.get_success_url()), form.save)


@method_decorator(transaction.atomic, name="dispatch")
class NewPasswordView(PasswordResetConfirmView):
    """The form behind the link. One that was asked for before a suspension leads nowhere (8.9)."""

    token_generator = reset_tokens

    def get_user(self, uidb64: str) -> User | None:
        """The account of the link. Its row is held: a suspension of the same moment is seen here, and the link leads
        nowhere, or it waits until the new password is there, and ends the sessions that begin with it."""
        user = super().get_user(uidb64)
        return User.objects.select_for_update(no_key=True).filter(pk=user.pk).first() if user is not None else None


# Whoever has fewer backup codes left is advised to renew them.
FEW_CODES: Final = 5


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class SignInCodeView(FormView):
    """Asked of who gave the right password, and of nobody else: whoever comes here by chance is sent to sign in."""

    form_class = CodeForm
    template_name = "sites/sign_in_code.html"

    @cached_property
    def awaited(self) -> Awaited | None:
        return awaited_in(self.request.session, at=timezone.now())

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return redirect("wagtailadmin_home")
        if self.awaited is None:
            request.session.pop(AWAITED, None)
            messages.warning(request, _("Sign in with your name and password first."))
            return redirect("wagtailadmin_login")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        now = timezone.now()
        try:
            with code_tried(self.awaited.account, at=now):
                account, left = accept_code(self.awaited.account, form.cleaned_data["code"], at=now)
        except PortalRefusal as refusal:
            form.add_error(None if isinstance(refusal, TooManyTries) else "code", str(refusal))
            response = self.form_invalid(form)
            response.status_code = 429 if isinstance(refusal, TooManyTries) else 422
            return response
        awaited = self.awaited
        sign_person_in(self.request, account, way=awaited.way, remember=awaited.remember)
        if left is not None:
            self._tell_codes(left)
        return redirect(awaited.next_url)

    def _tell_codes(self, left: int) -> None:
        told = ngettext(
            "You used a backup code; %(count)d is left.", "You used a backup code; %(count)d are left.", left
        )
        advice = _("Renew them under “Account”.") if left < FEW_CODES else ""
        messages.warning(self.request, f"{told % {'count': left}} {advice}".strip())
