"""The seal of an event: a keyed hash over what it says and the seal before it; its JSON form; random tokens. Pure."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from django.core.serializers.json import DjangoJSONEncoder


class Sealed(Protocol):
    """What stands in a chain: its number there, and all that it says, as JSON holds it."""

    @property
    def number(self) -> int: ...

    @property
    def content(self) -> list[Any]: ...


@dataclass(frozen=True, slots=True)
class SealedEvent:
    """What is sealed of an event of a portal."""

    portal_id: int | None
    number: int
    kind: str
    at: datetime
    actor_id: int | None
    address: str | None
    reason: str
    data: Mapping[str, Any]

    @property
    def content(self) -> list[Any]:
        who = [self.actor_id, self.address, self.reason, self.data]
        return [self.portal_id, self.number, self.kind, moment(self.at), *who]


def moment(at: datetime) -> str:
    """A moment as seals hold it, alike on every database."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def seal_of(event: Sealed, *, before: str, key: bytes) -> str:
    """64 hexadecimal digits (HMAC-SHA-256). `before` is the seal of the event before it in its chain, or empty."""
    content = [before, *event.content]
    text = json.dumps(content, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def first_break(events: Iterable[tuple[Sealed, str]], *, length: int, last_seal: str, key: bytes) -> int | None:
    """Number of the first event at which a chain does not hold; None where it holds.

    Args:
        events: the events of one chain with their seals, by number.
        length, last_seal: what was kept of the chain outside the events.
    """
    before, number = "", 0
    for number, (event, seal) in enumerate(events, start=1):
        if event.number != number or not hmac.compare_digest(seal, seal_of(event, before=before, key=key)):
            return number
        before = seal
    return None if (number, before) == (length, last_seal) else number + 1


def stored_json(value: Any) -> Any:
    """A value after it was written and read again, so that both can be compared and hashed alike."""
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder))


TOKEN_BYTES = 32


def new_token() -> str:
    """A secret that nobody guesses, in letters of an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What the database keeps: SHA-256 in hexadecimal. A long random secret needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
