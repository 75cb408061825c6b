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
from qa.enums import OPEN_STATES
from qa.models import Question, QuestionTally
from qa.models.question_lists import REPLIED_LATE, overdue_on

# Below so many judged questions, a share says nothing.
LEAST_FOR_SHARE: Final = 10
BATCH: Final = 1_000


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of some questions.

    Attributes:
        answered, waiting, elsewhere: closed with an answer; open; closed without an answer here: another body, joined,
            passed on, not accepted, withdrawn. Together they are what was received.
        in_time, late: each reply, and each promised answer, in time or not; overdue: waiting, and late already.
    """

    received: int = 0
    answered: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    elsewhere: int = 0
    withheld: int = 0

    @property
    def share_in_time(self) -> float | None:
        """Of what was replied to or should have been, the part in time; None of too few."""
        judged = self.in_time + self.late + self.overdue
        return self.in_time / judged if judged >= LEAST_FOR_SHARE else None


COUNTED: Final = tuple(field.name for field in fields(Figures))


@transaction.atomic
def count_questions(*, at: datetime) -> int:
    """Write all tallies again. Returns how many."""
    rows = Question.objects.order_by().annotate(month=Substr(Cast("day_zero", CharField()), 1, 7))
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
    QuestionTally.objects.all().delete()
    QuestionTally.objects.bulk_create(tallies, batch_size=BATCH)
    return len(tallies)


def counts_on(today: date) -> dict[str, Any]:
    """Aggregates of questions, one for each of `COUNTED`, named `n_received` and so on."""
    is_open = Q(state__in=OPEN_STATES)
    replied = Q(first_reply_on__isnull=False)
    conditions = {
        "received": Q(),
        "answered": ~is_open & Q(answered_on__isnull=False),
        "late": REPLIED_LATE,
        "waiting": is_open,
        "overdue": overdue_on(today),
        "in_time": replied & ~REPLIED_LATE & ~overdue_on(today),
        "elsewhere": ~is_open & Q(answered_on=None),
        "withheld": Q(withheld_on__isnull=False),
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
