"""Verbs of live questions. Each is atomic and writes one event, which holds codes and no words of the sender."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from audit.sealing.seals import hash_of, new_token
from formats.vietnamese.text import to_nfc, visible
from members.access.actor import lock_actor
from participation.codes import new_code
from participation.consents import consents_of
from participation.consultation.permissions import actors_of
from participation.dialogue.enums import LiveQuestionEventKind, LiveVerb
from participation.dialogue.errors import (
    EventNotOver,
    LiveQuestionMoved,
    LiveQuestionsClosed,
    LiveWordsMissing,
    NotDuringEvent,
    NotYourLiveQuestion,
)
from participation.dialogue.events import locked_event
from participation.dialogue.lifecycle import may_act, state_after
from participation.dialogue.passing_on import PassedOn, hand_over
from participation.enums import CommentState, ConsentChannel, LiveWithheldBecause, ViewReason
from participation.errors import SenderIncomplete
from participation.models import LiveQuestion
from participation.models.live_question import ANSWER_LENGTH, QUESTION_LENGTH
from participation.senders import name_to_publish, read_contact, receive_sender, start_keeping
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from information.models import LiveEventPage
    from participation.models import ConsentText, SenderFacts

logger = logging.getLogger(__name__)

# Somebody marks an answer some time after the event.
LATEST_MARK: Final = timedelta(hours=6)
# A question that was passed on is answered where it went.
_NOT_AFTER_PASSING_ON = frozenset({LiveVerb.MOVE, LiveVerb.MARK, LiveVerb.ANSWER})


@dataclass(frozen=True, slots=True)
class LiveQuestionData:
    """Content of a question from the form, before it is received.

    Attributes:
        pass_on: what is not answered becomes a question with time limits; with a name and a contact alone.
        sender: None: neither a name nor a contact was left.
        agreed: the texts of consents that were ticked.
    """

    text: str
    language: str
    pass_on: bool = False
    sender: SenderFacts | None = None
    agreed: Collection[ConsentText] = ()


@transaction.atomic
def receive_live_question(
    event: LiveEventPage, asked: LiveQuestionData, *, at: datetime, token: str = ""
) -> tuple[LiveQuestion, str]:
    """Take in a question from the form. Returns it with the secret of the sender's link, which is kept nowhere.

    Args:
        token: the secret, where the caller has one that nobody guesses.

    Raises:
        LiveQuestionsClosed: the event takes none at this time, or is not public any more.
        LiveWordsMissing: there is no text, or too much.
        SenderIncomplete: it is to be passed on, and there is no name or no contact.
        ConsentMissing: a name or a contact was left, and no consent to use it.
    """
    portal, stored = locked_event(event)
    if portal is None or stored is None or portal.state != PortalState.LIVE or not stored.takes_questions_at(at):
        raise LiveQuestionsClosed
    text = _checked_words(asked.text, most=QUESTION_LENGTH)
    sender = None
    if asked.sender is not None:
        sender = receive_sender(
            portal, asked.sender, agreed=asked.agreed, channel=ConsentChannel.FORM, by=None, at=at,
            is_whole=asked.pass_on,
        )  # fmt: skip
    elif asked.pass_on:
        raise SenderIncomplete
    token = token or new_token()
    question = LiveQuestion.objects.create(
        portal=portal,
        page=stored,
        code=new_code(),
        token_hash=hash_of(token),
        sender=sender,
        pass_on=asked.pass_on,
        language=asked.language,
        text=text,
        received_at=at,
    )
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_RECEIVED, question, by=None, at=at)
    return question, token


def publish_live_question(
    question: LiveQuestion,
    *,
    by: User,
    at: datetime,
    approved: int | None = None,
    opened_at: datetime | None = None,
) -> None:
    """Let the public read a question as it was sent, at the end of the order.

    Args:
        approved: the wording of the sender's name that the board saw beside it; None: initials.
        opened_at: when the form was shown; refused where somebody decided since.

    Raises:
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    kind = LiveQuestionEventKind.LIVE_QUESTION_PUBLISHED
    _decide(question, LiveVerb.PUBLISH, kind, by=by, at=at, approved=approved, opened_at=opened_at)


def redact_live_question(
    question: LiveQuestion,
    *,
    public_text: str,
    by: User,
    at: datetime,
    approved: int | None = None,
    opened_at: datetime | None = None,
) -> None:
    """Let the public read a part of a question: what must not be public is taken out of the words.

    Raises:
        LiveWordsMissing: nothing is left.
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    text = _checked_words(public_text, most=QUESTION_LENGTH)
    kind = LiveQuestionEventKind.LIVE_QUESTION_REDACTED
    _decide(question, LiveVerb.REDACT, kind, by=by, at=at, approved=approved, text=text, opened_at=opened_at)


def withhold_live_question(
    question: LiveQuestion,
    *,
    because: LiveWithheldBecause,
    by: User,
    at: datetime,
    opened_at: datetime | None = None,
) -> None:
    """Keep a question from the public, which reads its code and the class of the reason.

    Raises:
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    kind = LiveQuestionEventKind.LIVE_QUESTION_WITHHELD
    _decide(question, LiveVerb.WITHHOLD, kind, by=by, at=at, because=because, opened_at=opened_at)


@transaction.atomic
def _decide(
    question: LiveQuestion,
    verb: LiveVerb,
    kind: LiveQuestionEventKind,
    *,
    by: User,
    at: datetime,
    text: str = "",
    approved: int | None = None,
    because: LiveWithheldBecause | None = None,
    opened_at: datetime | None = None,
) -> None:
    row = _held(question, verb, by=by, at=at, opened_at=opened_at)
    row.place = row.place or _next_place(row)
    row.state = state_after(CommentState(row.state), verb) or row.state
    row.public_text = "" if because else text or row.text
    row.public_name = "" if because or row.sender is None else name_to_publish(row.sender, approved=approved)
    row.withheld_because = because or ""
    row.moderated_at, row.moderated_by = at, by
    row.save()
    record_live_question_event(kind, row, by=by, at=at, **({"because": str(because)} if because else {}))


@transaction.atomic
def move_live_question(question: LiveQuestion, *, up: bool, by: User, at: datetime) -> None:
    """Let a question change places with its neighbour among those that wait for an answer; at the end nothing happens.

    Raises:
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    row = _held(question, LiveVerb.MOVE, by=by, at=at)
    rows = list(LiveQuestion.objects.filter(page=row.page_id).in_order().select_for_update(of=("self",), no_key=True))
    keys = [one.pk for one in rows]
    if row.pk not in keys:
        raise LiveQuestionMoved
    index = keys.index(row.pk)
    neighbour = index - 1 if up else index + 1
    if not 0 <= neighbour < len(rows):
        return
    first, second = rows[index], rows[neighbour]
    first.place, second.place = second.place, first.place
    LiveQuestion.objects.bulk_update([first, second], ["place"])
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_MOVED, row, by=by, at=at, up=up)


@transaction.atomic
def mark_answered_live(question: LiveQuestion, *, moment: datetime | None, by: User, at: datetime) -> None:
    """Say when a question was answered at the event; its place in the recording follows from that.

    Args:
        moment: None: it was not answered live after all.

    Raises:
        NotDuringEvent: the event had not begun, was over for hours, or it is not so late yet.
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    row = _held(question, LiveVerb.MARK, by=by, at=at)
    last = min(at, (row.page.ends_at or at) + LATEST_MARK)
    if moment is not None and not row.page.starts_at <= moment <= last:
        raise NotDuringEvent
    row.answered_live_at = moment
    row.save(update_fields=["answered_live_at"])
    kind = LiveQuestionEventKind.LIVE_QUESTION_MARKED if moment else LiveQuestionEventKind.LIVE_QUESTION_UNMARKED
    record_live_question_event(kind, row, by=by, at=at)


@transaction.atomic
def answer_live_question(
    question: LiveQuestion, *, text: str, by: User, at: datetime, opened_at: datetime | None = None
) -> None:
    """Answer a question in writing, or correct the answer. It is public with that.

    Raises:
        LiveWordsMissing: there are no words, or too many.
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `_held` says.
    """
    words = _checked_words(text, most=ANSWER_LENGTH)
    row = _held(question, LiveVerb.ANSWER, by=by, at=at, opened_at=opened_at)
    row.answer, row.answered_at, row.answered_by = words, at, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_ANSWERED, row, by=by, at=at)


@transaction.atomic
def pass_on_live_question(question: LiveQuestion, *, by: User | None, at: datetime) -> str:
    """Let a question that was not answered become one with time limits. Returns its new code.

    The app that receives it mails the sender. What is kept of the sender here goes after its period.

    Args:
        by: None: the application, in the night after the event.

    Raises:
        EventNotOver: it may still be answered live.
        LiveQuestionMoved: it was answered or passed on, or the sender did not agree.
        NotYourLiveQuestion, PortalArchived: as `_held` says.
        PortalRefusal: as the receiver says.
    """
    row = _held(question, LiveVerb.PASS_ON, by=by, at=at)
    if row.page.ends_at >= at:
        raise EventNotOver
    if not LiveQuestion.objects.to_pass_on().filter(pk=row.pk).exists() or row.sender is None:
        raise LiveQuestionMoved
    about = f"participation.livequestion:{row.pk}"
    facts = read_contact(row.sender, by=by, at=at, why=ViewReason.HANDLING, about=about)
    agreed = [consent.text for consent in consents_of(row.sender).values() if consent.given]
    row.passed_on_code = hand_over(
        PassedOn(row.portal, row.page.title, row.text, row.language, facts, agreed, row.token_hash, at)
    )
    row.passed_on_at, row.place = at, row.place or _next_place(row)
    row.save(update_fields=["passed_on_code", "passed_on_at", "place"])
    start_keeping(row.sender, ended_on=timezone.localdate(at), by=by, at=at)
    kind = LiveQuestionEventKind.LIVE_QUESTION_PASSED_ON
    record_live_question_event(kind, row, by=by, at=at, new_code=row.passed_on_code)
    return row.passed_on_code


def pass_on_unanswered(questions: Iterable[LiveQuestion], *, by: User | None, at: datetime) -> int:
    """Pass on questions, each in a transaction of its own. Returns how many were passed on.

    One that is refused or fails undoes no other; it is logged by its key, and tried again in the next night.
    """
    count = 0
    for question in questions:
        try:
            with atomic_refusing_deadlocks():
                pass_on_live_question(question, by=by, at=at)
        except PortalRefusal as refusal:
            logger.warning("Live question %s was not passed on: %s", question.pk, refusal.code)
        except Exception:
            logger.exception("Live question %s was not passed on", question.pk)
        else:
            count += 1
    return count


@transaction.atomic
def withdraw_live_question(question: LiveQuestion, *, token: str, at: datetime) -> None:
    """Let the sender take a question back, by the secret of the link. Its code and a marker stay where it was public.

    Raises:
        NotYourLiveQuestion: the secret is another.
        LiveQuestionMoved: it was taken back before.
        TargetGone, PortalArchived: as `_held` says.
    """
    row = _held(question, LiveVerb.WITHDRAW, by=None, at=at, token=token)
    empty_live_question(row)
    row.save()
    if row.sender is not None and not row.sender.is_erased:
        start_keeping(row.sender, ended_on=timezone.localdate(at), by=None, at=at)
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_WITHDRAWN, row, by=None, at=at)


def empty_live_question(row: LiveQuestion) -> None:
    """Take back a question that is locked and not saved yet: its words, its written answer and who it is of."""
    row.state, row.pass_on = CommentState.WITHDRAWN, False
    row.text = row.public_text = row.public_name = row.withheld_because = row.answer = ""
    row.answered_at, row.answered_by = None, None


def _next_place(row: LiveQuestion) -> int:
    """The end of the order of an event, whose portal is locked."""
    last = LiveQuestion.objects.filter(page=row.page_id).aggregate(last=Max("place"))["last"]
    return (last or 0) + 1


def takes(row: LiveQuestion, verb: LiveVerb) -> bool:
    """Whether a verb has a place: nothing is published that is erased, nor answered that was passed on."""
    if row.passed_on_code and verb in _NOT_AFTER_PASSING_ON:
        return False
    is_published = verb in {LiveVerb.PUBLISH, LiveVerb.REDACT}
    return state_after(CommentState(row.state), verb) is not None and (not is_published or bool(row.text))


def _held(
    question: LiveQuestion,
    verb: LiveVerb,
    *,
    by: User | None,
    at: datetime,
    token: str = "",
    opened_at: datetime | None = None,
) -> LiveQuestion:
    """A question in a state for the verb, locked after its portal and the account of who acts.

    Raises:
        NotYourLiveQuestion: the person may not, or the secret is another.
        LiveQuestionMoved: the question is in no state for it, or somebody did the same after the form was opened.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(question.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    rows = LiveQuestion.objects.select_for_update(of=("self",), no_key=True).filter(pk=question.pk)
    row = rows.select_related("sender", "page").first()
    if row is None:
        raise TargetGone
    row.portal = portal
    if by is not None:
        if not may_act(actors_of(by, portal.pk, on=timezone.localdate(at)), verb):
            raise NotYourLiveQuestion
    elif verb != LiveVerb.PASS_ON and row.token_hash != hash_of(token):
        raise NotYourLiveQuestion
    last = row.answered_at if verb == LiveVerb.ANSWER else row.moderated_at
    if not takes(row, verb) or (opened_at is not None and last is not None and last > opened_at):
        raise LiveQuestionMoved
    return row


def _checked_words(text: str, *, most: int) -> str:
    """A text in NFC, without invisible characters, and without space around it.

    Raises:
        LiveWordsMissing: there is none, or more letters than `most`.
    """
    text = to_nfc(visible(text)).strip()
    if not text or len(text) > most:
        raise LiveWordsMissing
    return text


def record_live_question_event(
    kind: LiveQuestionEventKind, question: LiveQuestion, *, by: User | None, at: datetime, **details: Any
) -> None:
    record_event(
        kind, portal=question.portal, at=at, by=by, title=question.page.title, page=question.page_id,
        live_question=question.code, **details,
    )  # fmt: skip
