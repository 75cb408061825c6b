"""Verbs of the host and the board on public questions: their order, live answers and written ones."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import transaction

from participation.dialogue.errors import LiveQuestionMoved, NotDuringEvent
from participation.dialogue.transitions import checked_words, lock_for, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind, LiveVerb
from participation.models import LiveQuestion
from participation.models.live_question import ANSWER_LENGTH

if TYPE_CHECKING:
    from accounts.models import User


# Somebody marks an answer some time after the event.
LATEST_MARK: Final = timedelta(hours=6)


@transaction.atomic
def move_live_question(question: LiveQuestion, *, up: bool, by: User, at: datetime) -> None:
    """Let a question change places with its neighbour among those that wait for an answer; at the end nothing happens.

    Raises:
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
    """
    row = lock_for(question, LiveVerb.MOVE, by=by, at=at)
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
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
    """
    row = lock_for(question, LiveVerb.MARK, by=by, at=at)
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
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
    """
    words = checked_words(text, most=ANSWER_LENGTH)
    row = lock_for(question, LiveVerb.ANSWER, by=by, at=at, opened_at=opened_at)
    row.answer, row.answered_at, row.answered_by = words, at, by
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    record_live_question_event(LiveQuestionEventKind.LIVE_QUESTION_ANSWERED, row, by=by, at=at)
