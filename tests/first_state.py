"""The rows that migrations left, which a test that commits begins with and leaves behind.

Django by itself keeps them as JSON, and before each such test makes an object of every row and saves it; after it, it
empties all tables. Here what differs from those rows is written back after the test: on SQLite by a copy of the
database, elsewhere by reading each table and changing what differs in it. PostgreSQL takes far longer to empty two
hundred tables.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.creation import BaseDatabaseCreation

from tests.database_copies import DatabaseCopy
from tests.kept_rows import KEPT, triggers_lifted
from tests.row_changes import all_tables, change_between


def begin_with_rows() -> Callable[[], None]:
    """Have Django do so, in whatever thread; what is returned reads the rows, once the database is there."""

    def keep(creation: BaseDatabaseCreation) -> str:
        return ""

    def fill(creation: BaseDatabaseCreation, data: str) -> None:
        """Nothing: each test that commits leaves the first state behind."""

    def read() -> None:
        _restore_instead_of_emptying(DatabaseCopy().restore if connection.vendor == "sqlite" else _first_tables())

    BaseDatabaseCreation.serialize_db_to_string = keep
    BaseDatabaseCreation.deserialize_db_from_string = fill
    return read


def _first_tables() -> Callable[[], None]:
    first = all_tables()

    def restore() -> None:
        with transaction.atomic(), triggers_lifted(*KEPT):
            change_between(all_tables(), first).happen()

    return restore


def _restore_instead_of_emptying(restore: Callable[[], None]) -> None:
    """After a test that commits: whichever test comes next begins with the rows of the migrations."""

    def restored(operations: Any, statements: list[str]) -> None:
        restore()

    type(connection.ops).execute_sql_flush = restored
