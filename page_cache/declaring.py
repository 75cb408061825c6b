"""What a view says of the page that it makes: whether a copy may be kept, what it shows, and until when it is true."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

View = Callable[..., HttpResponseBase]

# Values of parameters that make pages of their own: further pages of a list. Words that people type do not.
_NUMBER: Final = re.compile("[1-9][0-9]{0,2}")
# How long what follows the clock may be told late: whether a counter is open, an alert holds, an event has begun.
LATE: Final = timedelta(minutes=1)


@dataclass
class Declared:
    """What was said while a page was made.

    Attributes:
        until: when the page is not true any more by the clock alone; None: no such time.
    """

    is_kept: bool = False
    shows_other_portals: bool = False
    until: datetime | None = None


_declared: ContextVar[Declared | None] = ContextVar("what is said of the page that is made", default=None)


@contextmanager
def declaring() -> Iterator[Declared]:
    """Within it, a page is made whose copy may be kept."""
    declared = Declared()
    token = _declared.set(declared)
    try:
        yield declared
    finally:
        _declared.reset(token)


def kept_page(*parameters: str) -> Callable[[View], View]:
    """Let copies be kept of what a view answers, which must be the same for all who ask.

    Args:
        parameters: those of the address that make a page of its own, by a number; with any other nothing is kept.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            declared = _declared.get()
            if declared is not None and _is_plain(request, parameters):
                declared.is_kept = True
            return view(request, *args, **kwargs)

        return keeping

    return decorated


def keep_no_copy() -> None:
    """Say that the page is not yet what it will be, or not for everybody."""
    if (declared := _declared.get()) is not None:
        declared.is_kept = False


def shows_other_portals() -> None:
    """Say that the page shows something of portals besides its own: it ends with a change of any."""
    if (declared := _declared.get()) is not None:
        declared.shows_other_portals = True


def is_true_until(moment: datetime | None) -> None:
    """Say when the page is not true any more by the clock alone: the earliest of all that is said. None: never."""
    declared = _declared.get()
    if declared is not None and moment is not None and (declared.until is None or moment < declared.until):
        declared.until = moment


def changes_by_the_clock() -> None:
    """Say that the page tells how something stands at this hour, such as whether a counter is open."""
    is_true_until(timezone.now() + LATE)


def _is_plain(request: HttpRequest, parameters: tuple[str, ...]) -> bool:
    """Whether an address is that of a page: written in one way, so that nobody fills the cache with `?&`, `?&&`."""
    return request.META.get("QUERY_STRING", "") == request.GET.urlencode() and all(
        name in parameters and len(values) == 1 and _NUMBER.fullmatch(values[0]) for name, values in request.GET.lists()
    )
