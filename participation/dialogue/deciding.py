"""Verbs by which the board publishes a live question, in full or in part, or withholds it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from participation.dialogue.lifecycle import state_after
from participation.dialogue.transitions import checked_words, lock_for, next_place, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind, LiveVerb, LiveWithheldBecause
from participation.enums.submissions import ModerationState
from participation.models import LiveQuestion
from participation.models.live_question import QUESTION_LENGTH
from participation.senders import name_to_publish

if TYPE_CHECKING:
    from accounts.models import User


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
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
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
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
    """
    text = checked_words(public_text, most=QUESTION_LENGTH)
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
        NotYourLiveQuestion, LiveQuestionMoved, PortalArchived: as `lock_for` says.
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
    row = lock_for(question, verb, by=by, at=at, opened_at=opened_at)
    row.place = row.place or next_place(row)
    row.state = state_after(ModerationState(row.state), verb) or row.state
    row.public_text = "" if because else text or row.text
    row.public_name = "" if because or row.sender is None else name_to_publish(row.sender, approved=approved)
    row.withheld_because = because or ""
    row.moderated_at, row.moderated_by = at, by
    row.save()
    record_live_question_event(kind, row, by=by, at=at, **({"because": str(because)} if because else {}))
