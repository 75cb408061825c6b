"""Verbs that make an unanswered live question one with time limits."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from participation.consents import consents_of
from participation.dialogue.errors import EventNotOver, LiveQuestionMoved
from participation.dialogue.receivers import PassedOn, hand_over
from participation.dialogue.transitions import lock_for, next_place, record_live_question_event
from participation.enums.live_questions import LiveQuestionEventKind, LiveVerb
from participation.enums.submissions import ViewReason
from participation.models import LiveQuestion
from participation.senders import read_contact, start_keeping

if TYPE_CHECKING:
    from accounts.models import User


logger = logging.getLogger(__name__)


@transaction.atomic
def pass_on_live_question(question: LiveQuestion, *, by: User | None, at: datetime) -> str:
    """Let a question that was not answered become one with time limits. Returns its new code.

    The app that receives it mails the sender. What is kept of the sender here goes after its period.

    Args:
        by: None: the application, in the night after the event.

    Raises:
        EventNotOver: it may still be answered live.
        LiveQuestionMoved: it was answered or passed on, or the sender did not agree.
        NotYourLiveQuestion, PortalArchived: as `lock_for` says.
        PortalRefusal: as the receiver says.
    """
    row = lock_for(question, LiveVerb.PASS_ON, by=by, at=at)
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
    row.passed_on_at, row.place = at, row.place or next_place(row)
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
