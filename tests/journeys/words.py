"""What search knows of a city: each database keeps it outside of any model."""

from __future__ import annotations

from dataclasses import dataclass
from io import StringIO
from typing import Any, Self

from django.core.management import call_command
from django.db import connection


@dataclass(frozen=True)
class IndexedWords:
    """The rows of SQLite's table of words; those of another database are made anew."""

    columns: list[str]
    rows: list[tuple[Any, ...]]

    @classmethod
    def read(cls) -> Self:
        if connection.vendor != "sqlite":
            return cls([], [])
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, * FROM search_fulltext")
            return cls([column[0] for column in cursor.description], cursor.fetchall())

    def write(self) -> None:
        """In the place of those that are there."""
        if connection.vendor != "sqlite":
            call_command("rebuild_search_index", stdout=StringIO())
            return
        marks = ", ".join(["%s"] * len(self.columns))
        statement = f"INSERT INTO search_fulltext ({', '.join(self.columns)}) VALUES ({marks})"  # noqa: S608 -- our table
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_fulltext")
            cursor.executemany(statement, self.rows)
