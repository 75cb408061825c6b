"""What is demanded of who has no second factor. Pure: no clock, no database."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum


class Demand(StrEnum):
    """What a person is asked for before a screen opens."""

    NOTHING = "nothing"
    # The person must switch a second factor on, and has time left for it.
    WARNING = "warning"
    # The same, and no time is left.
    SWITCHING_ON = "switching_on"


def demand_on(*, is_on: bool, must: bool, asked_at: datetime | None, grace: timedelta, at: datetime) -> Demand:
    """What is asked of who is signed in.

    Args:
        is_on: the account has a second factor.
        must: a role or seat of the person demands one.
        asked_at: the first sign-in since it is demanded; None: there was none, the time has not begun.
        grace: how long the person may still work without.
    """
    if is_on or not must:
        return Demand.NOTHING
    return Demand.WARNING if asked_at is None or at < asked_at + grace else Demand.SWITCHING_ON
