"""Public forms by which anybody asks for mail, shown and taken within limits."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone

from audit.client_address import current_address
from audit.errors import ChangedMeanwhile, TooManyTries
from audit.throttling import hit

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest

    from audit.throttling import Action


class SentForm(NamedTuple):
    """A form as it is shown, with what became of what was sent.

    Attributes:
        refused: why it was not taken, although nothing in it is wrong.
    """

    form: forms.Form
    is_done: bool = False
    refused: str = ""
    status: int = HTTPStatus.OK

    @property
    def context(self) -> dict[str, Any]:
        return {"form": self.form, "is_done": self.is_done, "refused": self.refused}


def take_form(
    request: HttpRequest,
    form_class: type[forms.Form],
    verb: Callable[..., object],
    *,
    action: Action,
    name_of: Callable[[str], str],
) -> SentForm:
    """Show an empty form, or let a verb have what was typed, which is counted by network and by the address in `email`.

    Args:
        verb: takes the fields of the form, and `at`.
        name_of: how an address is counted, in whatever way it was written.
    """
    if request.method != "POST":
        return SentForm(form_class())
    form, now = form_class(request.POST), timezone.now()
    if not form.is_valid():
        return SentForm(form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        hit(action, name_of(form.cleaned_data["email"]), address=current_address(), at=now)
        verb(**form.cleaned_data, at=now)
    except TooManyTries as refusal:
        return SentForm(form, refused=str(refusal), status=HTTPStatus.TOO_MANY_REQUESTS)
    except ChangedMeanwhile as refusal:
        return SentForm(form, refused=str(refusal), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return SentForm(form, is_done=True)
