"""Whether the public is being answered: what is made for it lies where everybody fetches it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_shows: ContextVar[bool] = ContextVar("the public is being answered", default=False)


@contextmanager
def public_request() -> Iterator[None]:
    """Within it, a page is shown to the public, not to those who work on it."""
    token = _shows.set(True)
    try:
        yield
    finally:
        _shows.reset(token)


def is_public_request() -> bool:
    """Whether it is."""
    return _shows.get()
