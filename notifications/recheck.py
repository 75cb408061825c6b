"""Whether a notice still holds on the day of the mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from notifications.enums import Digest, NoticeDropped
from notifications.models import Notice, NoticePreference
from notifications.notice_types import Holding, Recipient, notice_type
from sites.directory import get_directory

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


class Recheck:
    """Asks of one person's notices whether each still holds. A bounded number of queries, whatever their number."""

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
