"""The guard before everything that a session opens: who has a second factor and gave no code is nobody here."""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from authentication.one_screen import AROUND_A_SCREEN, OneScreenMiddleware, signed_in_person
from authentication.rules_middleware import ACCEPTING_RULES
from authentication.second_factor.duty import Demand, demand_of
from authentication.second_factor.session import is_honoured, lacks_code

SWITCHING_ON: Final = "portals_admin:switch_on_second_factor"


class SecondFactorMiddleware(OneScreenMiddleware):
    """Signs out whose session lacks the code, whatever it asks for; leads who must have a second factor to the screen
    that switches it on. Stands after the sessions and before the guard of the admin."""

    screen = SWITCHING_ON
    # The rules of contribution come before.
    open_meanwhile = AROUND_A_SCREEN | {SWITCHING_ON, ACCEPTING_RULES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = signed_in_person(request)
        if person is not None and lacks_code(request.session, person):
            logout(request)
            messages.warning(request, _("Sign in again: your account asks for a code beside the password."))
        return super().__call__(request)

    def is_held(self, request: HttpRequest, person: User) -> bool:
        return not is_honoured(request.session) and demand_of(person, at=timezone.now()) is Demand.SWITCHING_ON
