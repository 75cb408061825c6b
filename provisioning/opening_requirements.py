"""What a portal needs when it opens, as far as its facts and its board are concerned (decision 0120)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from formats.vietnamese.phones import is_phone_number
from members.access.permissions import can_give_roles, can_operate
from members.enums import Seat
from members.models import Board, BoardSeat
from sites.models import Portal
from sites.registry import OpeningRequirement, register_opening_requirement

if TYPE_CHECKING:
    from accounts.models import User


def _operates(user: User, portal: Portal, on: date) -> bool:
    return can_operate(user, on=on)


def _answers_for_contacts(user: User, portal: Portal, on: date) -> bool:
    return can_give_roles(user, portal, on=on)


def _require(
    code: str,
    order: int,
    name: Promise,
    basis: Promise,
    is_met: Callable[[Portal, datetime], bool],
    *,
    screen: str,
    is_legal: bool = True,
) -> None:
    """Register what operators enter on one of our screens, and contacts the administrators of the portal as well."""
    is_contact = screen == "contacts"
    register_opening_requirement(
        OpeningRequirement(
            code=code,
            order=order,
            name=name,
            basis=basis,
            is_legal=is_legal,
            is_met=is_met,
            address=lambda user, portal, on: reverse(f"portals_admin:{screen}", args=[portal.pk]),
            may_enter=_answers_for_contacts if is_contact else _operates,
            entered_by=_("Administrators of the portal enter it.")
            if is_contact
            else _("Operators of the system enter it."),
        )
    )


def _require_fact(
    name: str, order: int, basis: Promise, *, screen: str = "contacts", is_filled: Callable[[Any], bool] = bool
) -> None:
    label: Any = Portal._meta.get_field(name).verbose_name
    _require(name, order, label, basis, lambda portal, at: is_filled(getattr(portal, name)), screen=screen)


def _is_founded(portal: Portal, at: datetime) -> bool:
    founded = Board.objects.filter(portal=portal).exclude(founding_number="").exclude(founding_date=None)
    return founded.exists()


def _is_held(seat: Seat, portal: Portal, at: datetime) -> bool:
    seats = BoardSeat.objects.in_force(on=timezone.localdate(at)).filter(
        board__portal=portal, seat=seat, user__is_active=True
    )
    return seats.exists()


_BODIES = pgettext_lazy("basis of a requirement", "Article 6")
_CONTACT = pgettext_lazy("basis of a requirement", "Article 10; Article 4 of Decree 42/2022/NĐ-CP")
_SEATS = pgettext_lazy("basis of a requirement", "Article 15.2")

for _place, _name in enumerate(("governing_body", "managing_agency", "operating_unit")):
    _require_fact(_name, 10 + _place, _BODIES, screen="edit")
_require_fact("responsible_person", 20, pgettext_lazy("basis of a requirement", "Article 28.2"))
_require_fact("address", 30, _CONTACT)
_require_fact("phone", 31, _CONTACT, is_filled=is_phone_number)
_require_fact("email", 32, _CONTACT)
_require(
    "founding_decision",
    40,
    _("number and date of the decision that founded the editorial board"),
    pgettext_lazy("basis of a requirement", "Articles 6.4, 15.1 and 28.3"),
    _is_founded,
    screen="board_edit",
)
_require("head", 50, _("a head of the editorial board in office"), _SEATS, partial(_is_held, Seat.HEAD), screen="board")
_require(
    "deputy",
    60,
    _("a deputy head of the editorial board in office"),
    _SEATS,
    partial(_is_held, Seat.DEPUTY),
    screen="board",
    is_legal=False,
)
