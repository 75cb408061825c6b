"""Work of an account that takes a thread of the server for long, done once at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal

if TYPE_CHECKING:
    from accounts.models import User


class StillBusy(PortalRefusal):
    """The account does the same at this moment, in another window or by a second click."""

    code = "still_busy"
    message = _("A file of yours is being read at this moment. Wait until that is done, then try again.")


@contextmanager
def one_at_a_time(code: str, user: User, *, at_most: int) -> Iterator[None]:
    """Do a kind of work of an account once at a time, over all processes that share the cache; as often as it is asked
    for where the cache is away (decision 0022).

    Args:
        at_most: seconds after which it has ended, also where its process was stopped.

    Raises:
        StillBusy: it is done at this moment.
    """
    key = f"one_at_a_time.{code}.{user.pk}"
    # A cache that is away answers None.
    if cache.add(key, True, at_most) is False:
        raise StillBusy
    try:
        yield
    finally:
        cache.delete(key)
