"""How a verb takes hold of a question, and how it moves it on: the common part of all of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone

from audit.errors import ChangedMeanwhile
from audit.sealing.seals import hash_of
from members.access.actor import lock_actor
from participation.senders import keep_again, start_keeping
from qa.core.history import Entry, record
from qa.core.lifecycle import SORTING, acting_as, state_after
from qa.enums import OPEN_STATES, Actor, QuestionState, Verb
from qa.errors import NotYourQuestion, VerbOutOfPlace
from qa.mail.queue import queue_mail
from qa.models import Question, QuestionEvent
from qa.permissions import actors_of
from qa.signals import question_moved
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User


def held_question(
    question: Question,
    *,
    by: User | None = None,
    beside: Collection[int] = (),
    also: User | None = None,
    with_joined: bool = False,
) -> Question:
    """The question as the database has it, and nobody else's until the transaction ends: first the portal that handles
    it, and others beside it, in the order of their keys, then the account of who acts.

    Args:
        also: another account that the verb relies on.
        with_joined: hold those as well that were joined with it.

    Raises:
        AccessEnded: as `members.access.actor.lock_actor` says.
        TargetGone: there is no such question or portal.
        ChangedMeanwhile: it was forwarded just now.
        PortalArchived: nothing is done any more on the portal that handles it.
    """
    portals = {key: locked_portal(key) for key in sorted({question.responsible_portal_id, *beside})}
    lock_actor(by, also=also)
    stored = locked_question(question, with_joined=with_joined)
    if stored.responsible_portal_id != question.responsible_portal_id:
        raise ChangedMeanwhile
    if portals[stored.responsible_portal_id].state == PortalState.ARCHIVED:
        raise PortalArchived
    return stored


def locked_question(question: Question, *, with_joined: bool = False) -> Question:
    """The question as the database has it, after its portal; with those that were joined with it, in the order of their
    keys.

    Raises:
        TargetGone: there is none.
    """
    rows = Question.objects.select_for_update(of=("self",), no_key=True)
    wanted = Q(pk=question.pk) | Q(merged_into=question.pk) if with_joined else Q(pk=question.pk)
    stored = next((row for row in rows.filter(wanted).order_by("pk") if row.pk == question.pk), None)
    if stored is None:
        raise TargetGone
    return stored


def lock_for(
    question: Question,
    verb: Verb,
    *,
    by: User,
    at: datetime,
    beside: Collection[int] = (),
    also: User | None = None,
    with_joined: bool = False,
) -> tuple[Question, Actor]:
    """The question, held for a verb of somebody of the staff, and as what the person does it.

    Args:
        beside, also, with_joined: as `held_question` says.

    Raises:
        NotYourQuestion: the person may not.
        VerbOutOfPlace: the question is in no state for it.
        TargetGone, ChangedMeanwhile, PortalArchived: as `held_question` says.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    stored = held_question(question, by=by, beside=beside, also=also, with_joined=with_joined)
    actor = acting_as(actors_of(by, stored, on=timezone.localdate(at)), verb)
    if actor is None:
        raise NotYourQuestion
    check_place(stored, verb)
    return stored, actor


def held_for_sender(
    question: Question, verb: Verb, *, token: str, beside: Collection[int] = (), with_joined: bool = False
) -> Question:
    """The question, held for a verb of whoever sent it, and proves it with the secret of the link.

    Raises:
        NotYourQuestion: the secret is another.
        VerbOutOfPlace, TargetGone, ChangedMeanwhile, PortalArchived: as above.
    """
    stored = held_question(question, beside=beside, with_joined=with_joined)
    if stored.token_hash != hash_of(token):
        raise NotYourQuestion
    check_place(stored, verb)
    return stored


def check_place(question: Question, verb: Verb) -> QuestionState:
    """The state that follows a verb.

    Raises:
        VerbOutOfPlace: the question is in no state for it.
    """
    after = state_after(QuestionState(question.state), verb)
    if after is None:
        raise VerbOutOfPlace
    return after


def transition(
    question: Question,
    verb: Verb,
    *,
    actor: Actor,
    by: User | None,
    at: datetime,
    remark: str = "",
    data: dict[str, Any] | None = None,
    **facts: Any,
) -> QuestionEvent:
    """Write what changes of a locked question, with the state that follows, and the event that says so.

    The event holds the days of the clocks as they are from now on.

    Args:
        facts: other columns that change, by name.
    """
    before, question.state = question.state, check_place(question, verb)
    if verb in SORTING and question.sorted_on is None:
        facts["sorted_on"] = timezone.localdate(at)
    for name, value in facts.items():
        setattr(question, name, value)
    question.save(update_fields=["state", *facts])
    _keep_sender(question, was_open=before in OPEN_STATES, by=by, at=at)
    told = {"days": question.days_in_words(), **(data or {})}
    event = record(Entry(question, verb, before, actor, remark.strip(), told), by=by, at=at)
    queue_mail(event)
    question_moved.send(Question, question=question, verb=verb)
    return event


def _keep_sender(question: Question, *, was_open: bool, by: User | None, at: datetime) -> None:
    """Let the period begin after which the sender's data is erased, once the question is closed; or end, where it is
    opened again. What was erased already stays so."""
    if was_open == question.is_open or question.sender.is_erased:
        return
    if was_open:
        start_keeping(question.sender, ended_on=timezone.localdate(at), by=by, at=at)
    else:
        keep_again(question.sender, by=by, at=at)
