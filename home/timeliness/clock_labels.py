"""What a clock says, in words: the last day, how much is left or how late, how it came about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.enums import LimitUnit
from deadlines.explaining import explain, limit_in_words
from deadlines.queries import working_calendar
from deadlines.working_days import WorkingCalendar
from formats.vietnamese.dates import vi_date
from home.timeliness.clock_limits import SOON, Timing, limit_of

if TYPE_CHECKING:
    from deadlines.models import DeadlineRule


@dataclass(frozen=True, slots=True)
class ClockLabels:
    """Attributes:
    state: late, soon or calm, for the look; done: public in time.
    headline: what matters now.
    explanation: how the last day came about.
    """

    state: str
    headline: str
    explanation: str


def words_of(timing: Timing, *, published_on: date | None, today: date) -> ClockLabels | None:
    """What the clock of a version says today; None where nothing is asked."""
    rule, due = limit_of(timing)
    if rule is not None and rule.unit == LimitUnit.DAYS_OPEN:
        # It has no last day to be published by, and must stay open: the first day is day zero.
        until = {"day": vi_date(timing.trigger_date + timedelta(days=rule.count))}
        source = ", ".join(filter(None, [limit_in_words(rule.limit), rule.article, rule.source]))
        return ClockLabels("calm", _("To be open for comments until %(day)s at least.") % until, source)
    if rule is None or due is None:
        return None
    calendar = working_calendar()
    explanation = explanation_of(rule, begun=timing.trigger_date, due=due, calendar=calendar)
    if published_on is not None:
        return _done(calendar.days_late(due, published_on), due, explanation)
    return _open(due, today, calendar, explanation)


def explanation_of(rule: DeadlineRule, *, begun: date, due: date, calendar: WorkingCalendar) -> str:
    """ "Decision of the head to publish 28/4/2026, off 30/4–1/5, last day 14/5/2026 (10 working days, 12.1.g, …)"."""
    source = ", ".join(filter(None, [limit_in_words(rule.limit), rule.article, rule.source]))
    return f"{explain(rule.get_trigger_display(), begun, due, calendar)} ({source})"


def _done(late: int, due: date, explanation: str) -> ClockLabels:
    if not late:
        return ClockLabels(
            "done", _("Published in time: the last day was %(day)s.") % {"day": vi_date(due)}, explanation
        )
    return ClockLabels("late", late_in_words(late, due), explanation)


def late_in_words(late: int, due: date) -> str:
    text = ngettext(
        "Published %(count)d working day late: the last day was %(day)s.",
        "Published %(count)d working days late: the last day was %(day)s.",
        late,
    )
    return text % {"count": late, "day": vi_date(due)}


def _open(due: date, today: date, calendar: WorkingCalendar, explanation: str) -> ClockLabels:
    if due < today:
        late = calendar.days_late(due, today)
        text = ngettext(
            "%(count)d working day overdue: the last day was %(day)s.",
            "%(count)d working days overdue: the last day was %(day)s.",
            late,
        )
        return ClockLabels("late", text % {"count": late, "day": vi_date(due)}, explanation)
    if due == today:
        return ClockLabels("soon", _("Today, %(day)s, is the last day.") % {"day": vi_date(due)}, explanation)
    left = calendar.between(today, due)
    text = ngettext(
        "%(count)d working day left: the last day is %(day)s.",
        "%(count)d working days left: the last day is %(day)s.",
        left,
    )
    return ClockLabels("soon" if left <= SOON else "calm", text % {"count": left, "day": vi_date(due)}, explanation)


def state_in_words(row: Any, *, today: date) -> str:
    """Of a clock with its lateness: in time, late or overdue by so many working days, or how many are left."""
    if row.published_on is not None:
        late = ngettext("%(count)d working day late", "%(count)d working days late", row.days_late)
        return late % {"count": row.days_late} if row.days_late else _("In time")
    if row.due == today and not row.days_late:
        return _("Today is the last day")
    if not row.days_late and row.days_left is None:
        # So far ahead that the calendar does not number the days yet.
        return "–"
    return _left_or_overdue(late=row.days_late, left=row.days_left)


def left_in_words(due: date, *, today: date, calendar: WorkingCalendar) -> str:
    """Of what is still open: how many working days are left, or overdue."""
    if due == today:
        return _("Today is the last day")
    late = calendar.days_late(due, today)
    return _left_or_overdue(late=late, left=0 if late else calendar.between(today, due))


def urgency(due: date, *, today: date, calendar: WorkingCalendar) -> str:
    """Of what is still open: late, soon or calm, for the look."""
    if due < today:
        return "late"
    return "soon" if calendar.between(today, due) <= SOON else "calm"


def _left_or_overdue(*, late: int, left: int) -> str:
    if late:
        return ngettext("%(count)d working day overdue", "%(count)d working days overdue", late) % {"count": late}
    return ngettext("%(count)d working day left", "%(count)d working days left", left) % {"count": left}


def reminder_in_words(row: Any, *, today: date) -> str:
    """Of a clock with its lateness, for one that is not public: its last day, and how much is left or overdue."""
    if row.due == today:
        return _("the last day is today")
    values = {"day": vi_date(row.due), "count": row.days_late or row.days_left}
    if row.days_late:
        return (
            ngettext(
                "%(count)d working day overdue, the last day was %(day)s",
                "%(count)d working days overdue, the last day was %(day)s",
                row.days_late,
            )
            % values
        )
    if row.days_left is None:
        return _("the last day is %(day)s") % values
    return (
        ngettext(
            "the last day is %(day)s, %(count)d working day left",
            "the last day is %(day)s, %(count)d working days left",
            row.days_left,
        )
        % values
    )
