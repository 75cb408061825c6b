"""What follows on one portal from what somebody does on another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from wagtail.log_actions import LogContext

from audit.client_address import request_from


@contextmanager
def anonymous_actor() -> Iterator[None]:
    """Within it, Wagtail's log and our record name nobody and no computer where they are given nobody.

    Wagtail would take who is signed in, and the people of the other portal would read the name.
    """
    with LogContext(), request_from(None):
        yield
