"""Requests of a comment's sender about the own data, by the secret link."""

from __future__ import annotations

import hmac
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.sealing.seals import hash_of
from page_cache.purging import purge_on_commit
from participation.consents import withdraw_consent
from participation.consultation.actions import withdraw_comment
from participation.data_requests import receive_request
from participation.enums import CommentState, ConsentChannel, ConsentPurpose, DataRequestKind
from participation.errors import ConsentNotGiven, NotYourComment, RequestWaits, SenderErased
from participation.models import Comment
from participation.personal_data.contacts import initials
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


@transaction.atomic
def hide_own_name(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the initials stand where the name was public.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(comment, token)
    locked_portal(comment.portal_id)
    withdraw_consent(sender, ConsentPurpose.PUBLISH_NAME, channel=ConsentChannel.LINK, by=None, at=at)
    rows = Comment.objects.filter(pk=comment.pk).exclude(public_name="")
    rows.update(public_name=initials(sender.facts.name))
    purge_on_commit([comment.portal_id])


@transaction.atomic
def refuse_use(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the sender agree no more to the use of the data: the comment is taken back with it.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        CommentMoved, PortalArchived: as `participation.consultation.actions.withdraw_comment` says.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(comment, token)
    if comment.state != CommentState.WITHDRAWN:
        withdraw_comment(comment, token=token, at=at)
    locked_portal(comment.portal_id)
    withdraw_consent(sender, ConsentPurpose.ANSWER, channel=ConsentChannel.LINK, by=None, at=at)


@transaction.atomic
def stop_mails(comment: Comment, *, at: datetime, token: str = "") -> None:
    """Send the sender of a comment no more mails. Nothing happens where none were wanted any more.

    Args:
        token: the secret of the own page; the caller who has none has read the link of a mail.

    Raises:
        NotYourComment: the secret is another.
    """
    sender = _sender_of(comment, token) if token else comment.sender
    if sender is None:
        return
    locked_portal(comment.portal_id)
    # Who withdrew it before, or whose data was erased, gets none anyway.
    with suppress(ConsentNotGiven, SenderErased):
        withdraw_consent(sender, ConsentPurpose.NOTICES, channel=ConsentChannel.LINK, by=None, at=at)


@transaction.atomic
def ask_to_delete(comment: Comment, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    sender = _sender_of(comment, token)
    locked_portal(comment.portal_id)
    if sender.data_requests.open().filter(kind=DataRequestKind.DELETE).exists():
        raise RequestWaits
    receive_request(sender, DataRequestKind.DELETE, details="", by=None, at=at)


def _sender_of(comment: Comment, token: str) -> Sender:
    if comment.sender is None or not hmac.compare_digest(comment.token_hash, hash_of(token)):
        raise NotYourComment
    return comment.sender
