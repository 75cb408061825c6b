"""Live events that take questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import BigIntegerField

from information.models import LiveEventPage
from sites.directory import get_directory
from sites.locking import locked_portal
from sites.tree import in_public_branch

if TYPE_CHECKING:
    from datetime import datetime

    from sites.directory import PortalRecord
    from sites.models import Portal


def live_event(key: int, container_path: str) -> LiveEventPage | None:
    """Find an event of a portal that everybody reads. Questions stand with its Vietnamese version."""
    if not container_path or key > BigIntegerField.MAX_BIGINT:
        return None
    rows = LiveEventPage.objects.live().filter(in_public_branch(), path__startswith=container_path)
    page = rows.select_related("locale").filter(pk=key).first()
    if page is not None and page.locale.language_code != settings.LANGUAGE_CODE:
        original = {"translation_key": page.translation_key, "locale__language_code": settings.LANGUAGE_CODE}
        page = rows.select_related("locale").filter(**original).first()
    return None if page is None or page.get_view_restrictions().exists() else page


def locked_event(event: LiveEventPage) -> tuple[Portal | None, LiveEventPage | None]:
    """The portal of an event, locked, and the event as the database has it after that; None: not public any more."""
    record = get_directory().for_path(event.path)
    if record is None:
        return None, None
    return locked_portal(record.id), live_event(event.pk, record.container_path)


def is_open(event: LiveEventPage, portal: PortalRecord, *, at: datetime) -> bool:
    """Whether the form of an event takes questions."""
    return portal.is_live and event.takes_questions_at(at)
