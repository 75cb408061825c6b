"""What a content report says of questions (Regulation 9.8): those that came in during a period, as they stand today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from adminviews.days import begins, ends
from home.reports.periods import Period
from home.reports.registry import ReportPart, register_report_part
from qa.models import Question
from qa.oversight.figures import counts_on

COUNTED: Final = ("received", "in_time", "late", "waiting", "overdue", "elsewhere")


def count_of_period(portals: Collection[int], period: Period, today: date) -> dict[int, tuple[int, ...]]:
    """Questions by the portal that received them, counted as in its public statistics. One query."""
    rows = Question.objects.received_by(portals).filter(
        received_at__gte=begins(period.first), received_at__lte=ends(period.last)
    )
    counts = counts_on(today)
    chosen = {name: counts[name] for name in (f"n_{column}" for column in COUNTED)}
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
