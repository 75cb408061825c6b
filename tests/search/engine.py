"""Elasticsearch for tests."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from typing import Any, Self
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from elastic_transport import TransportError

from search.backends import elastic_server, patience
from search.backends.elastic_rebuild import rebuild
from search.backends.elastic_rows import action_of, texts_of_files
from search.backends.elastic_server import Server, leave_alone, server_at
from search.backends.elastic_state import ask_again
from search.backends.elastic_writes import send, send_pending
from search.models import PendingWrite, SearchEntry
from tests.engines import ENGINE_FOLDER, SERVICES

# Newer than any write of the product: keys of rows and of writes begin anew with each test.
VERSIONS = count(10**9)
ALIASES = count(1)
# For tests that stop the node.
needs_own_node = pytest.mark.skipif(
    ENGINE_FOLDER not in os.environ, reason="the node is not one of this run (make test-elasticsearch)"
)


@dataclass
class EngineForTest:
    """An alias that is removed with its indices."""

    address: str
    server: Server
    rows: object = None

    @staticmethod
    def new_address() -> str:
        """An alias that nobody else has."""
        alias = f"{os.environ.get('PYTEST_XDIST_WORKER', 'gw')}-{os.getpid()}-{next(ALIASES)}"
        return f"{configured.SEARCH_URL.rstrip('/')}/{alias}"

    @classmethod
    @contextmanager
    def of_one(cls, settings: Any) -> Iterator[Self]:
        """For one test, whose settings name it from now on."""
        address = settings.SEARCH_URL = cls.new_address()
        with cls.at(address) as engine:
            yield engine

    @classmethod
    @contextmanager
    def at(cls, address: str) -> Iterator[Self]:
        # A slow machine is no outage.
        with patch.object(patience, "PATIENCE", 60.0), patch.object(elastic_server, "PATIENCE_OF_WRITES", 60):
            server = server_at(address)
            forget()
            yield cls(address, server)
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
        """Let the engine have the rows as they are, however they were written, and no other."""
        rows = list(SearchEntry.objects.order_by("pk").values())
        if rows == self.rows:
            return
        client, alias = self.server.client, self.server.alias
        if not client.indices.exists_alias(name=alias):
            rebuild()
        found = client.search(index=alias, size=1000, source=False)["hits"]["hits"]
        entries, version = SearchEntry.objects.in_bulk(), next(VERSIONS)
        texts = texts_of_files(entries.values())
        keys = {*entries, *(int(hit["_id"]) for hit in found)}
        assert send(self.server, alias, [action_of(key, entries.get(key), version, texts) for key in keys]) == {}
        client.indices.refresh(index=alias)
        self.rows = rows

    def names(self) -> list[str]:
        """Indices there are, the oldest first."""
        return sorted(self.server.client.indices.get(index=f"{self.server.alias}-*"))


def stop_node() -> None:
    subprocess.run([SERVICES / "elasticsearch/start", "--stop", os.environ[ENGINE_FOLDER]], check=True)  # noqa: S603


def start_node() -> None:
    """Where it was, with what it had."""
    port = urlsplit(configured.SEARCH_URL).port
    subprocess.run(  # noqa: S603
        [SERVICES / "elasticsearch/start", str(port), os.environ[ENGINE_FOLDER]], check=True
    )


def forget() -> None:
    """Ask the engine again, whatever it did before."""
    leave_alone(seconds=0)
    ask_again()
