"""Erase live questions with the data of their sender, and settle events that are over."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings

from deadlines.working_days import CITY_TIME
from participation.dialogue.passing_on import pass_on_unanswered
from participation.dialogue.transitions import erase_content, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind
from participation.enums.submissions import ModerationState
from participation.erasing import (
    Erasures,
    lock_of_sender,
    one_by_one,
    register_erasure,
    register_name_correction,
    start_retention,
)
from participation.models import LiveQuestion, Sender
from participation.personal_data.contacts import initials
from participation.personal_data.retention import first_kept_end

if TYPE_CHECKING:
    from sites.models import Portal


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
    start_retention(Sender.objects.filter(live_questions__in=ended), on=on, at=at)
    return count


def erase_live_questions_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender asked."""
    for question in LiveQuestion.objects.filter(sender=sender).select_related("portal", "page"):
        _empty_words(question, at=at)


def erase_unsigned_live(*, on: date, at: datetime) -> Erasures:
    """Empty the words, as they were sent, of live questions without a sender, where the public reads other words or
    none and the period since the event ended before a day, each as `participation.erasing.one_by_one` says."""
    due = LiveQuestion.objects.filter(sender=None).exclude(text="").exclude(state=ModerationState.PUBLISHED)
    first = first_kept_end(on, months=settings.PERSONAL_DATA_KEPT_MONTHS)
    over = due.filter(page__ends_at__date__lt=first).order_by("portal", "pk").values_list("pk", "portal")

    def erase(key: int, portal: Portal) -> int:
        rows = due.filter(pk=key, portal=portal).select_for_update(of=("self",), no_key=True)
        found = list(rows.select_related("portal", "page"))
        for row in found:
            _empty_words(row, at=at)
        return len(found)

    return Erasures(*one_by_one(over, erase, failure="The words of live question %s were not erased"))


def _empty_words(question: LiveQuestion, *, at: datetime) -> None:
    """Empty the words of a question that is locked. What the board has not looked at is taken back."""
    if question.state == ModerationState.RECEIVED:
        erase_content(question)
        record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_WITHDRAWN, question, by=None, at=at)
    question.text = question.public_name = ""
    question.save()


def correct_names_of(sender: Sender) -> None:
    """Where the name is public, readers see the initials of the corrected one."""
    LiveQuestion.objects.filter(sender=sender).exclude(public_name="").update(public_name=initials(sender.facts.name))


register_name_correction(correct_names_of)
register_erasure(hold=lock_of_sender(LiveQuestion), erase=erase_live_questions_of)
