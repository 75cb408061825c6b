"""Actors on contributions: the roles in which a person acts."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.permissions import reviewed_portals
from participation.consultation.permissions import handling_portals
from participation.enums import ContributionActor

if TYPE_CHECKING:
    from accounts.models import AnyUser


def actors_of(user: AnyUser, portal_id: int, *, on: date) -> frozenset[ContributionActor]:
    """Return the roles in which a person acts on the contributions to a portal: those who approve there decline, those
    who edit there make drafts."""
    found = set()
    if portal_id in reviewed_portals(user, on=on):
        found.add(ContributionActor.BOARD)
    if portal_id in handling_portals(user, on=on):
        found.add(ContributionActor.EDITOR)
    return frozenset(found)
