"""Claims on mails: a worker claims a row before it sends its mail, and settles it once the mail server took it.

The row has a column `mail_claimed_at` beside what says that the mail went. A verb that claims takes rows that are
`unclaimed`, locked, and saves the time; `send_claimed` sends, settles and releases. A claim whose worker died is stale
after some minutes: the periodic task hands the row over once more.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Model, Q

from participation.errors import SealNotOpened, SenderErased

# A mail that is being sent for longer is one whose worker died.
SENDING_AT_MOST: Final = timedelta(minutes=15)


def unclaimed(*, at: datetime) -> Q:
    """The condition on rows whose mail no worker is sending."""
    return Q(mail_claimed_at=None) | Q(mail_claimed_at__lt=at - SENDING_AT_MOST)


def send_claimed(row: Model, send: Callable[[], bool], **settled: Any) -> bool:
    """Send the mail of a row that was claimed. Returns whether it went.

    Args:
        row: as it was saved with its claim.
        send: False: there is nobody to be mailed, or no such address.
        settled: values of the columns that say that nothing is to go any more; written unless `send` raises.

    Raises:
        MailNotTaken: the mail server did not take it. The claim is released, so that the task may be tried again.
    """
    try:
        is_sent = send()
    except (SenderErased, SealNotOpened):
        # Nobody is there to be mailed.
        is_sent = False
    except BaseException:
        _release(row)
        raise
    _release(row, **settled)
    return is_sent


def _release(row: Any, **values: Any) -> None:
    """Give up a claim, unless another worker has it since."""
    rows = type(row)._default_manager.filter(pk=row.pk, mail_claimed_at=row.mail_claimed_at)
    rows.update(mail_claimed_at=None, **values)
