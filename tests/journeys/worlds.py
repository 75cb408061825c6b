"""Worlds that journeys begin with, built once in a process: after that the database is written back as it was then."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from typing import Any, TypeVar

from django.db import connection
from django.utils import timezone

from tests.database_copies import DatabaseCopy

T = TypeVar("T")


class Worlds:
    """What was built by its name, with a copy of the database that it left.

    Its files stay where they are. On another day it is built again, for it may hold what begins tomorrow.
    """

    def __init__(self) -> None:
        self._built: dict[tuple[str, date], tuple[Any, DatabaseCopy]] = {}

    def begin_with(self, name: str, build: Callable[[], T]) -> T:
        """Let the running test, which wrote nothing so far but other worlds, begin with what a function builds."""
        if connection.vendor != "sqlite":
            return build()
        place = name, timezone.localdate()
        if place in self._built:
            known, copy = self._built[place]
            copy.restore()
        else:
            known = build()
            self._built[place] = known, DatabaseCopy()
        return deepcopy(known)
