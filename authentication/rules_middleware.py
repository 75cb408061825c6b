"""The guard before everything that a session opens: the rules of contribution are accepted first."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

from accounts.models import User
from authentication.one_screen import AROUND_A_SCREEN, OneScreenMiddleware

ACCEPTING_RULES: Final = "portals_admin:accept_rules"


class RulesMiddleware(OneScreenMiddleware):
    """Leads whoever has never accepted the rules (Articles 13, 29.1) to the screen where that is done, however the
    account was made: on a form, by a command, from a file. Stands after the second factor, whose code is asked for
    before anybody is anybody."""

    screen = ACCEPTING_RULES
    # With an invitation they are accepted too.
    open_meanwhile = AROUND_A_SCREEN | {ACCEPTING_RULES, "accept_invitation"}
    keeps_next = True

    def is_held(self, request: HttpRequest, person: User) -> bool:
        return person.rules_accepted_at is None
