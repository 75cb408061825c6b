"""How long one request waits for an engine outside the database, however often it asks. Knows no client."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from .base import EngineAway

# Seconds that a search may take, and those of one request together: a page without hits asks many times.
PATIENCE: Final = 1.0
# Below it, no answer comes.
_LEAST: Final = 0.02
_left: ContextVar[float | None] = ContextVar("seconds that searches of this request may take", default=None)


def begin_request(**_signal: object) -> None:
    """Count what the searches of this request take."""
    _left.set(PATIENCE)


@contextmanager
def patience_of(seconds: float) -> Iterator[None]:
    """Let the searches of a command take so many seconds together: nobody waits for a page."""
    former = _left.set(seconds)
    try:
        yield
    finally:
        _left.reset(former)


def end_request(**_signal: object) -> None:
    """Count no more: tasks wait for each search by itself."""
    _left.set(None)


@contextmanager
def waiting() -> Iterator[float]:
    """Seconds that a search may take; those that it takes are taken off what the request has left.

    Raises:
        EngineAway: nothing is left.
    """
    left, began = _left.get(), time.monotonic()
    if left is not None and left < _LEAST:
        raise EngineAway("it is slow")
    try:
        yield PATIENCE if left is None else left
    finally:
        if left is not None:
            _left.set(left - (time.monotonic() - began))
