"""Who has which account with which rights, for a security review (24.12)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.models import User
from authentication.second_factor.duty import accounts_that_lack_one
from members.models import BoardSeat, Membership

BATCH = 500


def accounts_and_rights(*, on: date) -> Iterator[list[Any]]:
    """Every account with its state, rights and last sign-in; the first row names the columns. Four queries."""
    yield [
        _("User name"), _("Name"), _("E-mail"), _("State"), _("Operator"), _("Roles and seats"), _("Last sign-in"),
        _("Second factor"),
    ]  # fmt: skip
    rights = _rights(on=on)
    lacking = set(accounts_that_lack_one(on=on).values_list("pk", flat=True))
    for user in User.objects.order_by("username").iterator(chunk_size=BATCH):
        last = timezone.localtime(user.last_login).strftime("%d/%m/%Y %H:%M") if user.last_login else _("never")
        yield [
            user.get_username(),
            user.full_name,
            user.email,
            _("active") if user.is_active else _("closed"),
            _("yes") if user.is_superuser else "",
            "; ".join(rights[user.pk]),
            last,
            _second_factor(user, must=user.pk in lacking),
        ]


def _second_factor(user: User, *, must: bool) -> str:
    """Since when it is on; whether it is missing where a role demands it. Never what it rests on."""
    if user.second_factor_since is not None:
        return pgettext("second factor", "since %(day)s") % {
            "day": timezone.localtime(user.second_factor_since).strftime("%d/%m/%Y")
        }
    if must:
        return pgettext("second factor", "none, though a role demands it")
    return pgettext("second factor", "none")


def _rights(*, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for membership in Membership.objects.in_force(on=on).select_related("portal").order_by("portal__code", "role"):
        place = membership.portal.code if membership.portal else membership.get_scope_display()
        found[membership.user_id].append(f"{membership.get_role_display()} ({place})")
    for seat in BoardSeat.objects.in_force(on=on).select_related("board__portal").order_by("board__portal__code"):
        found[seat.user_id].append(f"{seat.get_seat_display()} ({seat.board.portal.code})")
    return found
