"""Verbs of questions: sorted, handed over, written on, asked once more. Each is atomic and writes one event."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction

from audit.errors import ReasonMissing
from participation.consents import has_consent
from participation.enums.submissions import ConsentPurpose
from participation.errors import ConsentMissing, SenderErased
from qa.core.endings import unsorted
from qa.core.queries import days_from
from qa.core.texts import checked_text
from qa.core.topics import check_topic
from qa.core.transitions import held_for_sender, lock_for, transition
from qa.desk.replies import WENT_ON, end_reply
from qa.enums import Actor, MessageKind, Verb
from qa.errors import AskedTooOften, ForwardedToItself, NotForwarded, PortalNotServing, UnitElsewhere
from qa.models import AnsweringUnit, Question, QuestionMessage, QuestionTopic
from qa.models.question import TEXT_LENGTH
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

# So often in a day something is asked further on one question: what is taken back could be asked again without end.
FURTHER_IN_A_DAY: Final = 5
DAY: Final = timedelta(days=1)


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
        TopicEnded: the topic is not in use any more, and the question had another one.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.ASSIGN, by=by, at=at)
    if unit.portal_id != question.responsible_portal_id or unit.ended_on is not None or not unit.is_named:
        raise UnitElsewhere
    if topic is not None and topic.pk != question.topic_id:
        check_topic(topic)
    is_another = question.unit_id not in {None, unit.pk}
    facts: dict[str, Any] = {"unit": unit, "officer": None, "topic": topic or question.topic, "asked_back": ""}
    transition(question, Verb.ASSIGN, actor=actor, by=by, at=at, remark=remark, **facts)
    if is_another:
        end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def forward_question(question: Question, *, to: Portal, by: User, at: datetime, remark: str) -> None:
    """Hand a question over to another portal, whose board has to sort it. Its clocks go along: the last day to sort is
    counted from the first receipt, and stops only when that board has sorted it.

    Raises:
        ReasonMissing: nothing is said to the other board.
        ForwardedToItself: that portal handles it already.
        PortalNotServing: that portal is not live.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.FORWARD, by=by, at=at, beside=[to.pk])
    if not remark.strip():
        raise ReasonMissing
    if to.pk == question.responsible_portal_id:
        raise ForwardedToItself
    if locked_portal(to.pk).state != PortalState.LIVE:
        raise PortalNotServing
    transition(
        question,
        Verb.FORWARD,
        actor=actor,
        by=by,
        at=at,
        remark=remark,
        data={"from": question.responsible_portal_id},
        responsible_portal=to,
        **unsorted(question),
    )
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def send_back(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """Give a question back to the portal that received it. It has to be sorted again, by the same last day.

    Raises:
        ReasonMissing: no reason given.
        NotForwarded: it was received by the portal that handles it.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.SEND_BACK, by=by, at=at, beside=[question.received_portal_id])
    if not remark.strip():
        raise ReasonMissing
    if not question.is_forwarded:
        raise NotForwarded
    transition(
        question,
        Verb.SEND_BACK,
        actor=actor,
        by=by,
        at=at,
        remark=remark,
        data={"from": question.responsible_portal_id},
        responsible_portal_id=question.received_portal_id,
        **unsorted(question),
    )
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def return_question(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """A unit gives a question back to its board: it is not for this unit. It has to be sorted again, by the same day.

    Raises:
        ReasonMissing: no reason given.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.RETURN, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    transition(
        question,
        Verb.RETURN,
        actor=actor,
        by=by,
        at=at,
        remark=remark,
        data={"unit": question.unit_id},
        **unsorted(question),
    )
    end_reply(question, by=by, at=at, because=WENT_ON)


@transaction.atomic
def start_answer(question: Question, *, by: User, at: datetime) -> None:
    """An officer of the unit takes a question up, or goes on without what the sender was asked: the clock ran on all
    the time (lifecycles.md), and no sender can stop an answer by silence.

    Raises:
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.START, by=by, at=at)
    transition(question, Verb.START, actor=actor, by=by, at=at, officer=by, asked_back="")


@transaction.atomic
def ask_back(question: Question, *, by: User, at: datetime, text: str) -> None:
    """Ask the sender what is meant. The clock runs on: the Regulation counts from receipt.

    Raises:
        TextMissing, TextTooLong: of what is asked.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.ASK_BACK, by=by, at=at)
    transition(question, Verb.ASK_BACK, actor=actor, by=by, at=at, asked_back=checked_text(text, most=TEXT_LENGTH))


@transaction.atomic
def clarify_question(question: Question, *, token: str, text: str, at: datetime) -> None:
    """The sender says what is meant; it is kept beside what was asked.

    Raises:
        TextMissing, TextTooLong: of the clarification.
        SenderErased: the data of the sender was erased, and takes up no more.
        ConsentMissing: the sender withdrew the consent to be answered.
        PortalRefusal: as `qa.core.transitions.held_for_sender` says.
    """
    question = held_for_sender(question, Verb.CLARIFY, token=token)
    text = checked_text(text, most=TEXT_LENGTH)
    message = _keep_message(question, MessageKind.CLARIFICATION, text, asked_back=question.asked_back, at=at)
    transition(question, Verb.CLARIFY, actor=Actor.SENDER, by=None, at=at, data={"message": message.pk}, asked_back="")


@transaction.atomic
def resume_answer(question: Question, *, by: User, at: datetime) -> None:
    """Go on with the answer after a notice of progress.

    Raises:
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.RESUME, by=by, at=at)
    transition(question, Verb.RESUME, actor=actor, by=by, at=at, officer=by)


@transaction.atomic
def reopen_question(question: Question, *, by: User, at: datetime, remark: str) -> None:
    """Take an answered question up again, to correct the answer. What was answered stays, with its day. The correction
    has the time of an answer, from now: the Regulation knows no other limit.

    Raises:
        ReasonMissing: no reason given.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.REOPEN, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    transition(question, Verb.REOPEN, actor=actor, by=by, at=at, remark=remark, **_reopened(at, actor=actor))


@transaction.atomic
def follow_up(question: Question, *, token: str, text: str, at: datetime) -> None:
    """The sender asks once more on an answer. It is reopened; what was answered stays, with its day. A further question
    is a question: it has the same time, from its own receipt (12.1.đ).

    Raises:
        TextMissing, TextTooLong: of what is asked.
        AskedTooOften: something was asked further often enough within a day.
        SenderErased: the data of the sender was erased, and takes up no more.
        ConsentMissing: the sender withdrew the consent to be answered.
        PortalRefusal: as `qa.core.transitions.held_for_sender` says.
    """
    question = held_for_sender(question, Verb.REOPEN, token=token)
    text = checked_text(text, most=TEXT_LENGTH)
    asked = question.messages.filter(kind=MessageKind.FOLLOW_UP, sent_at__gt=at - DAY).order_by("sent_at", "pk")
    if len(times := asked.values_list("sent_at", flat=True)) >= FURTHER_IN_A_DAY:
        raise AskedTooOften(until=times[0] + DAY)
    message = _keep_message(question, MessageKind.FOLLOW_UP, text, at=at)
    transition(
        question,
        Verb.REOPEN,
        actor=Actor.SENDER,
        by=None,
        at=at,
        data={"message": message.pk},
        **_reopened(at, actor=Actor.SENDER),
    )


def _reopened(at: datetime, *, actor: Actor) -> dict[str, Any]:
    """What a question that is reopened keeps of who did it, and of its clock.

    Raises:
        ClocksUnknown: no limits are in force.
    """
    return {"reopened_at": at, "reopened_by": actor, "again_due": days_from(at).answer_due}


def may_say_more(question: Question) -> bool:
    """Whether the sender's words are still taken: its data is there, and the consent to be answered stands."""
    return not question.sender.is_erased and has_consent(question.sender, ConsentPurpose.ANSWER)


def _keep_message(
    question: Question, kind: MessageKind, text: str, *, at: datetime, asked_back: str = ""
) -> QuestionMessage:
    if question.sender.is_erased:
        raise SenderErased
    if not may_say_more(question):
        raise ConsentMissing
    return QuestionMessage.objects.create(question=question, kind=kind, text=text, asked_back=asked_back, sent_at=at)
