"""Permissions on the synonyms and best bets of the search."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import AnyUser


def can_keep_synonyms(user: AnyUser, *, on: date) -> bool:
    """Whether the person sits on the board of the city portal."""
    city = get_directory().city
    return city is not None and city.id in roles_of(user, on=on).boards


def can_keep_best_bets(user: AnyUser, portal_id: int, *, on: date) -> bool:
    """Whether the person approves on the board of the portal: a best bet is public at once."""
    return portal_id in reviewed_portals(user, on=on)
