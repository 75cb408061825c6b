"""What becomes of the questions of an officer whose right ends: a successor takes them over, or the board has them back
and forwards them anew, by the same last day (12.1.đ). And which units have nobody who answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from members.duties import NAMED, OpenWork, Post, is_last, register_idle_parts, register_open_work, register_posts
from members.enums import Duty
from notifications.member_notices import ended_lately, note_vacancies
from notifications.notices import register_daily_notes
from qa.core.endings import NOBODY
from qa.core.history import locked_ledgers
from qa.core.transitions import transition
from qa.desk.inbox import WITH_THE_UNIT
from qa.desk.replies import WENT_ON, end_reply
from qa.enums import Actor, QuestionEventKind, Verb
from qa.models import AnsweringUnit, Question, UnitOfficer
from qa.permissions import acting_officers, handled_questions
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from audit.models import PortalEvent
    from qa.models.question_lists import QuestionQuerySet
    from sites.models import Portal
OFFICER_NAMED: Final = gettext_noop("Officer named")


def record_desk_act(
    act: str,
    unit: AnsweringUnit,
    *,
    portal: Portal,
    by: User | None,
    at: datetime,
    person: User | None = None,
    **told: Any,
) -> PortalEvent:
    """Write the event of something that changed about a unit or its officers."""
    data: dict[str, Any] = {"act": act, "name": unit.draft_vi or unit.name_vi, **told}
    if person is not None:
        data["user"] = person.get_username()
    return record_event(QuestionEventKind.QUESTION_DESK_CHANGED, portal=portal, at=at, by=by, **data)


def take_over(
    portal: Portal, person: User, successor: User, *, by: User | None, at: datetime, unit: AnsweringUnit | None = None
) -> None:
    """Name a successor for the units of an officer whose right ends, and hand over what the officer has open. In the
    caller's transaction, which holds the portal and both accounts.

    Args:
        unit: the one unit for which the right ends; None: all of them.
    """
    today = timezone.localdate(at)
    held = UnitOfficer.objects.in_force(on=today).filter(user=person, unit__portal=portal, unit__ended_on=None)
    units = {row.unit_id: row.unit for row in held.select_related("unit") if unit is None or row.unit_id == unit.pk}
    named = UnitOfficer.objects.filter(unit__in=units, user=successor)
    missing = sorted(set(units) - set(named.in_force(on=today).values_list("unit", flat=True)))
    # Who was named from a later day on begins today.
    later = named.filter(unit__in=missing, valid_from__gt=today).order_by("-valid_from")
    first = {row.unit_id: row.pk for row in later}
    UnitOfficer.objects.filter(pk__in=first.values()).update(valid_from=today)
    UnitOfficer.objects.bulk_create(
        UnitOfficer(unit_id=key, user=successor, valid_from=today) for key in missing if key not in first
    )
    for question in _locked(_in_hand_of(person, portal).filter(unit__in=units)):
        data = {"officer": successor.pk}
        transition(question, Verb.HAND_OVER, actor=Actor.SYSTEM, by=by, at=at, data=data, officer=successor)
    for key in missing:
        record_desk_act(OFFICER_NAMED, units[key], portal=portal, by=by, at=at, person=successor)


def give_back(portal: Portal, person: User, *, by: User | None, at: datetime) -> int:
    """Give to the board what a person who answers no more has open, and what is with a unit that has nobody else.

    In the caller's transaction, which holds the portal. Returns how many questions.
    """
    of_person = Q(officer=person) | Q(unit__in=UnitOfficer.objects.filter(user=person).values("unit"))
    return _fall_back(left_questions(on=timezone.localdate(at)).filter(of_person, unit__portal=portal), by=by, at=at)


def give_back_left(*, at: datetime) -> int:
    """Give to their boards the questions of all whose last day has passed. Returns how many."""
    rows = left_questions(on=timezone.localdate(at))
    count = 0
    for key in sorted(set(rows.order_by().values_list("unit__portal", flat=True))):
        with atomic_refusing_deadlocks():
            if locked_portal(key).state != PortalState.ARCHIVED:
                count += _fall_back(rows.filter(unit__portal=key), by=None, at=at)
    return count


def left_questions(*, on: date) -> QuestionQuerySet:
    """Questions with a unit whose officer answers for it no more, or that has no officer any more."""
    acting = acting_officers(on=on).filter(unit=OuterRef("unit")).order_by()
    named = UnitOfficer.objects.filter(unit=OuterRef("unit")).order_by()
    of_officer = Q(officer__isnull=False) & ~Q(Exists(acting.filter(user=OuterRef("officer"))))
    of_unit = Q(Exists(named)) & ~Q(Exists(acting))
    return Question.objects.filter(of_officer | of_unit, state__in=WITH_THE_UNIT, unit__isnull=False)


def _in_hand_of(person: User, portal: Portal) -> QuestionQuerySet:
    return Question.objects.filter(officer=person, unit__portal=portal, state__in=WITH_THE_UNIT)


def _fall_back(rows: Any, *, by: User | None, at: datetime) -> int:
    questions = _locked(rows)
    for question in questions:
        data = {"unit": question.unit_id, "officer": question.officer_id}
        # It stays sorted: the board did that in time, and only looks for another unit.
        facts: dict[str, Any] = {"asked_back": "", **NOBODY}
        transition(question, Verb.FALL_BACK, actor=Actor.SYSTEM, by=by, at=at, data=data, **facts)
        end_reply(question, by=by, at=at, because=WENT_ON)
    return len(questions)


def _locked(rows: Any) -> list[Question]:
    """Questions of one portal, which is held, in the order of their keys, with the ledgers that their histories stand
    in."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    held = Question.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=keys)
    questions = list(held.select_related("sender").order_by("pk"))
    if questions:
        locked_ledgers({question.received_portal_id for question in questions})
    return questions


def posts_of_units(posts: Sequence[Post], on: date) -> list[Post]:
    """Each unit to which questions can be forwarded, with those who are named for it and have the role."""
    acting = {post.portal_id: post.holders for post in posts if post.duty == Duty.ANSWER}
    in_force = Q(officers__valid_until=None) | Q(officers__valid_until__gte=on)
    rows: Any = (
        AnsweringUnit.objects.answering()
        .for_portals(acting)
        .annotate(named=FilteredRelation("officers", condition=in_force & Q(officers__valid_from__lte=on)))
        .order_by("portal", "position", "pk")
    )
    units: dict[int, AnsweringUnit] = {}
    holders: dict[int, set[int]] = defaultdict(set)
    for unit in rows.annotate(named_user=F("named__user")):
        units[unit.pk] = unit
        if unit.named_user in acting[unit.portal_id]:
            holders[unit.pk].add(unit.named_user)
    return [Post(unit.portal_id, Duty.ANSWER, frozenset(holders[key]), key, unit.name) for key, unit in units.items()]


def units_without_officer(on: date) -> Exists:
    """A condition on rows with a portal: one of its units that answer has no officer."""
    acting = acting_officers(on=on).filter(unit=OuterRef("pk")).order_by()
    units = AnsweringUnit.objects.answering().filter(~Exists(acting), portal=OuterRef("portal"))
    return Exists(units.order_by())


def open_questions(person: User, posts: Sequence[Post], reader: User, on: date) -> OpenWork | None:
    """The open questions of an officer, and of the units that would have nobody: by their codes, since who ends a right
    need not read what citizens wrote."""
    answering = [post for post in posts if post.duty == Duty.ANSWER]
    portals = {post.portal_id for post in answering if post.unit_id is None}
    units = {post.unit_id: is_last(person, post) for post in answering if post.unit_id is not None}
    in_hand = Q(officer=person) & (Q(unit__portal__in=portals) | Q(unit__in=units))
    of_nobody = Q(unit__in=[key for key, is_left in units.items() if is_left])
    rows = Question.objects.filter(in_hand | of_nobody, state__in=WITH_THE_UNIT).order_by("answer_due", "pk")
    count = rows.count()
    if not count:
        return None
    first = list(rows.values_list("pk", "code")[:NAMED])
    readable = set(
        handled_questions(reader, on=on).filter(pk__in=[key for key, _code in first]).values_list("pk", flat=True)
    )
    entries = [
        (code, reverse("questions_admin:question", args=[key]) if key in readable else "") for key, code in first
    ]
    return OpenWork(_("Open questions that the successor takes over, or the board has back"), count, tuple(entries))


def note_left_units(at: datetime) -> None:
    """Tell of the units that have no officer since the last day of one was reached."""
    rows = UnitOfficer.objects.filter(ended_lately(timezone.localdate(at))).select_related("unit").order_by("pk")
    note_vacancies(
        [((row.unit.portal_id, Duty.ANSWER, row.unit_id), row, row.valid_until) for row in rows if row.valid_until],
        at=at,
    )


register_daily_notes(note_left_units)
register_posts(posts_of_units)
register_idle_parts(units_without_officer)
register_open_work(open_questions)
