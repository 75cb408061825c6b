"""The guard before everything that a session opens: who has a second factor and gave no code is nobody here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from authentication.one_screen import AROUND_A_SCREEN, lead_to, signed_in_person
from authentication.rules_middleware import ACCEPTING_RULES
from authentication.second_factor.duty import Demand, demand_of
from authentication.second_factor.session import lacks_code

SWITCHING_ON: Final = "portals_admin:switch_on_second_factor"
# What is answered to who must switch it on first: that screen, and the rules of contribution, which come before.
OPEN_MEANWHILE: Final = AROUND_A_SCREEN | {SWITCHING_ON, ACCEPTING_RULES}


class SecondFactorMiddleware:
    """Signs out whose session lacks the code, whatever it asks for; leads who must have a second factor to the screen
    that switches it on. Stands after the sessions and before the guard of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = signed_in_person(request)
        if person is not None and lacks_code(request.session, person):
            logout(request)
            messages.warning(request, _("Sign in again: your account asks for a code beside the password."))
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in the place of the view where the time of grace is over.

        Raises:
            PermissionDenied: to what is no step of a person to a screen: scripts, forms that were open, files.
        """
        person, match = signed_in_person(request), request.resolver_match
        if person is None or match is None or match.view_name in OPEN_MEANWHILE:
            return None
        return lead_to(SWITCHING_ON, request) if demand_of(person, at=timezone.now()) is Demand.SWITCHING_ON else None
