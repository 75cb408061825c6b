"""Signing in and out, and a new password for who forgot it, in front of Wagtail's views."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from wagtail.admin.views.account import LoginView, LogoutView, PasswordResetConfirmView, PasswordResetView

from accounts.models import User
from accounts.tokens import reset_tokens
from audit.errors import TooManyTries
from authentication.second_factor.session import AWAITED, await_code

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
        return super().dispatch(request, *args, **kwargs)


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
