"""Connection to Elasticsearch, and whether it is worth asking."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from django.conf import settings
from elastic_transport import TransportError
from elasticsearch import ApiError, Elasticsearch

from . import patience
from .base import EngineAway

# Seconds for which the engine is left alone by a process that it let down, so that a citizen waits once.
LEFT_ALONE: Final = 10.0
# Seconds that a write may take.
PATIENCE_OF_WRITES: Final = 10


@dataclass(frozen=True, slots=True)
class Server:
    """Where the engine is, and the alias of the index there; `building` is that of one that is not complete."""

    client: Elasticsearch
    alias: str

    @property
    def building(self) -> str:
        return f"{self.alias}-building"


@lru_cache(maxsize=4)
def server_at(address: str) -> Server:
    """Read an address such as https://name:password@host:9200/alias. Connects to nothing."""
    parts = urlsplit(address)
    authority = settings.SEARCH_CA_FILE
    client = Elasticsearch(
        f"{parts.scheme}://{parts.netloc}",
        request_timeout=patience.PATIENCE,
        max_retries=0,
        retry_on_timeout=False,
        **({"ca_certs": authority} if authority and parts.scheme == "https" else {}),
    )
    return Server(client, parts.path.strip("/") or "cityportal")


class _Engine:
    """What a process knows of its engine."""

    asked_again_at = 0.0


def is_left_alone() -> bool:
    """Whether the engine let this process down a moment ago."""
    return time.monotonic() < _Engine.asked_again_at


def leave_alone(seconds: float = LEFT_ALONE) -> None:
    """Let the database answer for a while without asking the engine."""
    _Engine.asked_again_at = time.monotonic() + seconds


@contextmanager
def connected() -> Iterator[Server]:
    """The engine, with patience; what it fails in is told in one way."""
    server = server_at(settings.SEARCH_URL)
    try:
        yield Server(server.client.options(request_timeout=PATIENCE_OF_WRITES), server.alias)
    except (TransportError, ApiError) as error:
        raise EngineAway(type(error).__name__) from error
