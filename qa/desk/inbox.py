"""Which questions wait for whom, in the inbox and under "My work", and until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, DateField, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from deadlines.explaining import explain
from editorial.enums import ProposalState
from editorial.models import ProposedChange
from formats.vietnamese.dates import vi_date, vi_datetime
from home.timeliness.clock_labels import left_in_words, urgency
from members.access.roles import roles_of
from qa.enums import NEVER_PUBLIC, QuestionState
from qa.models import AnsweringUnit, Question
from qa.models.question_lists import QuestionQuerySet
from qa.permissions import units_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from deadlines.working_days import WorkingCalendar


S = QuestionState
# In these the unit has something to do; elsewhere the board has, or nobody. Its clock runs while the sender is asked.
WITH_THE_UNIT = (S.ASSIGNED, S.NEEDS_CLARIFICATION, S.IN_ANSWER, S.INTERIM_PUBLISHED)
NOT_TO_PUBLISH = NEVER_PUBLIC | {S.RECEIVED, S.WITHDRAWN, S.MERGED_DUPLICATE}


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a person handles questions: boards as keys of portals, and units."""

    boards: frozenset[int]
    units: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.boards or self.units)

    def handled(self) -> QuestionQuerySet:
        """Questions that the person handles (`qa.permissions.handled_questions`)."""
        rows = Question.objects.all()
        return rows.handled_by(self.boards) | rows.received_by(self.boards) | rows.filter(unit__in=self.units)

    def newest(self, most: int) -> QuestionQuerySet:
        """What is handled, without what is older than the newest `most`; of those, all.

        Each portal and each unit has an index by day; together they have none, and a database that takes them together
        sorts everything there ever was. So each is asked for its own.
        """
        units = AnsweringUnit.objects.filter(pk__in=self.units).order_by().annotate(nth=_day_of_nth("unit", most))
        boards = (
            Portal.objects.filter(pk__in=self.boards)
            .order_by()
            .annotate(nth=_day_of_nth("responsible_portal", most), nth_received=_day_of_nth("received_portal", most))
        )
        found = chain(units.values_list("nth", flat=True), *boards.values_list("nth", "nth_received"))
        older = [moment for moment in found if moment is not None]
        return self.handled().filter(received_at__gte=max(older)) if older else self.handled()

    def to_sort(self) -> QuestionQuerySet:
        """Those that are not sorted, also where another portal forwarded them, and those that no unit has: asked
        further on where no unit had them any more."""
        # Named once more: states stand in the index, and are found there where no other condition is beside them.
        rows = Question.objects.handled_by(self.boards).filter(state__in=(S.RECEIVED, *WITH_THE_UNIT))
        return rows.filter(Q(state=S.RECEIVED) | Q(unit=None))

    def to_answer(self) -> QuestionQuerySet:
        return Question.objects.filter(unit__in=self.units, state__in=WITH_THE_UNIT)

    def mine(self) -> QuestionQuerySet:
        """What the person can do something about now."""
        return self.to_sort() | self.to_answer()

    def to_publish(self) -> QuestionQuerySet:
        """Sorted ones of which the public reads nothing, and of which nothing waits for the review: the board that
        received them says what will be read."""
        rows = Question.objects.received_by(self.boards).filter(published_at=None).exclude(state__in=NOT_TO_PUBLISH)
        waiting = ProposedChange.objects.filter(
            content_type=ContentType.objects.get_for_model(Question),
            portal__in=self.boards,
            state=ProposalState.WAITING,
        )
        keys = waiting.order_by().annotate(key=Cast("object_id", BigIntegerField())).values("key")
        return rows.exclude(pk__in=keys)


def _day_of_nth(field: str, most: int) -> Subquery:
    """When the question was received that has `most` newer ones beside it; of none where there are fewer."""
    beside = Question.objects.filter(**{field: OuterRef("pk")}).order_by("-received_at")
    return Subquery(beside.values("received_at")[most : most + 1])


def desk_of(user: AnyUser, *, on: date) -> Desk:
    """Where a person handles questions on a day; nowhere for operators, supervisors and superusers as such."""
    return Desk(boards=roles_of(user, on=on).boards, units=units_of(user, on=on))


def by_last_day(rows: QuestionQuerySet) -> QuestionQuerySet:
    """With the day that matters now as `due`, the nearest first: to say that another body is competent, of what is not
    sorted; the promised one; that of what was asked once more; that of the answer."""
    due = Case(
        When(state=S.RECEIVED, sorted_on=None, then=F("scope_due")),
        default=Coalesce("promised_for", "again_due", "answer_due"),
        output_field=DateField(),
    )
    return rows.annotate(due=due).order_by("due", "pk")


def day_to_keep(question: Question, *, today: date) -> date | None:
    """The day that is shown of a question: of what is not sorted, until it has passed, that to say that another body is
    competent (12.1.đ: within the working day), then that to sort it; else its last day. None of what is closed."""
    if question.is_to_sort:
        return question.scope_due if today <= question.scope_due else question.classify_due
    return question.last_day


def time_left(question: Question, *, today: date, calendar: WorkingCalendar) -> str:
    """How much is left until the day to keep, in the list and on the screen of a question alike; empty of what is
    closed."""
    due = day_to_keep(question, today=today)
    if due is None:
        return ""
    left = left_in_words(due, today=today, calendar=calendar)
    if not question.is_to_sort:
        return left
    if due == question.scope_due:
        return _("%(left)s: to sort, or to name the body that is competent") % {"left": left}
    return _("%(left)s; the day to name another body has passed") % {"left": left}


@dataclass(frozen=True, slots=True)
class DayWords:
    """One last day.

    Attributes:
        state: late, soon, calm or done, for the look.
        headline: what is left of it, or when it was kept.
        explanation: how it came about; empty for a promised day.
    """

    label: str
    day: date
    state: str
    headline: str
    explanation: str


def received_in_words(question: Question) -> str:
    """ "Received at 16:40, Friday 26/4/2026, counted from Monday 29/4/2026"."""
    text = pgettext("question", "Received at %(time)s, counted from %(day)s")
    return text % {"time": vi_datetime(question.received_at), "day": vi_datetime(question.day_zero)}


def days_of(question: Question, *, today: date, calendar: WorkingCalendar) -> list[DayWords]:
    """The last days that matter, or mattered, to who handles a question."""
    return list(_days(question, today=today, calendar=calendar))


def _days(question: Question, *, today: date, calendar: WorkingCalendar) -> Iterator[DayWords]:
    def words(label: str, due: date, done: date | None, *, counted: bool = True) -> DayWords:
        explanation = explain(_("Counted from"), question.day_zero, due, calendar) if counted else ""
        if done is None:
            left = left_in_words(due, today=today, calendar=calendar)
            return DayWords(label, due, urgency(due, today=today, calendar=calendar), left, explanation)
        if late := calendar.days_late(due, done):
            text = ngettext(
                "done on %(day)s, %(count)d working day late", "done on %(day)s, %(count)d working days late", late
            )
            return DayWords(label, due, "late", text % {"day": vi_date(done), "count": late}, explanation)
        return DayWords(label, due, "done", _("done on %(day)s") % {"day": vi_date(done)}, explanation)

    if question.is_to_sort and today <= question.scope_due:
        yield words(_("To say that another body is competent"), question.scope_due, None)
    if question.is_open or question.sorted_on is not None:
        yield words(_("To sort and forward to the unit that answers"), question.classify_due, question.sorted_on)
    if question.is_open or question.first_reply_on is not None:
        yield words(_("To answer, or to tell the day of the answer"), question.answer_due, question.first_reply_on)
    if question.promised_for is not None and question.is_open:
        yield words(_("Promised to the sender"), question.promised_for, None, counted=False)
    if question.again_due is not None and question.is_open:
        yield words(
            _("To answer the further question, or to correct the answer"), question.again_due, None, counted=False
        )
