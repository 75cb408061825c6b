"""Which questions a list shows: the conditions, the verbs that ask them, and the indexes that find them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, CharField, F, Q, Value, When

from qa.enums import NEVER_LISTED, OPEN_STATES, Actor, Ending, QuestionState

REPLIED_LATE = (
    Q(first_reply_on__gt=F("answer_due")) | Q(answered_on__gt=F("was_promised_for")) | Q(broken_until__isnull=False)
)
IS_LISTED = Q(listed_at__isnull=False)
_ANSWERED_ONCE = Q(state__in=OPEN_STATES, answered_on__isnull=False)
# The first that holds is what became of a question; of none it waits. A correction leaves it answered.
_ENDINGS = (
    (Ending.WITHHELD, Q(withheld_on__isnull=False)),
    (Ending.REFUSED, Q(state=QuestionState.REFUSED)),
    (Ending.ROUTED_OUT, Q(state=QuestionState.ROUTED_OUT)),
    (Ending.DECLINED, Q(state=QuestionState.OUT_OF_SCOPE)),
    (Ending.MERGED, Q(state=QuestionState.MERGED_DUPLICATE)),
    (Ending.WITHDRAWN, Q(state=QuestionState.WITHDRAWN)),
    (Ending.ASKED_FURTHER, _ANSWERED_ONCE & Q(reopened_by=Actor.SENDER)),
    (Ending.ANSWERED, Q(state=QuestionState.ANSWERED) | _ANSWERED_ONCE),
    (Ending.PROMISED, Q(promised_for__isnull=False)),
    (Ending.PASSED_ON, ~Q(responsible_portal=F("received_portal"))),
)
# Of the public list and each of its filters, in its order.
_NEWEST_FIRST = ("-received_at", "-id")
LIST_INDEXES = (
    models.Index(fields=["received_portal", *_NEWEST_FIRST], condition=IS_LISTED, name="qa_listed"),
    *(
        models.Index(fields=["received_portal", name, *_NEWEST_FIRST], condition=IS_LISTED, name=f"qa_listed_{name}")
        for name in ("topic", "unit", "state")
    ),
    models.Index(
        fields=["received_portal", "-answered_on", "-id"],
        condition=IS_LISTED & Q(state=QuestionState.ANSWERED),
        name="qa_listed_answered",
    ),
    models.Index(fields=["received_portal", "state", "sorted_on"], name="qa_question_by_state"),
    models.Index(fields=["received_portal", "withheld_on"], condition=Q(withheld_on__isnull=False), name="qa_withheld"),
)


# All that the list of overdue ones over all portals asks and sorts by: found without reading what citizens wrote.
OVERDUE_INDEX = models.Index(
    fields=[
        "state", "sorted_on", "classify_due", "first_reply_on", "answer_due", "promised_for", "again_due", "broken_due",
        "broken_until", "responsible_portal", "unit",
    ],
    name="qa_question_overdue",
)  # fmt: skip


# All of them: of inboxes and units, of lists, of the overdue ones.
INDEXES = [
    models.Index(fields=["received_portal", "-received_at"], name="qa_question_of_portal"),
    models.Index(fields=["responsible_portal", "state", "answer_due"], name="qa_question_inbox"),
    models.Index(fields=["responsible_portal", "-received_at"], name="qa_question_handled"),
    models.Index(fields=["unit", "state"], name="qa_question_of_unit"),
    models.Index(fields=["unit", "-received_at"], name="qa_question_unit_newest"),
    models.Index(fields=["answer_due"], condition=Q(first_reply_on=None), name="qa_question_open"),
    *LIST_INDEXES,
    OVERDUE_INDEX,
]


def ending() -> Case:
    """An expression: the `Ending` of each question."""
    whens = [When(condition, then=Value(found.value)) for found, condition in _ENDINGS]
    return Case(*whens, default=Value(Ending.WAITING.value), output_field=CharField())


def overdue_on(day: date) -> Q:
    """A condition: open, and the last day for an answer, also to what was asked once more, or the promised one, is
    past; or an earlier one was not kept, whatever was promised since."""
    past = Q(first_reply_on=None, answer_due__lt=day) | Q(promised_for__lt=day) | Q(again_due__lt=day)
    return Q(past | Q(broken_due__isnull=False, broken_until=None), state__in=OPEN_STATES)


def not_sorted_on(day: date) -> Q:
    """A condition: open, and the last day to sort it is past."""
    return Q(sorted_on=None, classify_due__lt=day, state__in=OPEN_STATES)


def behind_on(day: date) -> Q:
    """A condition: not sorted, or not answered, in time. What the list of overdue questions holds."""
    return overdue_on(day) | not_sorted_on(day)


class QuestionQuerySet(models.QuerySet[Any]):
    """Verbs that chain and take the day. Late begins on the day after the last day."""

    def received_by(self, portal_ids: Iterable[int]) -> Self:
        """Those that came in on some portals, whoever answers: of their public lists."""
        return self.filter(received_portal__in=portal_ids)

    def handled_by(self, portal_ids: Iterable[int]) -> Self:
        """Those that some portals have to deal with now: of their inboxes."""
        return self.filter(responsible_portal__in=portal_ids)

    def listed(self) -> Self:
        """Those that the public list has: what was published, and the markers of what is withheld."""
        return self.filter(IS_LISTED).exclude(state__in=NEVER_LISTED)

    def addressed(self) -> Self:
        """Those that have a public address: sorted by the board or listed, and no complaint that was passed on, but for
        one with a marker in its place already."""
        found = Q(sorted_on__isnull=False) | Q(listed_at__isnull=False)
        return self.filter(found).exclude(state=QuestionState.ROUTED_OUT, withheld_on=None)

    def published(self) -> Self:
        """Those whose words a board made public, whether the public reads them now or not."""
        return self.filter(published_at__isnull=False)

    def readable(self) -> Self:
        """Those whose public text the public reads."""
        return self.listed().published().filter(withheld_on=None)

    def open(self) -> Self:
        return self.filter(state__in=OPEN_STATES)

    def to_sort(self) -> Self:
        """Open ones that the board has not sorted yet."""
        return self.open().filter(sorted_on=None)

    def sort_late(self, *, on: date) -> Self:
        return self.filter(not_sorted_on(on))

    def to_answer(self) -> Self:
        """Open ones that were told neither the answer nor the day of it."""
        return self.open().filter(first_reply_on=None)

    def late(self, *, on: date) -> Self:
        """Those whose last day for an answer, or the promised one, is past."""
        return self.filter(overdue_on(on))

    def to_remind(self, *, by: date) -> Self:
        """Those of which somebody may have to be told: a last day that counts is up to a day."""
        unsorted = Q(sorted_on=None) & (Q(classify_due__lte=by) | Q(state=QuestionState.RECEIVED, scope_due__lte=by))
        unanswered = Q(first_reply_on=None, answer_due__lte=by)
        return self.open().filter(unsorted | unanswered | Q(promised_for__lte=by) | Q(again_due__lte=by))

    def due_on(self, *, on: date) -> Self:
        """Those that are in time for the last day today."""
        return self.open().filter(Q(first_reply_on=None, answer_due=on) | Q(promised_for=on) | Q(again_due=on))
