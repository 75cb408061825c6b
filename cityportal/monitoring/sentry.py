"""Errors are sent to Sentry, or to what speaks its protocol, where the operator names one: never what people typed.

An event is made anew from what may leave: which exception, where in our code, at which route. Messages of exceptions
stay here, since databases repeat values in theirs; the log of the same request has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import sentry_sdk
from sentry_sdk.integrations.celery import CeleryIntegration
from sentry_sdk.integrations.dedupe import DedupeIntegration
from sentry_sdk.integrations.django import DjangoIntegration

if TYPE_CHECKING:
    from sentry_sdk.transport import Transport
    from sentry_sdk.types import Event, Hint

_KEPT: Final = ("event_id", "timestamp", "platform", "level", "release", "environment", "sdk")
_OF_FRAME: Final = (
    "filename", "abs_path", "function", "module", "lineno", "in_app", "pre_context", "context_line", "post_context",
)  # fmt: skip
_OF_EXCEPTION: Final = ("type", "module")


def start_sentry(dsn: str, *, environment: str, transport: type[Transport] | None = None) -> None:
    """Send the errors of this process to an address from now on.

    Args:
        environment: what tells installations apart there: the domain of the city.
        transport: what sends in place of HTTP.
    """
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        # No logging: a message of a log may hold anything.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[DjangoIntegration(), CeleryIntegration(), DedupeIntegration()],
        max_request_body_size="never",
        include_local_variables=False,
        max_breadcrumbs=0,
        before_send=without_what_people_typed,
        transport=transport,
    )


def without_what_people_typed(event: Event, _hint: Hint) -> Event:
    """Make an event of what may leave the installation."""
    kept: Any = _only(event, _KEPT)
    exceptions = (event.get("exception") or {}).get("values") or []
    # Before it is known, the address as it was typed stands there.
    if (event.get("transaction_info") or {}).get("source") != "url":
        kept |= _only(event, ("transaction",))
    kept["exception"] = {"values": [_exception(one) for one in exceptions]}
    return kept


def _exception(exception: Mapping[str, Any]) -> dict[str, Any]:
    frames = (exception.get("stacktrace") or {}).get("frames") or []
    return _only(exception, _OF_EXCEPTION) | {"stacktrace": {"frames": [_only(frame, _OF_FRAME) for frame in frames]}}


def _only(facts: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: facts[name] for name in names if name in facts}
