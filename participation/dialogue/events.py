"""Live events that take questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from information.models import LiveEventPage
from participation.original_pages import public_original
from sites.directory import get_directory
from sites.locking import locked_portal

if TYPE_CHECKING:
    from datetime import datetime

    from sites.directory import PortalRecord
    from sites.models import Portal


def live_event(key: int, container_path: str) -> LiveEventPage | None:
    """Find an event of a portal that everybody reads. Questions stand with its Vietnamese version."""
    page: LiveEventPage | None = public_original(LiveEventPage, key, container_path)
    return page


def locked_event(event: LiveEventPage) -> tuple[Portal | None, LiveEventPage | None]:
    """The portal of an event, locked, and the event as the database has it after that; None: not public any more."""
    record = get_directory().for_path(event.path)
    if record is None:
        return None, None
    return locked_portal(record.id), live_event(event.pk, record.container_path)


def is_open(event: LiveEventPage, portal: PortalRecord, *, at: datetime) -> bool:
    """Whether the form of an event takes questions."""
    return portal.is_live and event.takes_questions_at(at)
