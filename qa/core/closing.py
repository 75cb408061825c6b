"""Verbs that close a question without an answer: another body is competent, a complaint is passed on, it is not
accepted, joined with another, or taken back. Each is atomic and writes one event; what follows for others:
`qa.core.endings`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from formats.vietnamese.text import to_nfc
from qa.core.competent_bodies import check_body
from qa.core.endings import (
    NOBODY,
    end_public_texts,
    end_visibility_asked,
    pass_joined_on,
    portals_beside,
    separate_joined,
)
from qa.core.transitions import held_for_sender, lock_for, transition
from qa.desk.replies import broken_days, end_reply
from qa.enums import Actor, QuestionState, RefusalReason, Verb
from qa.errors import CorrectionStays, ForwardedToItself, MergedBadly, StillPublic
from qa.models import CompetentBody, Question, QuestionEvent

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


@transaction.atomic
def decline_question(
    question: Question,
    *,
    by: User,
    at: datetime,
    body: str = "",
    competent: Portal | None = None,
    known: CompetentBody | None = None,
    remark: str = "",
) -> None:
    """Tell the sender which body is competent (12.1.đ: within the working day). It is closed with that.

    Args:
        body: what the sender is told, in words of the board that no review has seen: the public never reads them.
        competent: the portal of that body, whose name and contact the public reads.
        known: the body, where it has no portal here: the public reads its name and contact as well. One of the three at
            least.

    Raises:
        ReasonMissing: no body is named.
        BodyEnded: the body that has no portal here is not in use any more.
        ForwardedToItself: it is the portal that handles the question.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.DECLINE, by=by, at=at)
    if competent is not None and competent.pk == question.responsible_portal_id:
        raise ForwardedToItself
    told: dict[str, Any] = {}
    if competent is not None:
        told["competent"], body = competent.pk, body or competent.name_vi
    elif known is not None:
        check_body(known)
        told["known"], body = known.told(), body or known.in_words()
    told["body"] = _named_body(body)
    transition(question, Verb.DECLINE, actor=actor, by=by, at=at, remark=remark, data=told, **NOBODY)
    end_reply(question, by=by, at=at)


@transaction.atomic
def route_out(question: Question, *, body: str, by: User, at: datetime, remark: str = "") -> None:
    """Pass a complaint or denunciation on to the body whose law it is. It is never public.

    Raises:
        ReasonMissing: no body is named.
        StillPublic: the public reads it.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = _held_to_end(question, Verb.ROUTE_OUT, by=by, at=at)
    check_not_public(question)
    told = {"body": _named_body(body)}
    end_visibility_asked(question, by=by, at=at)
    transition(question, Verb.ROUTE_OUT, actor=actor, by=by, at=at, remark=remark, data=told, **NOBODY)
    _end_all(question, by=by, at=at)


@transaction.atomic
def refuse_question(question: Question, *, because: RefusalReason, by: User, at: datetime, remark: str) -> None:
    """Do not accept a question. The class of the reason is public and counted, the text is not.

    Raises:
        ReasonMissing: no reason in words, for those who check it.
        StillPublic: the public reads it.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = _held_to_end(question, Verb.REFUSE, by=by, at=at)
    if not remark.strip():
        raise ReasonMissing
    check_not_public(question)
    end_visibility_asked(question, by=by, at=at)
    transition(
        question,
        Verb.REFUSE,
        actor=actor,
        by=by,
        at=at,
        remark=remark,
        data={"because": because},
        refused_because=because,
        **NOBODY,
    )
    _end_all(question, by=by, at=at)


@transaction.atomic
def merge_question(question: Question, *, into: Question, by: User, at: datetime, remark: str = "") -> None:
    """Join a question with another that asks the same: whoever sent it follows that one, and so do those whose
    questions were joined with it before.

    Raises:
        MergedBadly: that one is of another portal, is joined with one itself, is never public, or is this one; or they
            are joined already.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = _held_to_end(question, Verb.MERGE, by=by, at=at)
    # What ends the other, or joins it with a third, waits for the portal, which is held.
    other = Question.objects.filter(pk=into.pk, responsible_portal=question.responsible_portal_id).first()
    closed = {QuestionState.MERGED_DUPLICATE, QuestionState.ROUTED_OUT, QuestionState.REFUSED, QuestionState.WITHDRAWN}
    if other is None or other.pk in {question.pk, question.merged_into_id} or other.state in closed:
        raise MergedBadly
    transition(
        question,
        Verb.MERGE,
        actor=actor,
        by=by,
        at=at,
        remark=remark,
        data={"into": other.code},
        merged_into=other,
        **NOBODY,
    )
    end_reply(question, by=by, at=at)
    pass_joined_on(question, into=other, at=at)


@transaction.atomic
def withdraw_question(question: Question, *, token: str, at: datetime) -> None:
    """The sender takes the question back. What was joined with it goes on by itself.

    Of one that was answered before, what was asked since is taken back: the answer stays public, and the question is
    answered as it was. What was joined with it since goes on by itself.

    Raises:
        CorrectionStays: the agency corrects its answer.
        PortalRefusal: as `qa.core.transitions.held_for_sender` says.
    """
    question = held_for_sender(question, Verb.WITHDRAW, token=token, beside=portals_beside(question), with_joined=True)
    if question.answered_on is not None:
        _let_stand(question, at=at)
        return
    end_visibility_asked(question, by=None, at=at)
    transition(question, Verb.WITHDRAW, actor=Actor.SENDER, by=None, at=at, **NOBODY)
    _end_all(question, by=None, at=at)


def _let_stand(question: Question, *, at: datetime) -> None:
    """Leave it at the answer that is there. A last day that passed before stays counted."""
    reopened = _reopening(question)
    if _was_by_agency(reopened):
        raise CorrectionStays
    facts: dict[str, Any] = {"promised_for": None, "reopened_at": None, "again_due": None}
    facts |= broken_days(question, today=timezone.localdate(at), is_answer=True)
    transition(question, Verb.LET_STAND, actor=Actor.SENDER, by=None, at=at, **facts)
    end_reply(question, by=None, at=at)
    if reopened is not None:
        separate_joined(question, at=at, since=reopened.at)


def is_correction(question: Question) -> bool:
    """Whether the agency took an answered question up again by itself, to correct the answer."""
    return question.answered_on is not None and question.is_open and _was_by_agency(_reopening(question))


def _was_by_agency(reopened: QuestionEvent | None) -> bool:
    return reopened is not None and reopened.acting_as != Actor.SENDER


def _reopening(question: Question) -> QuestionEvent | None:
    """What opened an answered question again last."""
    return question.events.filter(verb=Verb.REOPEN).order_by("number").last()


def check_not_public(question: Question) -> None:
    """Ask that the public does not read what is about to be never public.

    Raises:
        StillPublic: it does.
    """
    if question.is_readable:
        raise StillPublic


def _held_to_end(question: Question, verb: Verb, *, by: User, at: datetime) -> tuple[Question, Actor]:
    """A question that is about to end, with those that were joined with it.

    Raises:
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    return lock_for(question, verb, by=by, at=at, beside=portals_beside(question), with_joined=True)


def _end_all(question: Question, *, by: User | None, at: datetime) -> None:
    """What follows where a question has ended that the public never reads now."""
    end_reply(question, by=by, at=at)
    end_public_texts(question, by=by, at=at)
    separate_joined(question, at=at)


def _named_body(name: str) -> str:
    if not name.strip():
        raise ReasonMissing
    return to_nfc(name).strip()
