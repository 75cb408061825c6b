"""How long something takes, whatever else runs on the machine.

SQLite works in the thread that asks: there the time of the processor counts, which others beside do not lengthen. What
PostgreSQL does is in no clock of ours: there the time on the wall counts, the best of several tries.

Limits are asked of the machine that serves. A test machine is slower, and others work beside it: by how much, a query
that is always the same is timed for, right before.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final

from django.db import connection

TRIES: Final = 3
# What the query below takes on the machine that the limits are asked of.
CALIBRATED: Final = {"sqlite": 0.06, "postgresql": 0.12}
CALIBRATE: Final = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
    SELECT sum(i % 7), max(i) FROM n"""


def seconds_of(act: Callable[[], object], *, tries: int = TRIES) -> float:
    """The best of some tries."""
    clock = time.thread_time if connection.vendor == "sqlite" else time.perf_counter
    found = []
    for _try in range(tries):
        begun = clock()
        act()
        found.append(clock() - begun)
    return min(found)


def slowness() -> float:
    """By how much the machine is slower at the moment than the one that the limits are asked of; never less than 1."""

    def calibrate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(CALIBRATE)
            cursor.fetchall()

    return max(1.0, seconds_of(calibrate) / CALIBRATED[connection.vendor])
