"""Who is told by mail of questions whose time runs out: once for each question and stage, as long as it holds (12.1.đ).

A promised day is a clock of its own: its alerts are about the notice of progress that promised it; and so is that of a
further question or a correction: its alerts are about the event that reopened the question. What a board has to sort
once more, because it was forwarded, sent back or returned, is told anew: about the event that brought it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from deadlines.queries import working_calendar
from formats.vietnamese.dates import vi_date
from members.access.permissions import supervised_portals
from notifications.models import Notice
from notifications.notice_types import Recipient, register_notice, staff_and_supervisors
from notifications.notices import register_daily_notes
from qa.core.lifecycle import PASSING_ON, TO_SORT_AGAIN
from qa.enums import AnswerKind, QuestionNoticeKind, QuestionState, Verb
from qa.models import Answer, Question, QuestionEvent
from qa.oversight.reminder_stages import FIRST_STAGE, STAGES, Clock, Level, People, stages_on, told_level
from qa.permissions import actors_of
from sites.directory import get_directory
from sites.tree import content_type_of

if TYPE_CHECKING:
    from deadlines.working_days import WorkingCalendar

BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Alert:
    """One person is told of one stage of one question."""

    user_id: int
    kind: str
    portal_id: int
    content_type_id: int
    object_id: str


def note_questions(at: datetime) -> None:
    """Write the notices of the day."""
    today, calendar = timezone.localdate(at), working_calendar()
    horizon = calendar.after(today, -FIRST_STAGE)
    rows, last = Question.objects.to_remind(by=horizon).order_by("pk"), 0
    while part := list(rows.filter(pk__gt=last)[:BATCH]):
        last = part[-1].pk
        notices = [
            Notice(
                user_id=alert.user_id,
                portal_id=alert.portal_id,
                kind=alert.kind,
                content_type_id=alert.content_type_id,
                object_id=alert.object_id,
                created_at=at,
            )
            for alert in alerts_of(part, on=today, calendar=calendar)
        ]
        Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)


def alerts_of(questions: Sequence[Question], *, on: date, calendar: WorkingCalendar) -> Iterator[Alert]:
    """Who is to be told of some open questions on a day.

    Nobody is told twice of one clock of one question on one day: of the highest stage alone.
    """
    people = People(questions, on=on)
    items: dict[int, Any] = {**_reopenings(questions), **_promises(questions)}
    arrivals: dict[int, Any] = dict(_arrivals(questions))
    for question in questions:
        for clock, last_day in clocks_of(question):
            item: Any = (items if clock == Clock.ANSWER else arrivals).get(question.pk, question)
            told: set[int] = set()
            for stage in stages_on(clock, last_day, today=on, calendar=calendar):
                there = {level: people.at(level, question, clock) for level in Level}
                present = frozenset(level for level, keys in there.items() if keys)
                level = told_level(stage.level, turn=turn_of(question), there=present)
                for key in sorted(there[level] - told) if level else ():
                    told.add(key)
                    place = content_type_of(type(item)).pk, str(item.pk)
                    yield Alert(key, stage.kind, question.responsible_portal_id, *place)


def clocks_of(question: Question) -> Iterator[tuple[Clock, date]]:
    """The clocks of an open question that run."""
    if question.is_to_sort:
        yield Clock.SCOPE, question.scope_due
    if question.sorted_on is None:
        yield Clock.SORT, question.classify_due
    if (last_day := question.last_day) is not None:
        yield Clock.ANSWER, last_day


def turn_of(question: Question) -> Level:
    """Who has the next step: the board, of what it has to sort or to review."""
    is_boards = question.unit_id is None or question.state == QuestionState.IN_BOARD_REVIEW
    return Level.BOARD if is_boards else Level.OFFICER


def _promises(questions: Iterable[Question]) -> dict[int, Answer]:
    """The notice of progress that promised the day of each question that has one."""
    promised = [question.pk for question in questions if question.promised_for is not None]
    if not promised:
        return {}
    rows = Answer.objects.published().filter(question__in=promised, kind=AnswerKind.INTERIM).order_by("published_at")
    return {answer.question_id: answer for answer in rows}


def _reopenings(questions: Iterable[Question]) -> dict[int, QuestionEvent]:
    """The event that reopened each question of which a further question or a correction waits."""
    waiting = [question.pk for question in questions if question.again_due is not None]
    if not waiting:
        return {}
    rows = QuestionEvent.objects.filter(question__in=waiting, verb=Verb.REOPEN).order_by("number")
    return {event.question_id: event for event in rows}


def _arrivals(questions: Iterable[Question]) -> dict[int, QuestionEvent]:
    """The event after which a board has to sort it once more, of each question for which there was one."""
    unsorted = [question.pk for question in questions if question.sorted_on is None]
    if not unsorted:
        return {}
    rows = QuestionEvent.objects.filter(question__in=unsorted, verb__in=TO_SORT_AGAIN).order_by("number")
    return {event.question_id: event for event in rows}


def _holding(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Notices that are as they were said: of questions that are at this stage, for who is still to be told."""
    items = [one.item for one in notices if one.item]
    keys = {item.question_id if isinstance(item, Answer | QuestionEvent) else item.pk for item in items}
    questions = Question.objects.in_bulk(keys)
    for notice in notices:
        if isinstance(notice.item, Answer | QuestionEvent):
            # What the mail says of it needs no query then.
            notice.item.question = questions[notice.item.question_id]
    still_open = [one for one in questions.values() if one.is_open]
    alerts = set(alerts_of(still_open, on=recipient.today, calendar=working_calendar()))
    # With the portal as it is now: what was forwarded meanwhile is the matter of others.
    return {
        one.pk
        for one in notices
        if Alert(one.user_id, one.kind, one.portal_id or 0, one.content_type_id, one.object_id) in alerts
    }


def _words(notice: Notice, on: date) -> tuple[str, str]:
    """The code and the last day, and where whoever handles it finds it; the words of the sender stay where they are.

    Who is told without handling it, as the city is, finds it among the overdue ones of its portal.
    """
    item: Any = notice.item
    question = item.question if isinstance(item, Answer | QuestionEvent) else item
    address = ""
    if actors_of(notice.user, question, on=on):
        address = reverse("questions_admin:question", args=[question.pk])
    elif (supervised := supervised_portals(notice.user, on=on)) is None or question.responsible_portal_id in supervised:
        address = f"{reverse('questions_admin:overdue')}?portal={question.responsible_portal_id}"
    clock = next(stage.clock for stage in STAGES if stage.kind == notice.kind)
    if clock == Clock.SCOPE and timezone.localdate(notice.created_at) > question.scope_due:
        text = _("%(code)s: the day for it was %(day)s and has passed")
        return text % {"code": question.code, "day": vi_date(question.scope_due)}, address
    day = {Clock.SCOPE: question.scope_due, Clock.SORT: question.classify_due}.get(clock, question.last_day)
    if isinstance(item, QuestionEvent) and item.verb in PASSING_ON:
        sender = get_directory().by_id[item.data["from"]].name
        text = _("%(code)s: last day %(day)s; it came from %(portal)s")
        return text % {"code": question.code, "day": vi_date(day), "portal": sender}, address
    return _("%(code)s: last day %(day)s") % {"code": question.code, "day": vi_date(day)}, address


register_daily_notes(note_questions)
for _number, _kind in enumerate(QuestionNoticeKind):
    register_notice(
        _kind,
        order=230 + _number,
        text=_words,
        holding=_holding,
        audience=staff_and_supervisors,
        is_told_by_period=True,
    )
