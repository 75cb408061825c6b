"""Notices to persons: written by the verbs beside their event, mailed once a day (`notifications.notice_mail`).

Nobody is told of an own act, and of one event at most once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.models import User
from audit.models import PortalEvent
from notifications.models import Notice
from sites.tree import content_type_of

if TYPE_CHECKING:
    from django.db.models import Model

_daily: list[Callable[[datetime], None]] = []


def register_daily_notes(note: Callable[[datetime], None]) -> None:
    """Register a function that writes notices of what comes with the day. It tells of one thing once."""
    _daily.append(note)


def note_the_day(*, at: datetime) -> None:
    """Write the notices that come with the day."""
    for note in _daily:
        note(at)


def tell(
    people: Iterable[User | int | None],
    kind: str,
    about: Model,
    *,
    event: PortalEvent,
    portal_id: int | None = None,
) -> None:
    """Tell persons of an event, but for the one whose act it is. One query.

    Args:
        people: accounts or their keys.
        kind: of a registered type (`notifications.notice_types`).
        portal_id: where they work, if that is not the portal of the event.
    """
    keys = {person.pk if isinstance(person, User) else person for person in people}
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=key,
                portal_id=portal_id or event.portal_id,
                kind=kind,
                content_type=content_type_of(type(about)),
                object_id=str(about.pk),
                event=event,
                created_at=event.at,
            )
            for key in sorted(key for key in keys if key is not None and key != event.actor_id)
        ],
        ignore_conflicts=True,
    )
