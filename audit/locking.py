"""Transactions that wait their turn, and say so in words where the database gives one of them up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError, transaction

from audit.errors import ChangedMeanwhile

# What PostgreSQL says to whom it sacrifices of two that wait for each other.
DEADLOCK = "40P01"


@contextmanager
def atomic_refusing_deadlocks() -> Iterator[None]:
    """One transaction that waits its turn. Where it waits for somebody who waits for it, it is undone in words: Wagtail
    writes rows in an order of its own.

    Raises:
        ChangedMeanwhile: see above.
    """
    try:
        with transaction.atomic():
            yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
            raise
        raise ChangedMeanwhile from error
