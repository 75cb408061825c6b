"""Erase live questions with the data of their sender, and settle events that are over."""

from __future__ import annotations

import logging
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from audit.locking import atomic_refusing_deadlocks
from deadlines.working_days import CITY_TIME
from participation.dialogue.actions import empty_live_question, pass_on_unanswered, record_live_question_event
from participation.dialogue.enums import LiveQuestionEventKind
from participation.enums import CommentState
from participation.erasing import register_corrected, register_erased
from participation.models import LiveQuestion, Sender
from participation.personal_data.contacts import initials
from participation.personal_data.retention import kept_until
from participation.senders import start_keeping
from sites.locking import locked_portal

if TYPE_CHECKING:
    from information.models import LiveEventPage

logger = logging.getLogger(__name__)


def settle_ended_events(*, on: date, at: datetime) -> int:
    """Pass on what was not answered at the events that ended before a day, where the senders agreed, and let the period
    of keeping the data of all their senders begin, also of those whose question is refused. Returns how many were
    passed on.

    One that is refused or fails keeps no other: it is logged by its key, and tried again in the next night.
    """
    midnight = datetime.combine(on, datetime.min.time(), tzinfo=CITY_TIME)
    ended = LiveQuestion.objects.filter(page__ends_at__lt=midnight)
    questions = ended.to_pass_on().select_related("page").order_by("pk")
    count = pass_on_unanswered(questions, by=None, at=at)
    senders = Sender.objects.kept().filter(keep_until=None, live_questions__in=ended).distinct()
    for key, portal_id in list(senders.order_by("pk").values_list("pk", "portal")):
        try:
            _start_keeping_if_open(key, portal_id, on=on, at=at)
        except Exception:
            logger.exception("The period of keeping sender %s did not begin", key)
    return count


def _start_keeping_if_open(key: int, portal_id: int, *, on: date, at: datetime) -> None:
    """Let the period of keeping begin, unless it began or the data was erased meanwhile."""
    with atomic_refusing_deadlocks():
        locked_portal(portal_id)
        sender = Sender.objects.kept().filter(pk=key, keep_until=None).first()
        if sender is not None:
            start_keeping(sender, ended_on=on, by=None, at=at)


def hold_live_questions_of(sender_key: int) -> None:
    """Lock the live questions of a sender before the sender, as their verbs do."""
    rows = LiveQuestion.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    list(rows.order_by("pk").values_list("pk"))


def erase_live_questions_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender asked."""
    for question in LiveQuestion.objects.filter(sender=sender).select_related("portal", "page"):
        _empty_words(question, at=at)


def erase_unsigned_live(*, on: date, at: datetime) -> int:
    """Empty the words, as they were sent, of live questions without a sender, where the public reads other words or
    none and the period since the event ended before a day. Returns how many."""
    due = LiveQuestion.objects.filter(sender=None).exclude(text="").exclude(state=CommentState.PUBLISHED)
    count = 0
    for question in due.select_related("page").order_by("portal", "pk"):
        if _kept_until(question.page) >= on:
            continue
        with atomic_refusing_deadlocks():
            locked_portal(question.portal_id)
            rows = due.filter(pk=question.pk).select_for_update(of=("self",), no_key=True)
            for row in rows.select_related("portal", "page"):
                _empty_words(row, at=at)
                count += 1
    return count


def _kept_until(event: LiveEventPage) -> date:
    return kept_until(timezone.localdate(event.ends_at), months=settings.PERSONAL_DATA_KEPT_MONTHS)


def _empty_words(question: LiveQuestion, *, at: datetime) -> None:
    """Empty the words of a question that is locked. What the board has not looked at is taken back."""
    if question.state == CommentState.RECEIVED:
        empty_live_question(question)
        record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_WITHDRAWN, question, by=None, at=at)
    question.text = question.public_name = ""
    question.save()


def correct_names_of(sender: Sender) -> None:
    """Where the name is public, readers see the initials of the corrected one."""
    LiveQuestion.objects.filter(sender=sender).exclude(public_name="").update(public_name=initials(sender.facts.name))


register_corrected(correct_names_of)
register_erased(hold=hold_live_questions_of, erase=erase_live_questions_of)
