"""Two who do something at the same moment, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep
from types import ModuleType
from typing import Any

import pytest
from django.db import connection

from audit.errors import PortalRefusal


def at_once(*deeds: Callable[[], object]) -> list[Exception | None]:
    """Do all of it at the same moment, each on a connection of its own. What each was refused with, if it was."""
    start = Barrier(len(deeds), timeout=30)

    def do(deed: Callable[[], object]) -> Exception | None:
        start.wait()
        try:
            deed()
        except PortalRefusal as refusal:
            return refusal
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(do, deeds))


def pausing_after(monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str) -> Event:
    """Stop who calls a function of a module first, right after it, until somebody else waits for a lock. Set from there
    on."""
    real, reached = getattr(module, name), Event()

    def pause(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        if not reached.is_set():
            reached.set()
            until_somebody_waits()
        return result

    monkeypatch.setattr(module, name, pause)
    return reached


def until_somebody_waits() -> None:
    """Two seconds at most: it may be that nobody has to."""
    for _time in range(40):
        sleep(0.05)
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
            if cursor.fetchone() == (True,):
                # That it waits for the one who asks is not sure: others use this server.
                sleep(0.2)
                return


def after(reached: Event, deed: Callable[[], object]) -> Callable[[], object]:
    return lambda: reached.wait(timeout=30) and deed()
