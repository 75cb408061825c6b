"""Until when a request about personal data is answered (Decree 356/2025/NĐ-CP, Article 5). Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from deadlines.working_days import CITY_TIME, OfficeHours, WorkingCalendar, working_day_of_receipt
from participation.enums import DataRequestKind

# "phản hồi trong thời hạn 02 ngày làm việc": clauses 2, 3 and 4 alike.
FIRST_RESPONSE_WORKING_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """Within how many days a request is carried out, and what says so."""

    days: int
    article: str


# Where no processor or third party has to be asked as well: those are given five to ten days more.
LIMITS: Final = {
    DataRequestKind.WITHDRAW: RequestLimit(15, "356/2025/NĐ-CP, 5.2"),
    DataRequestKind.RESTRICT: RequestLimit(15, "356/2025/NĐ-CP, 5.2"),
    DataRequestKind.VIEW: RequestLimit(10, "356/2025/NĐ-CP, 5.3"),
    DataRequestKind.CORRECT: RequestLimit(10, "356/2025/NĐ-CP, 5.3"),
    DataRequestKind.DELETE: RequestLimit(20, "356/2025/NĐ-CP, 5.4"),
}


@dataclass(frozen=True, slots=True)
class DueDays:
    """The last day of each step."""

    first_response: date
    answer: date


def due_days(kind: DataRequestKind, received_at: datetime, *, hours: OfficeHours, calendar: WorkingCalendar) -> DueDays:
    """The last days of a request that came at an aware moment.

    The first response has working days, as the decree says ("02 ngày làm việc"). For carrying out, it says "ngày"
    alone: calendar days, since it writes the other word where it means the other; that is our reading. The day of
    receipt is day zero, and what would end on a day off ends with the next working day (Civil Code 2015, Articles 147
    and 148). For the working days, what comes after office hours or on a day off has the next working day as day zero,
    as questions have; the decree is silent, and this is our reading as well.
    """
    received = working_day_of_receipt(received_at, hours=hours, calendar=calendar)
    day_zero = received_at.astimezone(CITY_TIME).date()
    return DueDays(
        first_response=calendar.after(received, FIRST_RESPONSE_WORKING_DAYS),
        answer=calendar.first_from(day_zero + timedelta(days=LIMITS[kind].days)),
    )
