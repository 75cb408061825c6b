"""Screens that save accounts: each is read once nobody else writes it, and only while the session of who acts holds."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from sites.errors import PortalRefusal
from sites.locks import check_session, in_turn, locked_accounts
from sites.views.proposing import refused_request


class HoldsAccountsMixin:
    """Mixed into a screen of Wagtail's that saves an account.

    Its row was loaded when the request began: whoever closes the account, or changes its password, meanwhile is not
    undone, and whoever was suspended meanwhile saves nothing. The person of the request is read anew, with the rights
    of now.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        try:
            with in_turn():
                self.hold_accounts(request)
                return super().dispatch(request, *args, **kwargs)
        except PortalRefusal as refusal:
            return refused_request(request, refusal)

    def hold_accounts(self, request: HttpRequest, *others: int) -> dict[int, Any]:
        """Lock the account of who acts, and others, by their keys. One query."""
        held = locked_accounts({request.user.pk, *others})
        check_session(request.user, held.get(request.user.pk))
        request.user = held[request.user.pk]
        return held
