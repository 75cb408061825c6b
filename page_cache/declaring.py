"""What a view declares of its response: whether it may be cached, whose content it shows, and when it expires."""

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

View = Callable[..., HttpResponseBase]

# Values of query parameters that are cached: pages of a list. What people type is not.
_NUMBER: Final = re.compile("[1-9][0-9]{0,2}")
# Age that a copy may reach where its content follows the clock: whether a counter is open, an alert is in force.
MOST_LATE: Final = timedelta(minutes=1)


@dataclass
class Declared:
    """What was declared while a page was rendered.

    Attributes:
        is_incomplete: whether the page lacks something that comes soon, such as files of its pictures.
        until: when the page is another one by the clock alone; None: no such time is known.
        follows_clock: whether it may be another one at any time, by the clock alone.
    """

    is_cacheable: bool = False
    shows_other_portals: bool = False
    is_incomplete: bool = False
    until: datetime | None = None
    follows_clock: bool = False

    def expires(self, *, at: datetime, most_late: timedelta = MOST_LATE) -> datetime | None:
        """When a copy that was made at a time expires by the clock alone; None: no such time.

        Args:
            most_late: age that it may reach where the page follows the clock.
        """
        return min(filter(None, [self.until, at + most_late if self.follows_clock else None]), default=None)


_declared: ContextVar[Declared | None] = ContextVar("declarations of the page that is rendered", default=None)


@contextmanager
def declaring() -> Iterator[Declared]:
    """Collect what is declared while a page is rendered."""
    declared = Declared()
    token = _declared.set(declared)
    try:
        yield declared
    finally:
        _declared.reset(token)


def cacheable(*parameters: str) -> Callable[[View], View]:
    """Mark a view as cacheable: its response is the same for every visitor.

    Args:
        parameters: query parameters that take the number of a page; with any other the response is not cached.
    """

    def decorated(view: View) -> View:
        @wraps(view)
        def keeping(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            declared = _declared.get()
            if declared is not None and _is_plain(request, parameters):
                declared.is_cacheable = True
            return view(request, *args, **kwargs)

        return keeping

    return decorated


def do_not_cache() -> None:
    """Declare that this response must not be cached: it is incomplete, or not the same for every visitor."""
    if (declared := _declared.get()) is not None:
        declared.is_cacheable = False
        declared.is_incomplete = True


def shows_other_portals() -> None:
    """Declare that the page shows content of other portals: a change of any of them invalidates it."""
    if (declared := _declared.get()) is not None:
        declared.shows_other_portals = True


def changes_by_the_clock() -> None:
    """Declare that the page depends on the time of day, such as whether a counter is open: it expires soon."""
    if (declared := _declared.get()) is not None:
        declared.follows_clock = True


def expires_at(moment: datetime) -> None:
    """Declare that the page is another one from a moment on, such as the end of a notice."""
    if (declared := _declared.get()) is not None:
        declared.until = min(filter(None, [declared.until, moment]))


def _is_plain(request: HttpRequest, parameters: tuple[str, ...]) -> bool:
    """Whether the query string has cacheable parameters alone, in one spelling: `?&`, `?&&` would fill the cache."""
    return request.META.get("QUERY_STRING", "") == request.GET.urlencode() and all(
        name in parameters and len(values) == 1 and _NUMBER.fullmatch(values[0]) for name, values in request.GET.lists()
    )
