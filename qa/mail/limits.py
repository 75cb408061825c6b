"""How much is mailed to an address that somebody typed and nobody has proved to be theirs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from audit.errors import TooManyTries
from audit.throttling import hit_within
from qa.throttled_actions import MAILING_UNPROVED

DAY: Final = timedelta(days=1)


def may_mail_unproved(digest: str, *, at: datetime) -> bool:
    """Count a mail to an address, by its keyed digest, over all portals. False: enough went in a day; nobody is told.

    In the caller's transaction; two queries, two more the first time.
    """
    try:
        hit_within(
            MAILING_UNPROVED,
            digest,
            limit=settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY,
            period=DAY,
            at=at,
        )
    except TooManyTries:
        return False
    return True
