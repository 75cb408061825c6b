"""Requests of a comment's sender about the own data, by the secret link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from participation.consents import withdraw_consent
from participation.consultation.actions.withdrawing import withdraw_comment
from participation.enums.submissions import ConsentChannel, ConsentPurpose, ModerationState
from participation.errors import NotYourComment
from participation.models import Comment
from participation.sent_forms.sender_requests import ask_to_erase, hide_name, sender_by_token, stop_notices
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


def hide_own_name(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the initials stand where the name was public.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    hide_name(_sender_of(comment, token), Comment.objects.filter(pk=comment.pk), at=at)


@transaction.atomic
def withdraw_use(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the sender agree no more to the use of the data: the comment is taken back with it, but on a portal that is
    archived, where nothing is done with it any more.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        CommentMoved: as `participation.consultation.actions.withdrawing.withdraw_comment` says.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(comment, token)
    portal = locked_portal(comment.portal_id)
    if portal.state != PortalState.ARCHIVED and comment.state != ModerationState.WITHDRAWN:
        withdraw_comment(comment, token=token, at=at)
    withdraw_consent(sender, ConsentPurpose.ANSWER, channel=ConsentChannel.LINK, by=None, at=at)


def stop_mails(comment: Comment, *, at: datetime, token: str = "") -> None:
    """Send the sender of a comment no more mails. Nothing happens where none were wanted any more.

    Args:
        token: the secret of the own page; the caller who has none has read the link of a mail.

    Raises:
        NotYourComment: the secret is another.
    """
    sender = _sender_of(comment, token) if token else comment.sender
    if sender is not None:
        stop_notices(sender, at=at)


def ask_to_delete(comment: Comment, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourComment: the secret is another, or there is no data of a sender.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    ask_to_erase(_sender_of(comment, token), at=at)


def _sender_of(comment: Comment, token: str) -> Sender:
    return sender_by_token(comment, token, refusal=NotYourComment)
