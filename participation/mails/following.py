"""Following by mail, whatever is followed: links that a follower gets, mails to an address that nobody has proved to be
theirs, and how long it takes until a row that was not confirmed is deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing

from audit.errors import TooManyTries
from audit.throttling import Action, hit_within
from participation.mails.sending import send_to
from participation.sent_forms.limits import DAY
from participation.throttled_actions import MAILING_UNPROVED

if TYPE_CHECKING:
    from participation.models import MailFollower
    from sites.directory import PortalRecord

# Who does not confirm in this time is forgotten.
CONFIRM_WITHIN: Final = timedelta(days=2)
# An address that was asked to confirm is left alone for so long, whoever types it in.
ASKED_AGAIN_AFTER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class FollowerLinks:
    """Signed tokens in the links of the followers of one model.

    Attributes:
        salt: keeps them apart from those of other models.
    """

    model: type[MailFollower]
    salt: str

    def token_of(self, follower: MailFollower) -> str:
        """Sign the secret of a follower."""
        return self._signer.sign_object(follower.secret)

    def is_link_of(self, token: str, *, portal: PortalRecord) -> bool:
        """Whether we wrote it for a portal, or for somebody who ended since; not for one who follows on another."""
        secret = self._secret(token)
        rows = self._rows.filter(secret=secret)
        return secret is not None and not rows.exclude(portal=portal.pk).exists()

    def follower_of(self, token: str, *, portal: PortalRecord) -> Any:
        """The follower on a portal whose link it is; None for who ended, and for what we did not write."""
        secret = self._secret(token)
        if secret is None:
            return None
        return self._rows.filter(portal=portal.pk, secret=secret).first()

    def _secret(self, token: str) -> Any:
        try:
            return self._signer.unsign_object(token)
        except (signing.BadSignature, TypeError, ValueError):
            return None

    @property
    def _rows(self) -> Any:
        return self.model._default_manager.all()

    @property
    def _signer(self) -> signing.Signer:
        return signing.Signer(salt=self.salt)


def may_mail_unproved(digest: str, *, at: datetime, action: Action = MAILING_UNPROVED) -> bool:
    """Count a mail to an address, by its keyed digest, over all portals. False: enough went in a day; nobody is told.

    In the caller's transaction.

    Args:
        action: receipts unless said otherwise; links to confirm following have a limit of their own, since anybody asks
            for them without a question.
    """
    try:
        hit_within(action, digest, limit=settings.QUESTION_MAILS_PER_UNPROVED_ADDRESS_DAY, period=DAY, at=at)
    except TooManyTries:
        return False
    return True


def mail_follower(follower: MailFollower, *, subject: str, text: str, portal: PortalRecord, stop_url: str = "") -> bool:
    """Send one mail to a follower. False: there is no such address, and the caller ends the following.

    Raises:
        SealNotOpened: no key opens the address.
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    return send_to(
        follower.address, about=follower, subject=subject, text=text, reply_to=portal.email, stop_url=stop_url
    )
