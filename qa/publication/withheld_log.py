"""The public log of what the public does not read: how many, by month and class of the reason. No content."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import CharField, Count
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from qa.enums import WITHHELD, QuestionState, RefusalReason, WithholdReason
from qa.models import Question, VisibilityChange


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


def withheld_log(portal_id: int) -> list[LogLine]:
    """All lines of a portal, the latest month first. Two queries."""
    lines = [*_decided(portal_id), *_never_public(portal_id)]
    order = list(Kept)
    return sorted(lines, key=lambda line: (line.month, -order.index(line.kind), line.because), reverse=True)


def _decided(portal_id: int) -> list[LogLine]:
    rows = VisibilityChange.objects.for_portals([portal_id]).filter(is_confirmed=True)
    counts: Counter[tuple[str, Kept, str]] = Counter()
    for at, to, because in rows.order_by().values_list("decided_at", "to", "because"):
        month = timezone.localtime(at).strftime("%Y-%m")
        kind = Kept.WITHHELD if to in WITHHELD else Kept.SHOWN_AGAIN
        counts[month, kind, str(WithholdReason(because).label) if because else ""] += 1
    return [LogLine(*key, count) for key, count in counts.items()]


def _never_public(portal_id: int) -> list[LogLine]:
    closed = [QuestionState.REFUSED, QuestionState.ROUTED_OUT]
    rows = Question.objects.received_by([portal_id]).filter(state__in=closed, sorted_on__isnull=False).order_by()
    months = rows.annotate(month=Substr(Cast("sorted_on", CharField()), 1, 7))
    return [
        LogLine(month, Kept(state), str(RefusalReason(because).label) if because else "", count)
        for month, state, because, count in months.values_list("month", "state", "refused_because").annotate(
            Count("pk")
        )
    ]
