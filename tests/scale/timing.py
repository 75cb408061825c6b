"""How long something takes, whatever else runs on the machine.

CPU time counts, which others beside do not lengthen: of the thread that asks, where SQLite works too; on PostgreSQL, of
the process of the server that answers it besides. Of a server on another machine no clock of ours knows: there the time
on the wall counts, the best of several tries.

Limits are asked of the machine that serves. A test machine is slower: by how much, a query that is always the same is
timed for, right before.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from django.db import connection

TRIES: Final = 3
LOCAL: Final = {"127.0.0.1", "localhost", "::1"}
# What the query below takes on the machine that the limits are asked of.
CALIBRATED: Final = {"sqlite": 0.06, "postgresql": 0.12}
CALIBRATE: Final = """WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400000)
    SELECT sum(i % 7), max(i) FROM n"""


def seconds_of(act: Callable[[], object], *, tries: int = TRIES) -> float:
    """The best of some tries."""
    found = []
    for _try in range(tries):
        begun = _clock()
        act()
        found.append(_clock() - begun)
    return min(found)


def _clock() -> float:
    if connection.vendor == "sqlite":
        return time.thread_time()
    connection.ensure_connection()
    # Nanoseconds on a processor; parallel workers are none of its own.
    spent = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    if connection.settings_dict["HOST"] not in LOCAL or not spent.exists():
        return time.perf_counter()
    return time.thread_time() + int(spent.read_text(encoding="ascii").split()[0]) / 1e9


def slowness() -> float:
    """By how much the machine is slower at the moment than the one that the limits are asked of; never less than 1."""

    def calibrate() -> None:
        with connection.cursor() as cursor:
            cursor.execute(CALIBRATE)
            cursor.fetchall()

    return max(1.0, seconds_of(calibrate) / CALIBRATED[connection.vendor])
