"""Which questions wait for whom: the conditions of the inbox and of "My work"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Case, DateField, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Cast, Coalesce

from editorial.enums import ProposalState
from editorial.models import ProposedChange
from members.access.roles import roles_of
from qa.enums import NEVER_PUBLIC, QuestionState
from qa.models import AnsweringUnit, Question
from qa.models.question_lists import QuestionQuerySet
from qa.permissions import units_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser

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
        """The same as `qa.permissions.handled_questions`."""
        rows = Question.objects.all()
        return rows.handled_by(self.boards) | rows.received_by(self.boards) | rows.filter(unit__in=self.units)

    def newest(self, most: int) -> QuestionQuerySet:
        """What is handled, without what is older than the newest `most`; of those, all. Two small queries beside.

        Each portal and each unit has an index by day; together they have none, and a database that takes them together
        sorts everything there ever was. So each is asked for its own.
        """
        units = AnsweringUnit.objects.filter(pk__in=self.units).order_by().annotate(nth=_day_of_nth("unit", most))
        boards = (
            Portal.objects.filter(pk__in=self.boards)
            .order_by()
            .annotate(nth=_day_of_nth("responsible_portal", most), nth_received=_day_of_nth("received_portal", most))
        )
        found = [*units.values_list("nth", flat=True)]
        for days in boards.values_list("nth", "nth_received"):
            found += days
        older = [moment for moment in found if moment is not None]
        return self.handled().filter(received_at__gte=max(older)) if older else self.handled()

    def to_sort(self) -> QuestionQuerySet:
        """Received ones, and those that no unit has: forwarded by another portal, or asked further on where no unit
        had them any more."""
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
        of_questions = ContentType.objects.get_for_model(Question)
        waiting = ProposedChange.objects.filter(content_type=of_questions, portal__in=self.boards)
        waiting = waiting.filter(state=ProposalState.WAITING)
        keys = waiting.order_by().annotate(key=Cast("object_id", BigIntegerField())).values("key")
        return rows.exclude(pk__in=keys)


def _day_of_nth(field: str, most: int) -> Subquery:
    """When the question was received that has `most` newer ones beside it; of none where there are fewer."""
    beside = Question.objects.filter(**{field: OuterRef("pk")}).order_by("-received_at")
    return Subquery(beside.values("received_at")[most : most + 1])


def desk_of(user: AnyUser, *, on: date) -> Desk:
    """Where a person handles questions on a day; nowhere for operators, supervisors and superusers as such. Two queries
    at most."""
    return Desk(boards=roles_of(user, on=on).boards, units=units_of(user, on=on))


def by_last_day(rows: QuestionQuerySet) -> QuestionQuerySet:
    """With the day that matters now as `due`, the nearest first: to say that another body is competent, of what is not
    sorted; the promised one; that of what was asked once more; that of the answer."""
    due = Case(
        When(state=S.RECEIVED, then=F("scope_due")),
        default=Coalesce("promised_for", "again_due", "answer_due"),
        output_field=DateField(),
    )
    return rows.annotate(due=due).order_by("due", "pk")


def day_to_keep(question: Question, *, today: date) -> date | None:
    """The day that is shown of a question: of what is not sorted, until it has passed, that to say that another body is
    competent (12.1.đ: within the working day), then that to sort it; else its last day. None of what is closed."""
    if question.state == S.RECEIVED:
        return question.scope_due if today <= question.scope_due else question.classify_due
    return question.last_day
