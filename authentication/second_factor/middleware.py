"""The guard before everything that a session opens: who has a second factor and gave no code is nobody here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from adminviews.scripts import is_script
from authentication.second_factor.duty import Demand, demand_of
from authentication.second_factor.session import lacks_code
from authentication.session_time import OPENED
from sites.middleware import ADMIN_PREFIX

SWITCHING_ON: Final = "portals_admin:switch_on_second_factor"
# What is answered to who must switch it on first: that screen, what it is drawn with, and the ways out.
OPEN_MEANWHILE: Final = frozenset(
    {
        SWITCHING_ON,
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "wagtail_localize:javascript_catalog",
    }
)


class SecondFactorMiddleware:
    """Signs out whose session lacks the code, whatever it asks for; leads who must have a second factor to the screen
    that switches it on. Stands after the sessions and before the guard of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = _person(request)
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
        person, match = _person(request), request.resolver_match
        if person is None or match is None or match.view_name in OPEN_MEANWHILE:
            return None
        if demand_of(person, at=timezone.now()) is not Demand.SWITCHING_ON:
            return None
        if request.method == "GET" and request.path_info.startswith(ADMIN_PREFIX) and not is_script(request):
            return redirect(SWITCHING_ON)
        raise PermissionDenied


def _person(request: HttpRequest) -> User | None:
    """Who is signed in; nobody on hosts of portals, which know no sessions and are not asked."""
    portal = request.portal
    if portal is not None or not request.path_info.startswith(OPENED):
        return None
    return request.user if isinstance(request.user, User) else None
