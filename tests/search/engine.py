"""Elasticsearch for one test."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Self
from unittest.mock import patch

from elastic_transport import TransportError

from search.backends import elastic_server
from search.backends.elastic_index import rebuild, send_pending
from search.backends.elastic_server import Server, leave_alone, server_at
from search.models import PendingWrite, SearchEntry


@dataclass
class EngineForTest:
    """An alias that is removed with its indices."""

    server: Server
    rows: object = None

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Self]:
        # A slow machine is no outage.
        with patch.object(elastic_server, "PATIENCE", 30.0):
            server = server_at(address)
        forget()
        yield cls(server)
        forget()
        with suppress(TransportError):
            for name in server.client.indices.get(index=f"{server.alias}-*"):
                server.client.options(request_timeout=10).indices.delete(index=name)

    def follow(self) -> None:
        """Let the engine have all that was written."""
        if not self.server.client.indices.exists_alias(name=self.server.alias):
            rebuild()
        if waiting := set(PendingWrite.objects.values_list("entry_id", flat=True)):
            send_pending(waiting)
            self.server.client.indices.refresh(index=self.server.alias)

    def copy_rows(self) -> None:
        """Let the engine have the rows as they are, however they were written; keys may have begun anew."""
        rows = list(SearchEntry.objects.order_by("pk").values())
        if rows != self.rows:
            rebuild()
            self.rows = rows

    def names(self) -> list[str]:
        """Indices there are, the oldest first."""
        return sorted(self.server.client.indices.get(index=f"{self.server.alias}-*"))


def forget() -> None:
    """Ask the engine again, whatever it did before."""
    leave_alone(seconds=0)
