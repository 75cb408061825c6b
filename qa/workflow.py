"""Verbs of questions: sorted, handed over, closed. Each is atomic and writes one event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from participation.errors import SenderErased
from qa.endings import (
    NOBODY,
    end_public_texts,
    end_visibility_asked,
    pass_joined_on,
    portals_beside,
    separate_joined,
)
from qa.enums import Actor, MessageKind, QuestionState, RefusalReason, Verb
from qa.errors import ForwardedToItself, MergedBadly, NotForwarded, PortalNotServing, UnitElsewhere
from qa.models import AnsweringUnit, Question, QuestionMessage, QuestionTopic
from qa.models.question import TEXT_LENGTH
from qa.moves import held_for, held_for_sender, move
from qa.queries import days_from
from qa.replies import WENT_ON, end_reply
from qa.texts import checked_text
from sites.enums import PortalState
from sites.errors import ReasonMissing
from sites.locks import locked_portal
from sites.text import to_nfc

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


@transaction.atomic
def assign_question(
    question: Question,
    *,
    unit: AnsweringUnit,
    by: User,
    at: datetime,
    topic: QuestionTopic | None = None,
    remark: str = "",
) -> None:
    """Forward a question to a unit of the portal that handles it (12.1.đ: within two working days of receipt); also to
    another one while one answers, or waits for the sender. Its days stay, and what the former unit wrote ends with it.

    Raises:
        UnitElsewhere: it is of another portal, not in use any more, or the board approved no name of it.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.ASSIGN, by=by, at=at)
    if unit.portal_id != question.responsible_portal_id or unit.ended_on is not None or not unit.is_named:
        raise UnitElsewhere
    is_another = question.unit_id not in {None, unit.pk}
    facts: dict[str, Any] = {"unit": unit, "officer": None, "topic": topic or question.topic, "asked_back": ""}
    move(question, Verb.ASSIGN, actor=actor, by=by, at=at, remark=remark, **facts)
    if is_another:
        end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def forward_question(question: Question, *, to: Portal, by: User, at: datetime, remark: str) -> None:
    """Hand a question over to another portal, whose board chooses the unit. Its clocks go along.

    Raises:
        ReasonMissing: nothing is said to the other board.
        ForwardedToItself: that portal handles it already.
        PortalNotServing: that portal is not live.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.FORWARD, by=by, at=at, beside=[to.pk])
    if not remark.strip():
        raise ReasonMissing
    if to.pk == question.responsible_portal_id:
        raise ForwardedToItself
    if locked_portal(to.pk).state != PortalState.LIVE:
        raise PortalNotServing
    former = question.responsible_portal_id
    facts = NOBODY | {"responsible_portal": to}
    move(question, Verb.FORWARD, actor=actor, by=by, at=at, remark=remark, data={"from": former}, **facts)
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def send_back(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """Give a question back to the portal that received it. It has to be sorted anew, by the same last day.

    Raises:
        ReasonMissing: no reason given.
        NotForwarded: it was received by the portal that handles it.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.SEND_BACK, by=by, at=at, beside=[question.received_portal_id])
    if not remark.strip():
        raise ReasonMissing
    if not question.is_forwarded:
        raise NotForwarded
    former = question.responsible_portal_id
    facts = NOBODY | {"responsible_portal_id": question.received_portal_id, "sorted_on": None}
    move(question, Verb.SEND_BACK, actor=actor, by=by, at=at, remark=remark, data={"from": former}, **facts)
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def return_question(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """A unit gives a question back to its board: it is not for this unit. It has to be sorted anew, by the same day.

    Raises:
        ReasonMissing: no reason given.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.RETURN, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    facts = NOBODY | {"sorted_on": None}
    move(question, Verb.RETURN, actor=actor, by=by, at=at, remark=remark, data={"unit": question.unit_id}, **facts)
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def decline_question(
    question: Question, *, by: User, at: datetime, body: str = "", competent: Portal | None = None, remark: str = ""
) -> None:
    """Tell the sender which body is competent (12.1.đ: within the working day). It is closed with that.

    Args:
        body: what the sender is told, in words of the board that no review has seen: the public never reads them.
        competent: the portal of that body, whose name the public reads. One of the two at least.

    Raises:
        ReasonMissing: no body is named.
        ForwardedToItself: it is the portal that handles the question.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.DECLINE, by=by, at=at)
    if competent is not None and competent.pk == question.responsible_portal_id:
        raise ForwardedToItself
    told: dict[str, Any] = {"body": _named_body(body or (competent.name_vi if competent is not None else ""))}
    if competent is not None:
        told["competent"] = competent.pk
    move(question, Verb.DECLINE, actor=actor, by=by, at=at, remark=remark, data=told, **NOBODY)
    end_reply(question, by=by, at=at)


@transaction.atomic
def route_out(question: Question, *, body: str, by: User, at: datetime, remark: str = "") -> None:
    """Pass a complaint or denunciation on to the body whose law it is. It is never public.

    Raises:
        ReasonMissing: no body is named.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = _held_to_end(question, Verb.ROUTE_OUT, by=by, at=at)
    told = {"body": _named_body(body)}
    end_visibility_asked(question, by=by, at=at)
    move(question, Verb.ROUTE_OUT, actor=actor, by=by, at=at, remark=remark, data=told, **NOBODY)
    _end_all(question, by=by, at=at)


@transaction.atomic
def refuse_question(question: Question, *, because: RefusalReason, by: User, at: datetime, remark: str) -> None:
    """Do not accept a question. The class of the reason is public and counted, the text is not.

    Raises:
        ReasonMissing: no reason in words, for those who check it.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = _held_to_end(question, Verb.REFUSE, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    facts = NOBODY | {"refused_because": because}
    end_visibility_asked(question, by=by, at=at)
    move(question, Verb.REFUSE, actor=actor, by=by, at=at, remark=remark, data={"because": because}, **facts)
    _end_all(question, by=by, at=at)


@transaction.atomic
def merge_question(question: Question, *, into: Question, by: User, at: datetime, remark: str = "") -> None:
    """Join a question with another that asks the same: whoever sent it follows that one, and so do those whose
    questions were joined with it before.

    Raises:
        MergedBadly: that one is of another portal, is joined with one itself, is never public, or is this one; or they
            are joined already.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = _held_to_end(question, Verb.MERGE, by=by, at=at)
    # What ends the other, or joins it with a third, waits for the portal, which is held.
    other = Question.objects.filter(pk=into.pk, responsible_portal=question.responsible_portal_id).first()
    closed = {QuestionState.MERGED_DUPLICATE, QuestionState.ROUTED_OUT, QuestionState.REFUSED, QuestionState.WITHDRAWN}
    if other is None or other.pk in {question.pk, question.merged_into_id} or other.state in closed:
        raise MergedBadly
    facts = NOBODY | {"merged_into": other}
    move(question, Verb.MERGE, actor=actor, by=by, at=at, remark=remark, data={"into": other.code}, **facts)
    end_reply(question, by=by, at=at)
    pass_joined_on(question, into=other, at=at)


@transaction.atomic
def withdraw_question(question: Question, *, token: str, at: datetime) -> None:
    """The sender takes the question back. What was joined with it goes on by itself.

    Raises:
        PortalRefusal: as `qa.moves.held_for_sender` says.
    """
    beside = portals_beside(question)
    question = held_for_sender(question, Verb.WITHDRAW, token=token, beside=beside, with_joined=True)
    end_visibility_asked(question, by=None, at=at)
    move(question, Verb.WITHDRAW, actor=Actor.SENDER, by=None, at=at, **NOBODY)
    _end_all(question, by=None, at=at)


@transaction.atomic
def start_answer(question: Question, *, by: User, at: datetime) -> None:
    """An officer of the unit takes a question up, or goes on without what the sender was asked: the clock ran on all
    the time (lifecycles.md), and no sender can stop an answer by silence.

    Raises:
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.START, by=by, at=at)
    move(question, Verb.START, actor=actor, by=by, at=at, officer=by, asked_back="")


@transaction.atomic
def ask_back(question: Question, *, by: User, at: datetime, text: str) -> None:
    """Ask the sender what is meant. The clock runs on: the Regulation counts from receipt.

    Raises:
        TextMissing, TextTooLong: of what is asked.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.ASK_BACK, by=by, at=at)
    asked = checked_text(text, most=TEXT_LENGTH)
    move(question, Verb.ASK_BACK, actor=actor, by=by, at=at, asked_back=asked)


@transaction.atomic
def clarify_question(question: Question, *, token: str, text: str, at: datetime) -> None:
    """The sender says what is meant; it is kept beside what was asked.

    Raises:
        TextMissing, TextTooLong: of the clarification.
        SenderErased: the data of the sender was erased, and takes up no more.
        PortalRefusal: as `qa.moves.held_for_sender` says.
    """
    question = held_for_sender(question, Verb.CLARIFY, token=token)
    text = checked_text(text, most=TEXT_LENGTH)
    message = _keep_message(question, MessageKind.CLARIFICATION, text, asked_back=question.asked_back, at=at)
    move(question, Verb.CLARIFY, actor=Actor.SENDER, by=None, at=at, data={"message": message.pk}, asked_back="")


@transaction.atomic
def resume_answer(question: Question, *, by: User, at: datetime) -> None:
    """Go on with the answer after a notice of progress.

    Raises:
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.RESUME, by=by, at=at)
    move(question, Verb.RESUME, actor=actor, by=by, at=at, officer=by)


@transaction.atomic
def reopen_question(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """Take an answered question up again, to correct the answer. What was answered stays, with its day. The correction
    has the time of an answer, from now: the Regulation knows no other limit.

    Raises:
        ReasonMissing: no reason given.
        PortalRefusal: as `qa.moves.held_for` says.
    """
    question, actor = held_for(question, Verb.REOPEN, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    move(question, Verb.REOPEN, actor=actor, by=by, at=at, remark=remark, **_clock_from(at))


@transaction.atomic
def follow_up(question: Question, *, token: str, text: str, at: datetime) -> None:
    """The sender asks once more on an answer. It is reopened; what was answered stays, with its day. A further question
    is a question: it has the same time, from its own receipt (12.1.đ).

    Raises:
        TextMissing, TextTooLong: of what is asked.
        SenderErased: the data of the sender was erased, and takes up no more.
        PortalRefusal: as `qa.moves.held_for_sender` says.
    """
    question = held_for_sender(question, Verb.REOPEN, token=token)
    text = checked_text(text, most=TEXT_LENGTH)
    message = _keep_message(question, MessageKind.FOLLOW_UP, text, at=at)
    told = {"message": message.pk}
    move(question, Verb.REOPEN, actor=Actor.SENDER, by=None, at=at, data=told, **_clock_from(at))


def _clock_from(at: datetime) -> dict[str, Any]:
    """What a question that is reopened keeps of its clock.

    Raises:
        ClocksUnknown: no limits are in force.
    """
    return {"reopened_at": at, "again_due": days_from(at).answer_due}


def _keep_message(
    question: Question, kind: MessageKind, text: str, *, at: datetime, asked_back: str = ""
) -> QuestionMessage:
    if question.sender.is_erased:
        raise SenderErased
    return QuestionMessage.objects.create(question=question, kind=kind, text=text, asked_back=asked_back, sent_at=at)


def _held_to_end(question: Question, verb: Verb, *, by: User, at: datetime) -> tuple[Question, Actor]:
    """A question that is about to end, with those that were joined with it.

    Raises:
        PortalRefusal: as `qa.moves.held_for` says.
    """
    return held_for(question, verb, by=by, at=at, beside=portals_beside(question), with_joined=True)


def _end_all(question: Question, *, by: User | None, at: datetime) -> None:
    """What follows where a question has ended that the public never reads now."""
    end_reply(question, by=by, at=at)
    end_public_texts(question, by=by, at=at)
    separate_joined(question, at=at)


def _named_body(name: str) -> str:
    if not name.strip():
        raise ReasonMissing
    return to_nfc(name).strip()
