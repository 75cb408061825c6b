"""The time of the demo: dates are counted back from today, and what is done then is recorded with that time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time

from django.utils import timezone

from cityportal.demo.days import day_of_week


@dataclass(frozen=True, slots=True)
class DemoClock:
    """Counts back from `now`."""

    now: datetime

    def moment(self, days_ago: int, time: str) -> datetime:
        """A time of day ("07:30", Asia/Ho_Chi_Minh) some days ago. What would be later today was yesterday."""
        hour, minute = (int(part) for part in time.split(":"))
        day = timezone.localtime(self.now) - timedelta(days=days_ago)
        moment = day.replace(hour=hour, minute=minute, second=0, microsecond=0)
        return moment if moment <= self.now else moment - timedelta(days=1)

    def day_of_week(self, week: int, day: int) -> date:
        """A day of a week counted from the one of today: -1 is the week before; day 1 is Monday."""
        return day_of_week(timezone.localdate(self.now), week=week, day=day)

    def moment_of_week(self, *, week: int, day: int, time: str) -> datetime:
        """A time of such a day, as events have it that fall on a working day whatever today is."""
        at = clock_time.fromisoformat(time)
        return timezone.make_aware(datetime.combine(self.day_of_week(week, day), at))

    def not_later(self, moment: datetime) -> datetime:
        return min(moment, self.now)

    @contextmanager
    def standing_at(self, moment: datetime) -> Iterator[None]:
        """Let `timezone.now()` answer a moment of the past.

        Wagtail's and our own verbs ask it for the time of versions, review steps, publication and log entries. So the
        history of a demo page is written once, by the verbs themselves, and agrees with itself. For one process that
        does nothing else, as a command is.
        """
        real = timezone.now
        timezone.now = lambda: moment
        try:
            yield
        finally:
            timezone.now = real
