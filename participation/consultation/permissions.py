"""Actors on comments: the roles in which a person acts, and on which portals."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from members.enums import CONTENT_ROLES
from participation.enums import CommentActor
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import AnyUser


def handling_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose comments a person reads as they were sent: as an editor, or on the board."""
    held = roles_of(user, on=on)
    edited = {key for key, role in held.roles if key is not None and role in CONTENT_ROLES}
    return held.boards | edited


def archived_portals() -> frozenset[int]:
    """Keys of the portals where nothing is done any more."""
    return frozenset(record.id for record in get_directory().records if record.is_archived)


def actors_of(user: AnyUser, portal_id: int, *, on: date) -> frozenset[CommentActor]:
    """Return the roles in which a person acts on the comments of a portal: those who approve there make them public,
    those who edit respond."""
    found = set()
    if portal_id in reviewed_portals(user, on=on):
        found.add(CommentActor.BOARD)
    if portal_id in handling_portals(user, on=on):
        found.add(CommentActor.EDITOR)
    return frozenset(found)
