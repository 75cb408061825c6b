"""Verbs among those who handle a question: handed to a colleague, noted for colleagues."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from members.access.roles import roles_of
from qa.core.texts import checked_text
from qa.core.transitions import held_question, lock_for, transition
from qa.enums import Verb
from qa.errors import ColleagueElsewhere, NotYourQuestion
from qa.models import Question, QuestionNote
from qa.models.canned_response import NOTE_LENGTH
from qa.permissions import actors_of, officers_of_unit, units_of

if TYPE_CHECKING:
    from django.db.models import QuerySet


@transaction.atomic
def hand_over(question: Question, *, to: User, by: User, at: datetime, remark: str = "") -> None:
    """Give a question to a colleague of the same unit. It stays in its state; the event holds the key of the colleague.

    Raises:
        ColleagueElsewhere: who gets it does not answer for the unit today, or is who gives it.
        PortalRefusal: as `qa.core.transitions.lock_for` says.
    """
    question, actor = lock_for(question, Verb.HAND_OVER, by=by, at=at, also=to)
    on = timezone.localdate(at)
    if to.pk == by.pk or question.unit is None or not officers_of_unit(question.unit, on=on).filter(pk=to.pk).exists():
        raise ColleagueElsewhere
    transition(question, Verb.HAND_OVER, actor=actor, by=by, at=at, remark=remark, data={"officer": to.pk}, officer=to)


@transaction.atomic
def write_note(question: Question, *, text: str, by: User, at: datetime) -> QuestionNote:
    """Note something for colleagues of the portal that handles the question now. No event: nothing happens to it.

    Raises:
        NotYourQuestion: the person does not handle it.
        TextMissing, TextTooLong: of the note.
        TargetGone, ChangedMeanwhile, PortalArchived, AccessEnded: as `qa.core.transitions.held_question` says.
    """
    question = held_question(question, by=by)
    if not actors_of(by, question, on=timezone.localdate(at)):
        raise NotYourQuestion
    return QuestionNote.objects.create(
        question=question,
        portal_id=question.responsible_portal_id,
        text=checked_text(text, most=NOTE_LENGTH),
        by=by,
        at=at,
    )


def notes_for(user: User, question: Question, *, on: date) -> QuerySet[QuestionNote]:
    """Notes that a person reads: of the portals on whose boards the person sits and, as an officer of the unit that has
    the question, of its portal. Those of a portal stay with it when the question is forwarded."""
    portals = set(roles_of(user, on=on).boards)
    if question.unit_id is not None and question.unit_id in units_of(user, on=on):
        portals.add(question.responsible_portal_id)
    return QuestionNote.objects.filter(question=question, portal__in=portals).select_related("by", "portal")
