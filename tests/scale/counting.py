"""Counting the queries of one view."""

from typing import Any

from django.core.cache import cache
from django.db import connection
from django.test import Client


def counted(client: Client, url: str) -> tuple[int, str, int]:
    """Status, everything the answer says, and its queries with the shared cache empty.

    What a process keeps for good (content types) is there from a first visit, as in any process that serves.
    """
    client.get(url)
    cache.clear()
    asked = 0

    def count(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal asked
        asked += not sql.startswith(("SAVEPOINT", "RELEASE SAVEPOINT"))
        return execute(sql, *rest)

    with connection.execute_wrapper(count):
        response = client.get(url)
        body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, body.decode(errors="replace"), asked
