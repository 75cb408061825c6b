"""Verbs and requests of the sender of a contribution, by the secret link."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from participation.consents import withdraw_consent
from participation.contribution.errors import NotYourContribution
from participation.contribution.lifecycle import state_after
from participation.contribution.pages import take_off_schedule
from participation.contribution.transitions import (
    checked_words,
    end_handling,
    lock_for,
    record_step,
    record_withdrawal,
    transition,
)
from participation.enums.contributions import ContributionState, ContributionStepKind, ContributionVerb
from participation.enums.submissions import ConsentChannel, ConsentPurpose
from participation.models import Contribution
from participation.senders import keep_again
from participation.sent_forms.sender_requests import ask_to_erase, sender_by_token, stop_notices
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


@transaction.atomic
def reply(contribution: Contribution, *, words: str, token: str, at: datetime) -> None:
    """Let the sender answer what the board asked, by the secret of the link.

    Raises:
        WordsMissing: there is no answer.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `lock_for` says.
        SenderErased: the data was erased.
    """
    said = checked_words(words)
    portal, row = lock_for(contribution, ContributionVerb.REPLY, by=None, at=at, token=token)
    transition(row, ContributionVerb.REPLY)
    keep_again(row.sender, by=None, at=at)
    record_step(ContributionStepKind.REPLIED, row, portal=portal, by=None, at=at, words=said)


@transaction.atomic
def withdraw_contribution(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Let the sender take a contribution back, by the secret of the link. What was sent is erased. A draft that was
    made of it loses its time of publication, passes no board (`participation.contribution.checks`), and stands in the
    task list until it is deleted.

    Raises:
        ContributionPublished: its page is public.
        NotYourContribution, ContributionMoved, TargetGone, PortalArchived: as `lock_for` says.
    """
    portal, row = lock_for(contribution, ContributionVerb.WITHDRAW, by=None, at=at, token=token)
    take_off_schedule(row, by=None, at=at)
    record_withdrawal(row, portal=portal, at=at)
    end_handling(row, by=None, at=at)


@transaction.atomic
def withdraw_use(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Let the sender agree no more to the use of the data: the contribution is taken back with it, where it can be. A
    page that is public stays, and nothing is done any more on a portal that is archived.

    Raises:
        NotYourContribution: the secret is another.
        ContributionMoved, ContributionPublished: as `withdraw_contribution` says.
        ConsentNotGiven, SenderErased: as `participation.consents.withdraw_consent` says.
    """
    sender = _sender_of(contribution, token)
    portal, state = locked_portal(contribution.portal_id), ContributionState(contribution.state)
    after = state_after(state, ContributionVerb.WITHDRAW, is_published=contribution.is_published)
    if portal.state != PortalState.ARCHIVED and after is not None:
        withdraw_contribution(contribution, token=token, at=at)
    withdraw_consent(sender, ConsentPurpose.ANSWER, channel=ConsentChannel.LINK, by=None, at=at)


def stop_mails(contribution: Contribution, *, at: datetime, token: str = "") -> None:
    """Send the sender no more mails. Nothing happens where none were wanted any more.

    Args:
        token: the secret of the own page; the caller who has none has read the link of a mail.

    Raises:
        NotYourContribution: the secret is another.
    """
    stop_notices(_sender_of(contribution, token) if token else contribution.sender, at=at)


def ask_to_delete(contribution: Contribution, *, token: str, at: datetime) -> None:
    """Ask the board to erase what is kept of the sender.

    Raises:
        NotYourContribution: the secret is another.
        RequestWaits: it was asked before.
        SenderErased: it was erased before.
    """
    ask_to_erase(_sender_of(contribution, token), at=at)


def _sender_of(contribution: Contribution, token: str) -> Sender:
    return sender_by_token(contribution, token, refusal=NotYourContribution)
