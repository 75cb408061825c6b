"""What statistics of questions say, and how it is counted: by SQL, beforehand, for all portals at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import CharField, Count, Max, Q, Sum
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from audit.models.portal_scoped import PortalScopedQuerySet
from page_cache.purging import purge_on_commit
from qa.enums import Ending
from qa.models import Question, QuestionTally
from qa.models.question_lists import REPLIED_LATE, ending, overdue_on

# Below so many judged questions, a share says nothing.
LEAST_FOR_SHARE: Final = 10
BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of some questions.

    Attributes:
        answered to withheld: one for each `Ending`. Together they are what was received.
        in_time, late: each reply, and each promised answer, in time or not; overdue: open, and late already. These are
            counted whatever became of the question.
    """

    received: int = 0
    answered: int = 0
    asked_further: int = 0
    promised: int = 0
    waiting: int = 0
    passed_on: int = 0
    declined: int = 0
    merged: int = 0
    withdrawn: int = 0
    routed_out: int = 0
    refused: int = 0
    withheld: int = 0
    in_time: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def endings(self) -> list[tuple[Ending, int]]:
        """What became of them, each ending with its number."""
        return [(one, getattr(self, one.value)) for one in Ending]

    @property
    def answered_once(self) -> int:
        """Those whose answer the public reads, whatever is asked since."""
        return self.answered + self.asked_further

    @property
    def not_answered_yet(self) -> int:
        """Those that somebody still has to answer."""
        return self.promised + self.waiting + self.passed_on

    @property
    def closed_otherwise(self) -> int:
        """Those that ended without a public answer."""
        return self.received - self.answered_once - self.not_answered_yet

    @property
    def share_in_time(self) -> float | None:
        """Of what was replied to or should have been, the part in time; None of too few."""
        judged = self.in_time + self.late + self.overdue
        return self.in_time / judged if judged >= LEAST_FOR_SHARE else None


COUNTED: Final = tuple(field.name for field in fields(Figures))
_COLUMNS: Final = ("portal_id", "unit_id", "topic_id", "month", *COUNTED)


@transaction.atomic
def count_questions(*, at: datetime) -> int:
    """Write all tallies again, and end the copies of pages of the portals whose figures are others now. Returns how
    many tallies there are."""
    rows = Question.objects.order_by().annotate(month=Substr(Cast("day_zero", CharField()), 1, 7), ending=ending())
    groups: Any = rows.values("received_portal", "unit", "topic", "month").annotate(**counts_on(timezone.localdate(at)))
    tallies = [
        QuestionTally(
            portal_id=group["received_portal"],
            unit_id=group["unit"],
            topic_id=group["topic"],
            month=group["month"],
            counted_at=at,
            **{name: group[f"n_{name}"] for name in COUNTED},
        )
        for group in groups
    ]
    former = set(QuestionTally.objects.values_list(*_COLUMNS))
    current = {tuple(getattr(tally, name) for name in _COLUMNS) for tally in tallies}
    QuestionTally.objects.all().delete()
    QuestionTally.objects.bulk_create(tallies, batch_size=BATCH)
    purge_on_commit({portal_id for portal_id, *_figures in former ^ current})
    return len(tallies)


def counts_on(today: date) -> dict[str, Any]:
    """Aggregates of questions with their `ending`, one for each of `COUNTED`, named `n_received` and so on."""
    conditions = {
        "received": Q(),
        **{one.value: Q(ending=one.value) for one in Ending},
        "late": REPLIED_LATE,
        "overdue": overdue_on(today),
        "in_time": Q(first_reply_on__isnull=False) & ~REPLIED_LATE & ~overdue_on(today),
    }
    return {f"n_{name}": Count("pk", filter=found) for name, found in conditions.items()}


def figures_by(group: str, tallies: PortalScopedQuerySet[QuestionTally]) -> dict[Any, Figures]:
    """The figures of some tallies for each portal, unit, topic or month."""
    rows = tallies.order_by().values_list(group).annotate(*map(Sum, COUNTED)).order_by(group)
    return {key: Figures(*numbers) for key, *numbers in rows}


def total_of(figures: Iterable[Figures]) -> Figures:
    """Figures together."""
    found = list(figures)
    return Figures(*(sum(getattr(one, name) for one in found) for name in COUNTED))


def counted_at(tallies: PortalScopedQuerySet[QuestionTally]) -> datetime | None:
    """When the tallies were counted; None: never yet."""
    return tallies.aggregate(at=Max("counted_at"))["at"]
