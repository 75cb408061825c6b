"""Figures of questions by day, for the measurement system (4.2.a) and the content report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from django.db.models import Count as Number
from django.db.models import F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.filters import begins, ends
from home.reports.periods import Period
from home.reports.portal_reports import ReportPart, register_report_part
from qa.enums import OPEN_STATES
from qa.models import Question
from qa.models.question_lists import REPLIED_LATE, QuestionQuerySet, behind_on
from qa.oversight.passed_on import sorted_late_by
from sites.registry import Count, Figure, register_figure


def received_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Questions that came in, of the portals that received them."""
    rows = Question.objects.received_by(portals).filter(received_at__gte=begins(first), received_at__lte=ends(last))
    day = TruncDate("received_at", tzinfo=timezone.get_current_timezone())
    counted = rows.order_by().annotate(day=day).values_list("received_portal_id", "day").annotate(Number("pk"))
    yield from (Count(*row) for row in counted)


def answered_on(portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """Questions that got their first answer, of the portals that dealt with them: a correction is no other one."""
    rows = Question.objects.handled_by(portals).filter(answered_on__gte=first, answered_on__lte=last).order_by()
    counted = rows.values_list("responsible_portal_id", "answered_on").annotate(Number("pk"))
    yield from (Count(*row) for row in counted)


register_figure(Figure("questions_received", _("Questions received"), 130, received_on))
register_figure(Figure("questions_answered", _("Questions answered"), 140, answered_on))


def _states_on(today: date) -> dict[str, Q]:
    """Conditions of which each question meets one: together they are what was received."""
    is_open, is_answered = Q(state__in=OPEN_STATES), Q(answered_on__isnull=False)
    return {
        "in_time": ~is_open & is_answered & ~REPLIED_LATE,
        "late": ~is_open & is_answered & REPLIED_LATE,
        "open": is_open & ~behind_on(today),
        "overdue": behind_on(today),
        "elsewhere": ~is_open & ~is_answered,
    }


def count_of_period(portals: Collection[int], period: Period, today: date) -> dict[int, tuple[int, ...]]:
    """Questions by the portal that received them, by their state today; and what leads from those that are overdue to
    the list of overdue questions, which names whoever handles them now, whenever and wherever they came in."""
    came_in = Q(received_at__gte=begins(period.first), received_at__lte=ends(period.last))
    received = _by_portal(
        Question.objects.received_by(portals).filter(came_in),
        "received_portal",
        received=Q(),
        **_states_on(today),
        with_others=behind_on(today) & ~Q(responsible_portal=F("received_portal")),
    )
    handled = _by_portal(
        Question.objects.handled_by(portals).filter(behind_on(today)),
        "responsible_portal",
        from_others=~came_in | ~Q(responsible_portal=F("received_portal")),
        listed=Q(),
    )
    sorted_late = sorted_late_by(portals, period, today)
    return {
        key: (*received.get(key, (0,) * 7), *handled.get(key, (0,) * 2), sorted_late.get(key, 0))
        for key in received.keys() | handled.keys() | sorted_late.keys()
    }


def _by_portal(rows: QuestionQuerySet, portal: str, **conditions: Q) -> dict[int, tuple[int, ...]]:
    """Count the questions that meet each condition, by one of their portals."""
    counts = {f"n_{name}": Number("pk", filter=found) for name, found in conditions.items()}
    return {key: tuple(numbers) for key, *numbers in rows.order_by().values_list(portal).annotate(**counts)}


register_report_part(
    "questions",
    ReportPart(
        heading=_("Questions and answers"),
        columns=(
            _("Questions received"),
            pgettext_lazy("of questions", "Answered in time"),
            pgettext_lazy("of questions", "Answered late"),
            pgettext_lazy("of questions", "Open, not overdue"),
            pgettext_lazy("of questions", "Open, overdue"),
            pgettext_lazy("of questions", "Closed without an answer here"),
            pgettext_lazy("of questions", "Less: overdue, now with another portal"),
            pgettext_lazy("of questions", "Plus: overdue, from another portal or period"),
            pgettext_lazy("of questions", "Makes: in the list of overdue questions"),
            pgettext_lazy("of questions", "Last day to sort passed here"),
        ),
        count=count_of_period,
        note=_(
            "Questions that came in during the period, as they stand today. The five columns after the first add up to "
            "it; the overdue ones, less and plus the next two columns, are those in the list of overdue questions. A "
            "question that was not sorted in time counts once, with the portal that had it when the last day passed, "
            "even where another one received it."
        ),
    ),
)
