"""The rows that migrations left, which a test that commits begins with and leaves behind.

Django by itself keeps them as JSON, and before each such test makes an object of every row and saves it; after it, it
empties all tables. On SQLite, a copy of the database is written back instead; elsewhere, a statement for each table.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation

from tests.database_copies import DatabaseCopy
from tests.row_changes import all_tables, change_between


def begin_with_rows() -> Callable[[], None]:
    """Have Django do so, in whatever thread; what is returned reads the rows, once the database is there."""
    restore: list[Callable[[], None]] = []

    def keep(creation: BaseDatabaseCreation) -> str:
        return ""

    def fill(creation: BaseDatabaseCreation, data: str) -> None:
        restore[0]()

    def read() -> None:
        if connection.vendor == "sqlite":
            restore.append(DatabaseCopy().restore)
            _restore_instead_of_emptying(restore[0])
            return
        first = all_tables()
        restore.append(lambda: change_between(all_tables(), first).happen())

    BaseDatabaseCreation.serialize_db_to_string = keep
    BaseDatabaseCreation.deserialize_db_from_string = fill
    return read


def _restore_instead_of_emptying(restore: Callable[[], None]) -> None:
    """After a test that commits: whichever test comes next begins with the rows of the migrations."""

    def restored(operations: Any, statements: list[str]) -> None:
        restore()

    type(connection.ops).execute_sql_flush = restored
