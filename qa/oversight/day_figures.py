"""Figures of questions by day, for the measurement system (4.2.a) and the content report."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Final

from django.db.models import Count as Number
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.filters import begins, ends
from home.reports.periods import Period
from home.reports.portal_reports import ReportPart, register_report_part
from qa.models import Question
from qa.oversight.figures import counts_on
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


COUNTED: Final = ("received", "in_time", "late", "waiting", "overdue", "elsewhere")


def count_of_period(portals: Collection[int], period: Period, today: date) -> dict[int, tuple[int, ...]]:
    """Questions by the portal that received them, counted as in its public statistics."""
    rows = Question.objects.received_by(portals).filter(
        received_at__gte=begins(period.first), received_at__lte=ends(period.last)
    )
    counts = counts_on(today)
    chosen = {f"n_{column}": counts[f"n_{column}"] for column in COUNTED}
    counted = rows.order_by().values_list("received_portal").annotate(**chosen)
    return {portal: tuple(numbers) for portal, *numbers in counted}


register_report_part(
    "questions",
    ReportPart(
        heading=_("Questions and answers"),
        columns=(
            _("Questions received"),
            pgettext_lazy("of questions", "Replied to in time"),
            pgettext_lazy("of questions", "Replied to late"),
            pgettext_lazy("of questions", "Open"),
            pgettext_lazy("of questions", "Of the open ones overdue"),
            pgettext_lazy("of questions", "Closed without an answer here"),
        ),
        count=count_of_period,
        note=_("Questions that came in during the period, as they stand today; one may be both replied to and open."),
    ),
)
