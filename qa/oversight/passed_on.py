"""Who had a question when a last day passed: what is late stays counted where it became so, and nowhere else.

A question that is forwarded, sent back or forwarded on carries its last days along. The first portal that passed it on
after a last day had it when that day passed; where none did, it is the portal that handles it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db.models import BigIntegerField, Count, DateField, Expression, F, OuterRef, Q, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.utils import timezone

from adminviews.filters import begins, ends
from home.reports.periods import Period
from qa.core.lifecycle import PASSING_ON
from qa.models import Question, QuestionEvent
from qa.models.question_lists import not_sorted_on

# Later than every day on which something was passed on.
NEVER: Final = Value(date.max, output_field=DateField())


def passed_with(due: str) -> Coalesce:
    """The key of the portal that had a question when a last day passed, of those for which it has passed.

    Args:
        due: the name of the column, or of an annotation of the rows.
    """
    return _portal(_passed_on_after(OuterRef(due)))


def sorted_late_by(portals: Collection[int], period: Period, today: date) -> dict[int, int]:
    """Questions that came in during a period and were not sorted in time, wherever: by the portal that had them when
    the last day passed, of some portals. Each counts once, whatever was done with it afterwards."""
    passed_on = _passed_on_after(OuterRef("classify_due"), until=Coalesce(OuterRef("answered_on"), NEVER))
    # Who had it, received it or got it from another portal: the others are not asked, one by one, who passed them on.
    got = QuestionEvent.objects.filter(verb__in=PASSING_ON, portal__in=portals).values("question")
    rows = (
        Question.objects.filter(received_at__gte=begins(period.first), received_at__lte=ends(period.last))
        .filter(Q(received_portal__in=portals) | Q(pk__in=got))
        .annotate(passed_on_by=passed_on)
        .filter(Q(sorted_on__gt=F("classify_due")) | not_sorted_on(today) | Q(passed_on_by__isnull=False))
        .annotate(late_with=_portal(F("passed_on_by")))
        .filter(late_with__in=portals)
    )
    return dict(rows.order_by().values_list("late_with").annotate(Count("pk")))


def _portal(passed_on_by: Any) -> Coalesce:
    return Coalesce(passed_on_by, F("responsible_portal"), output_field=BigIntegerField())


def _passed_on_after(due: Expression | OuterRef, *, until: Any = None) -> Subquery:
    """The key of the portal that was the first to pass a question on after a day; null: none did.

    Args:
        until: what was passed on after that day is left out.
    """
    events = QuestionEvent.objects.filter(question=OuterRef("pk"), verb__in=PASSING_ON)
    rows = events.annotate(day=TruncDate("at", tzinfo=timezone.get_current_timezone())).filter(day__gt=due)
    if until is not None:
        rows = rows.filter(day__lte=until)
    sender = Cast(KT("data__from"), BigIntegerField())
    return Subquery(rows.order_by("number").values_list(sender)[:1])
