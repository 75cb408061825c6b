"""Verbs of what the public reads of a question: proposed by the board that received it, without what must not be public
(R4.3, R20.1), and approved in the review of everything public (13.1.g)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from editorial.proposals.actions.proposal import propose_change
from formats.vietnamese.text import folded
from members.access.actor import lock_actor
from members.access.roles import roles_of
from participation.enums.submissions import TO_HANDLE, ViewReason
from participation.senders import agrees_to_name
from qa.core.lifecycle import state_after
from qa.core.texts import checked_text
from qa.core.transitions import check_place, locked_question, transition
from qa.enums import Actor, PublicName, QuestionState, Verb
from qa.errors import NotYourQuestion
from qa.models import Question, QuestionMessage
from qa.models.question import TEXT_LENGTH, TITLE_LENGTH
from qa.publication.visibility import shown_as
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import AnyUser, User
    from editorial.models import ProposedChange


def may_propose_public_text(user: AnyUser, question: Question, *, on: date) -> bool:
    """Whether a person may say now what the public will read of a question."""
    is_of_board = question.received_portal_id in roles_of(user, on=on).boards
    return is_of_board and state_after(QuestionState(question.state), Verb.PUBLISH) is not None


def reasons_to_read_file(
    user: AnyUser, question: Question, *, actors: Collection[Actor], on: date
) -> tuple[ViewReason, ...]:
    """For what a person may read a file as it was sent; empty: for nothing.

    Whoever handles the question does, and the board that publishes it, which compares its copy with the file, and has
    no other reason once another portal handles it.
    """
    publishing = (ViewReason.PUBLIC_COPY,) if may_propose_public_text(user, question, on=on) else ()
    return (*(TO_HANDLE if actors else ()), *publishing)


@transaction.atomic
def propose_public_text(question: Question, *, title: str, text: str, by: User, at: datetime) -> ProposedChange | None:
    """Say what the public will read of a question, once the board approves it: also whether the name of the sender, who
    agrees to that now, or its initials. None where it reads that already.

    Raises:
        NotYourQuestion: the person is not on the board of the portal that received it.
        VerbOutOfPlace: it is not sorted yet, or never public.
        TextMissing, TextTooLong: of the title or the text.
        PortalRefusal: as `editorial.proposals.actions.proposal.propose_change` says.
    """
    question = held_to_publish(question, by=by, at=at)
    is_named = agrees_to_name(question.sender)
    values = {
        "public_title": checked_text(title, most=TITLE_LENGTH),
        "public_text": checked_text(text, most=TEXT_LENGTH),
        "public_name": PublicName.NAME if is_named else PublicName.INITIALS,
        "public_name_wording": (question.sender.name_wording or None) if is_named else None,
    }
    return propose_change(question, values, by=by, at=at)


def approved_wording(public_name: str, public_name_wording: int | None) -> int | None:
    """Which wording of the sender's name a board approved, by the two values; None: the initials."""
    return (public_name_wording or 0) if public_name == PublicName.NAME else None


@transaction.atomic
def propose_public_message(message: QuestionMessage, *, text: str, by: User, at: datetime) -> ProposedChange | None:
    """Say what the public will read of what the sender said after the question. None where it reads that already.

    Raises:
        PortalRefusal: as `propose_public_text` says.
    """
    held_to_publish(message.question, by=by, at=at)
    return propose_change(message, {"public_text": checked_text(text, most=TEXT_LENGTH)}, by=by, at=at)


def held_to_publish(question: Question, *, by: User, at: datetime) -> Question:
    """A question whose public text somebody of the board that received it may propose, held after its portal.

    Raises:
        NotYourQuestion, VerbOutOfPlace: see `propose_public_text`.
    """
    locked_portal(question.received_portal_id)
    lock_actor(by)
    question = locked_question(question)
    if question.received_portal_id not in roles_of(by, on=timezone.localdate(at)).boards:
        raise NotYourQuestion
    check_place(question, Verb.PUBLISH)
    return question


def publish_question(question: Question, values: Mapping[str, Any], *, by: User | None, at: datetime) -> None:
    """Make the approved text public. Called when its review ends, with the question locked (`qa.publication.reviewed`).

    Raises:
        VerbOutOfPlace: it is never public now.
    """
    facts = dict(values)
    title = facts.get("public_title", question.public_title)
    text = facts.get("public_text", question.public_text)
    facts["public_folded"] = folded(f"{title} {text}")
    told: dict[str, Any] = {}
    if not question.is_withheld:
        facts["visibility"] = told["visibility"] = shown_as(question, title=title, text=text)
    if question.published_at is None:
        facts["published_at"] = at
    if question.listed_at is None:
        facts["listed_at"] = at
    transition(question, Verb.PUBLISH, actor=Actor.APPROVER, by=by, at=at, data=told, **facts)


def publish_message(message: QuestionMessage, values: Mapping[str, Any], *, by: User | None, at: datetime) -> None:
    """Make the approved text of a message public. Called when its review ends, with question and message locked.

    Raises:
        VerbOutOfPlace: its question is never public now.
    """
    message.public_text, message.published_at = values["public_text"], message.published_at or at
    message.save(update_fields=["public_text", "published_at"])
    question = locked_question(message.question)
    transition(question, Verb.PUBLISH, actor=Actor.APPROVER, by=by, at=at, data={"message": message.pk})
