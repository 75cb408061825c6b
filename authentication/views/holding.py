"""Screens that save a row: it is read once nobody else writes it, and what refuses the save is said in words."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages

from accounts.models import User
from adminviews.scripts import is_script
from adminviews.scripts import refusal as script_refusal
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from editorial.review.locking import lock_row
from members.access.actor import lock_actor


class HoldsFirstMixin:
    """Mixed into a screen of Wagtail's: a save locks what `hold` names before the screen reads anything."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, *args, **kwargs)
        try:
            with atomic_refusing_deadlocks():
                self.hold(request, **kwargs)
                return super().dispatch(request, *args, **kwargs)
        except PortalRefusal as refusal:
            return refused_request(request, refusal)

    def hold(self, request: HttpRequest, **kwargs: Any) -> None:
        """Lock the rows that nobody else may write meanwhile."""
        raise NotImplementedError


class HoldsRowMixin(HoldsFirstMixin):
    """Mixed into Wagtail's screen of one row that the public may see: a save reads it once nobody else writes it or
    approves what shows it, and asks only then whether it may change at once."""

    held_model: type[Model]

    def hold(self, request: HttpRequest, **kwargs: Any) -> None:
        lock_row(self.held_model, kwargs[self.pk_url_kwarg])


class HoldsAccountsMixin(HoldsFirstMixin):
    """Mixed into a screen of Wagtail's that saves an account.

    Its row was loaded when the request began: whoever closes the account, or changes its password, meanwhile is not
    undone, and whoever was suspended meanwhile saves nothing. The person of the request is read again, with the rights
    of now.
    """

    def hold(self, request: HttpRequest, **kwargs: Any) -> None:
        self.hold_accounts(request)

    def hold_accounts(self, request: HttpRequest, *, also: User | None = None) -> dict[int, User]:
        """Lock the account of who acts, and another."""
        held = lock_actor(request.user, also=also)
        request.user = held[request.user.pk]
        return held


def refused_request(request: HttpRequest, refusal: PortalRefusal) -> HttpResponse:
    """Say in words why nothing was saved, on the same screen or in what its script shows."""
    if is_script(request):
        return script_refusal(str(refusal), status=409)
    messages.error(request, str(refusal))
    return redirect(request.path)
