"""The rows that migrations left, which a test that commits begins with: written a statement for each table.

Django by itself keeps them as JSON, and before each such test makes an object of every row and saves it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.backends.base.creation import BaseDatabaseCreation

from tests.row_changes import Tables, all_tables, change_between


def begin_with_rows() -> Callable[[], None]:
    """Have Django do so, in whatever thread; what is returned reads the rows, once the database is there."""
    first: Tables = {}

    def keep(creation: BaseDatabaseCreation) -> str:
        return ""

    def fill(creation: BaseDatabaseCreation, data: str) -> None:
        change_between(all_tables(), first).happen()

    BaseDatabaseCreation.serialize_db_to_string = keep
    BaseDatabaseCreation.deserialize_db_from_string = fill
    return lambda: first.update(all_tables())
