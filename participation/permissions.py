"""Who deals with requests about personal data."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.roles import roles_of

if TYPE_CHECKING:
    from accounts.models import AnyUser


def kept_registers(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose register of requests a person keeps: as a member of the board, which answers for what
    citizens told the portal. Never as an operator or supervisor."""
    return roles_of(user, on=on).boards
