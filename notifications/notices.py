"""Notices to persons: written beside their event, mailed once a day as far as they still hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from accounts.models import User
from audit.models import PortalEvent
from notifications.enums import Digest, NoticeDropped
from notifications.models import Notice, NoticePreference
from notifications.notice_types import Holding, Recipient, notice_type
from sites.directory import get_directory
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
    """Tell persons of an event, but for the one whose act it is.

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


class Recheck:
    """Asks of one person's notices whether each still holds."""

    def __init__(self, user: User, notices: Iterable[Notice], *, at: datetime) -> None:
        self.user = user
        self.recipient = Recipient(user, at=at)
        preference = NoticePreference.objects.filter(user=user).first()
        self.wants_all = preference is None or preference.digest == Digest.DAILY
        self.holding = self._holding(notices)

    def reason_to_drop(self, notice: Notice) -> NoticeDropped | None:
        """Why a notice is not mailed; None where it is."""
        kind = notice_type(notice.kind)
        if not self.user.is_active or not self.user.email:
            return NoticeDropped.CLOSED_ACCOUNT
        record = get_directory().by_id.get(notice.portal_id or 0)
        if record is not None and record.is_archived and not kind.on_archived:
            return NoticeDropped.ARCHIVED
        if not kind.audience(notice, self.recipient) or (record is not None and record.access_revoked):
            return NoticeDropped.NO_RIGHT
        if notice.pk not in self.holding:
            return NoticeDropped.OVER
        if not self.wants_all and not kind.for_all:
            return NoticeDropped.NOT_WANTED
        return None

    def _holding(self, notices: Iterable[Notice]) -> set[int]:
        """Keys of the notices that hold. Kinds that are asked together are asked once."""
        together: dict[Holding, list[Notice]] = defaultdict(list)
        for notice in notices:
            if notice.item is not None:
                together[notice_type(notice.kind).holding].append(notice)
        return {key for holding, asked in together.items() for key in holding(asked, self.recipient)}
