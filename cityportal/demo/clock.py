"""The time of the demo: dates are counted back from today, and what is done then is recorded with that time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone


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
