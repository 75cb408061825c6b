"""Cells of the database, as the tests of marks read them."""

from collections.abc import Iterator

from django.db import connection

from formats.vietnamese.text import ascii_fold


def every_cell() -> str:
    """All that all tables hold, as text."""
    return "\n".join(cell for _column, cell in _cells())


def columns_with(*marks: str) -> dict[str, set[str]]:
    """For each mark, the columns that hold it, with its accents or without."""
    found: dict[str, set[str]] = {mark: set() for mark in marks}
    for column, cell in _cells():
        text = cell.casefold()
        for mark, columns in found.items():
            if mark.casefold() in text or ascii_fold(mark).casefold() in text:
                columns.add(column)
    return found


def _cells() -> Iterator[tuple[str, str]]:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {quote(table)}")  # noqa: S608 -- names of our tables
            columns = [f"{table}.{column[0]}" for column in cursor.description]
            for row in cursor.fetchall():
                yield from zip(columns, map(str, row), strict=True)
