"""Verbs and requests of the sender of a live question, by the secret link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from participation.consents import withdraw_consent
from participation.dialogue.errors import NotYourLiveQuestion
from participation.dialogue.transitions import erase_content, lock_for, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind, LiveVerb
from participation.enums.submissions import ConsentChannel, ConsentPurpose, ModerationState
from participation.models import LiveQuestion
from participation.senders import start_keeping
from participation.sent_forms.sender_requests import ask_to_erase, hide_name, sender_by_token
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


@transaction.atomic
def withdraw_live_question(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the sender take a question back, by the secret of the link. Its code and a marker stay where it was public.

    Raises:
        NotYourLiveQuestion: the secret is another.
        LiveQuestionMoved: it was taken back before.
        TargetGone, PortalArchived: as `lock_for` says.
    """
    row = lock_for(question, LiveVerb.WITHDRAW, by=None, at=at, token=token)
    erase_content(row)
    row.save()
    if row.sender is not None and not row.sender.is_erased:
        start_keeping(row.sender, ended_on=timezone.localdate(at), by=None, at=at)
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_WITHDRAWN, row, by=None, at=at)


def hide_own_name(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the initials stand where the name was public.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    hide_name(_sender_of(question, token), LiveQuestion.objects.filter(pk=question.pk), at=at)


@transaction.atomic
def withdraw_use(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the sender agree no more to the use of the data: the question is taken back with it, but on a portal that is
    archived, where nothing is done with it any more.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        LiveQuestionMoved: as `withdraw_live_question` says.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(question, token)
    portal = locked_portal(question.portal_id)
    if portal.state != PortalState.ARCHIVED and question.state != ModerationState.WITHDRAWN:
        withdraw_live_question(question, token=token, at=at)
    withdraw_consent(sender, ConsentPurpose.ANSWER, channel=ConsentChannel.LINK, by=None, at=at)


def ask_to_delete(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourLiveQuestion: the secret is another, or there is no data of a sender.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    ask_to_erase(_sender_of(question, token), at=at)


def _sender_of(question: LiveQuestion, token: str) -> Sender:
    return sender_by_token(question, token, refusal=NotYourLiveQuestion)
