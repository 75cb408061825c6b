"""The second step of signing in: a code of the account's second factor, after the password."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView

from audit.errors import PortalRefusal, TooManyTries
from authentication.forms.second_factor import CodeForm
from authentication.second_factor.actions import accept_code, code_tried
from authentication.second_factor.session import AWAITED, Awaited, awaited_in, mark_verified

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
        # Gives the session another key, as after a password alone.
        login(self.request, account)
        mark_verified(self.request.session, account)
        self.request.session.set_expiry(settings.SESSION_COOKIE_AGE if awaited.remember else 0)
        if left is not None:
            self._tell_codes(left)
        return redirect(awaited.next_url)

    def _tell_codes(self, left: int) -> None:
        told = ngettext(
            "You used a backup code; %(count)d is left.", "You used a backup code; %(count)d are left.", left
        )
        advice = _("Renew them under “Account”.") if left < FEW_CODES else ""
        messages.warning(self.request, f"{told % {'count': left}} {advice}".strip())
