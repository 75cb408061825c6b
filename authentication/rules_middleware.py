"""The guard before everything that a session opens: the rules of contribution are accepted first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from authentication.one_screen import AROUND_A_SCREEN, lead_to, signed_in_person

ACCEPTING_RULES: Final = "portals_admin:accept_rules"
# With an invitation they are accepted too.
OPEN_MEANWHILE: Final = AROUND_A_SCREEN | {ACCEPTING_RULES, "accept_invitation"}


class RulesMiddleware:
    """Leads whoever has never accepted the rules (Articles 13, 29.1) to the screen where that is done, however the
    account was made: on a form, by a command, from a file. Stands after the second factor, whose code is asked for
    before anybody is anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Answer in the place of the view where the rules were not accepted yet.

        Raises:
            PermissionDenied: to what is no step of a person to a screen: scripts, forms that were open, files.
        """
        person, match = signed_in_person(request), request.resolver_match
        if person is None or match is None or match.view_name in OPEN_MEANWHILE:
            return None
        return lead_to(ACCEPTING_RULES, request, keep_next=True) if person.rules_accepted_at is None else None
