"""Working days counted by the database: the same answers as `deadlines.working_days` and `deadlines.limits`.

`tests/deadlines/test_counting.py` compares both.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateField, F, IntegerField, OuterRef, Subquery, When
from django.db.models.functions import Greatest

from deadlines.enums import LimitUnit
from deadlines.models import NumberedDay

# A day off has the number of the working day before it; the next working day has one more.
_REACHED = F("number") + Case(When(is_working=True, then=0), default=1, output_field=IntegerField())


def days_late(due: str, done: Any) -> Case:
    """`WorkingCalendar.days_late` of a column and a column or day. None where one is empty."""
    is_column = isinstance(done, str)
    late = _number_reached_on(OuterRef(done) if is_column else done) - _number_of(OuterRef(due))
    in_time = {f"{due}__gte": F(done) if is_column else done}
    return Case(When(**in_time, then=0), default=late, output_field=IntegerField())


def days_left(due: str, today: Any) -> Any:
    """Working days after a day, up to and with the last day in a column; negative where that is past."""
    return _number_of(OuterRef(due)) - _number_of(today)


def last_day_of(begun: str, unit: str, count: str) -> Case:
    """`deadlines.limits.last_day` of three columns, for units that are counted in working days."""
    begun_on = OuterRef(OuterRef(begun))
    after = Greatest(_number_of(begun_on) + OuterRef(count), _number_reached_on(begun_on))
    before = _number_of(begun_on) - OuterRef(count)
    return Case(
        When(**{unit: LimitUnit.WORKING_DAYS_BEFORE}, then=_first_with(before)),
        default=_first_with(after),
        output_field=DateField(),
    )


def _first_with(number: Any) -> Subquery:
    """The working day of a number: the first of the days that have it."""
    return Subquery(NumberedDay.objects.filter(number=number).order_by("date").values("date")[:1])


def _number_of(day: Any) -> Subquery:
    return Subquery(NumberedDay.objects.filter(date=day).values("number")[:1])


def _number_reached_on(day: Any) -> Subquery:
    """The number of a day, or of the next working day where it is a day off: when what is done then counts as done."""
    return Subquery(NumberedDay.objects.filter(date=day).annotate(reached=_REACHED).values("reached")[:1])
