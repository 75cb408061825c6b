"""Figures of the comments on a draft for those who handle them: by part, by stake and by time, each by what the board
decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Min
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from formats.vietnamese.dates import vi_date
from participation.enums.comments import CommentStake
from participation.enums.submissions import READABLE_STATES, ModerationState

if TYPE_CHECKING:
    from participation.models.comment import CommentQuerySet

# Rows of a chart; the table below it has all.
MOST_BARS: Final = 15
# Days that are shown one by one; a longer time is shown by weeks.
MOST_DAYS: Final = 31
WEEK: Final = timedelta(days=7)

Counts = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """How many comments there are of each kind.

    Attributes:
        uid: of its chart and table on the page.
        rows: what is counted, and how many are public, wait, and are not published.
        chart: the rows that are drawn.
    """

    uid: str
    title: str
    first: str
    rows: list[tuple[str, Counts]]
    chart: list[tuple[str, Counts]]


def series() -> tuple[str, str, str]:
    """The names of the counts."""
    return (
        pgettext("comments", "Public"), pgettext("comments", "Waiting for the board"),
        pgettext("comments", "Not published"),
    )  # fmt: skip


def breakdowns(comments: CommentQuerySet) -> list[Breakdown]:
    """Count comments but for those that were taken back, in four statements. Those that count read indexes alone."""
    rows = comments.exclude(state=ModerationState.WITHDRAWN).order_by()
    return [_by_part(rows), _by_stake(rows), _by_time(rows)]


def _by_part(comments: Any) -> Breakdown:
    found = list(comments.values_list("place", "anchor", "state").annotate(Count("pk"), Min("pk")))
    said = dict(comments.filter(pk__in=[first for *_part, first in found]).values_list("pk", "label"))
    whole = pgettext("part of a draft", "The whole draft")
    labels = {(place, anchor): said[first] or whole for place, anchor, _state, _count, first in found}
    counts = _summed(((place, anchor), state, count) for place, anchor, state, count, _first in found)
    keys = sorted(counts)
    most = set(sorted(keys, key=lambda key: -sum(counts[key]))[:MOST_BARS])
    rows, chart = (
        [(labels[key], counts[key]) for key in found] for found in (keys, [key for key in keys if key in most])
    )
    title = _("By part of the draft")
    if len(rows) > MOST_BARS:
        title = _("By part of the draft: the %(count)d with most comments") % {"count": MOST_BARS}
    return Breakdown("by-part", title, _("Part of the draft"), rows, chart)


def _by_stake(comments: Any) -> Breakdown:
    counts = _summed(comments.values_list("stake", "state").annotate(Count("pk")))
    rows = [(str(stake.label), counts[stake]) for stake in CommentStake if stake in counts]
    return Breakdown("by-stake", _("By those who comment"), _("Comments as"), rows, rows)


def _by_time(comments: Any) -> Breakdown:
    found = list(comments.values_list("received_on", "state").annotate(Count("pk")))
    days = sorted({day for day, _state, _count in found})
    if not days or days[-1] - days[0] < timedelta(days=MOST_DAYS):
        counts = _summed(found)
        rows = [(vi_date(day), counts.get(day, (0, 0, 0))) for day in _from_to(days, timedelta(days=1))]
        return Breakdown("by-day", _("By day"), pgettext("of comments", "Day"), rows, rows)
    counts = _summed((_monday(day), state, count) for day, state, count in found)
    weeks = _from_to([_monday(days[0]), _monday(days[-1])], WEEK)
    rows = [(vi_date(day), counts.get(day, (0, 0, 0))) for day in weeks]
    return Breakdown("by-day", _("By week"), _("Week that begins on"), rows, rows)


def _summed(found: Iterable[tuple[Any, str, int]]) -> Mapping[Any, Counts]:
    counts: defaultdict[Any, list[int]] = defaultdict(lambda: [0, 0, 0])
    for key, state, count in found:
        place = 0 if state in READABLE_STATES else 1 if state == ModerationState.RECEIVED else 2
        counts[key][place] += count
    return {key: (public, waiting, withheld) for key, (public, waiting, withheld) in counts.items()}


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _from_to(days: list[date], step: timedelta) -> list[date]:
    """Days from the first to the last."""
    if not days:
        return []
    return [days[0] + step * number for number in range((days[-1] - days[0]) // step + 1)]
