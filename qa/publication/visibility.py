"""Withholding a question and showing it again: one approver proposes, another confirms; the public log of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from audit.errors import ReasonMissing
from formats.vietnamese.text import to_nfc
from members.access.actor import lock_actor
from members.access.permissions import reviewed_portals
from qa.core.transitions import check_place, locked_question, transition
from qa.enums import WITHHELD, Actor, QuestionState, RefusalReason, Verb, Visibility, WithholdReason
from qa.errors import NothingAsked, NotYourQuestion, SecondPersonMissing, VisibilityAsked, VisibleAlready
from qa.models import Question, VisibilityChange
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def ask_to_withhold(
    question: Question, *, to: Visibility, because: WithholdReason, text: str, by: User, at: datetime
) -> VisibilityChange:
    """Propose that the public does not see a question: it is then for its sender alone, or hidden.

    Raises:
        VisibleAlready: it is withheld like this, or `to` is no withholding.
        VisibilityAsked: something is proposed already.
        ReasonMissing: no class of the reason, or no reason in words.
        NotYourQuestion: the person does not approve on the board that received it.
        VerbOutOfPlace: it is never public.
    """
    question = _held(question, Verb.ASK_WITHHOLD, by=by, at=at)
    if to not in WITHHELD or to == question.visibility:
        raise VisibleAlready
    if because not in WithholdReason:
        raise ReasonMissing
    return _ask(question, Verb.ASK_WITHHOLD, to=to, because=because, text=text, by=by, at=at)


@transaction.atomic
def ask_to_show(question: Question, *, text: str, by: User, at: datetime) -> VisibilityChange:
    """Propose that the public sees a withheld question again, with the public text that it has.

    Raises:
        VisibleAlready: it is not withheld.
        VisibilityAsked, ReasonMissing, NotYourQuestion, VerbOutOfPlace: as `ask_to_withhold` says.
    """
    question = _held(question, Verb.ASK_SHOW, by=by, at=at)
    if not question.is_withheld:
        raise VisibleAlready
    return _ask(question, Verb.ASK_SHOW, to=_shown_as(question), because="", text=text, by=by, at=at)


@transaction.atomic
def confirm_visibility(question: Question, *, by: User, at: datetime) -> None:
    """Let what was proposed be so, as the second person.

    Raises:
        NothingAsked: nothing is proposed any more.
        SecondPersonMissing: the person proposed it.
        NotYourQuestion, VerbOutOfPlace: as `ask_to_withhold` says.
    """
    question = _held(question, Verb.WITHHOLD, by=by, at=at)
    change = _open_change(question)
    if change.asked_by_id == by.pk:
        raise SecondPersonMissing
    _decide(change, is_confirmed=True, by=by, at=at)
    if change.to in WITHHELD:
        verb = Verb.WITHHOLD
        facts: dict[str, Any] = {
            "visibility": change.to,
            "withheld_because": change.because,
            "withheld_on": timezone.localdate(at),
            "listed_at": question.listed_at or at,
        }
    else:
        verb = Verb.SHOW
        facts = {
            "visibility": _shown_as(question),
            # What was never published has no text to show: it leaves the list until it is.
            "listed_at": question.listed_at if question.published_at else None,
            "withheld_because": "",
            "withheld_on": None,
        }
    told = {**change.told(), "visibility": facts["visibility"]}
    transition(question, verb, actor=Actor.APPROVER, by=by, at=at, data=told, **facts)


@transaction.atomic
def keep_visibility(question: Question, *, by: User, at: datetime, text: str = "") -> None:
    """Leave a question as the public sees it: the second person does not confirm, or the first takes it back.

    Raises:
        NothingAsked: nothing is proposed any more.
        NotYourQuestion, VerbOutOfPlace: as `ask_to_withhold` says.
    """
    question = _held(question, Verb.KEEP_VISIBILITY, by=by, at=at)
    change = _open_change(question)
    _decide(change, is_confirmed=False, by=by, at=at)
    transition(question, Verb.KEEP_VISIBILITY, actor=Actor.APPROVER, by=by, at=at, remark=text, data=change.told())


def _held(question: Question, verb: Verb, *, by: User, at: datetime) -> Question:
    """The question, after the portal that received it and the account."""
    locked_portal(question.received_portal_id)
    lock_actor(by)
    question = locked_question(question)
    if question.received_portal_id not in reviewed_portals(by, on=timezone.localdate(at)):
        raise NotYourQuestion
    check_place(question, verb)
    return question


def _ask(
    question: Question, verb: Verb, *, to: Visibility, because: str, text: str, by: User, at: datetime
) -> VisibilityChange:
    text = to_nfc(text).strip()
    if not text:
        raise ReasonMissing
    if question.visibility_changes.open().exists():
        raise VisibilityAsked
    change = VisibilityChange.objects.create(
        question=question, to=to, because=because, text=text, asked_by=by, asked_at=at
    )
    transition(question, verb, actor=Actor.APPROVER, by=by, at=at, data=change.told())
    return change


def _open_change(question: Question) -> VisibilityChange:
    change = question.visibility_changes.open().first()
    if change is None:
        raise NothingAsked
    return change


def _decide(change: VisibilityChange, *, is_confirmed: bool, by: User, at: datetime) -> None:
    change.decided_by, change.decided_at, change.is_confirmed = by, at, is_confirmed
    change.save(update_fields=["decided_by", "decided_at", "is_confirmed"])


def _shown_as(question: Question) -> Visibility:
    return shown_as(question, title=question.public_title, text=question.public_text)


def shown_as(question: Question, *, title: str, text: str) -> Visibility:
    """How a public text stands to what was sent."""
    is_whole = (title, text) == (question.title, question.text)
    return Visibility.PUBLIC if is_whole else Visibility.PUBLIC_REDACTED


class Kept(StrEnum):
    """What happened to it."""

    WITHHELD = "withheld"
    SHOWN_AGAIN = "shown_again"
    REFUSED = "refused"
    ROUTED_OUT = "routed_out"


@dataclass(frozen=True, slots=True)
class LogLine:
    """How many of a portal in a month. `because`: the class of the reason in words; empty where there is none."""

    month: str
    kind: Kept
    because: str
    count: int


@dataclass(frozen=True, slots=True)
class LogTotals:
    """How many questions of a portal are not public today, as its figures count them (`qa.enums.Ending`)."""

    withheld: int
    refused: int
    routed_out: int


def totals_of(lines: Iterable[LogLine]) -> LogTotals:
    """Totals of the lines of a log."""
    sums: Counter[Kept] = Counter()
    for line in lines:
        sums[line.kind] += line.count
    return LogTotals(
        withheld=sums[Kept.WITHHELD] - sums[Kept.SHOWN_AGAIN],
        refused=sums[Kept.REFUSED],
        routed_out=sums[Kept.ROUTED_OUT],
    )


def withheld_log(portal_id: int) -> list[LogLine]:
    """All lines of a portal, the latest month first."""
    order = list(Kept)
    lines = [*_decided(portal_id), *_never_public(portal_id)]
    return sorted(lines, key=lambda line: (line.month, -order.index(line.kind), line.because), reverse=True)


def _decided(portal_id: int) -> list[LogLine]:
    rows = VisibilityChange.objects.for_portals([portal_id]).filter(is_confirmed=True).order_by("decided_at", "pk")
    counts: Counter[tuple[str, Kept, str]] = Counter()
    withheld: set[int] = set()
    for question, at, to, because in rows.values_list("question", "decided_at", "to", "because"):
        # Hidden after it was left to its sender, or the other way round: it is withheld already.
        if (to in WITHHELD) == (question in withheld):
            continue
        month = timezone.localtime(at).strftime("%Y-%m")
        kind = Kept.WITHHELD if to in WITHHELD else Kept.SHOWN_AGAIN
        withheld ^= {question}
        counts[month, kind, str(WithholdReason(because).label) if because else ""] += 1
    return [LogLine(*key, count) for key, count in counts.items()]


def _never_public(portal_id: int) -> list[LogLine]:
    """Those that never were public, by the month in which they were sorted; what was withheld before is above."""
    closed = [QuestionState.REFUSED, QuestionState.ROUTED_OUT]
    rows = Question.objects.received_by([portal_id]).filter(state__in=closed, withheld_on=None).order_by()
    months = rows.annotate(month=Substr(Cast("sorted_on", CharField()), 1, 7))
    return [
        LogLine(month, Kept(state), str(RefusalReason(because).label) if because else "", count)
        for month, state, because, count in months.values_list("month", "state", "refused_because").annotate(
            Count("pk")
        )
    ]
