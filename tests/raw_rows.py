"""Rows as the database driver reads them, and written as they were read: past models, signals and numbering."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from tests.kept_rows import KEPT, triggers_lifted

# What one statement may carry at most on SQLite.
MOST_VALUES = 30_000

Model = type[models.Model]
Row = dict[str, Any]


def columns_of(model: Model) -> list[models.Field]:
    """Fields of the model's own table."""
    return list(model._meta.local_concrete_fields)


def read_rows(model: Model, keys: Iterable[Any] | None = None) -> list[Row]:
    """Rows of the model's own table by column, in the order of their keys: these, or all."""
    wanted = None if keys is None else list(keys)
    if wanted == []:
        return []
    quote, key = connection.ops.quote_name, model._meta.pk.column
    columns = [field.column for field in columns_of(model)]
    some = f"WHERE {quote(key)} IN ({', '.join(['%s'] * len(wanted))}) " if wanted else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(map(quote, columns))} FROM {quote(model._meta.db_table)} "  # noqa: S608 -- our tables
            f"{some}ORDER BY {quote(key)}",
            wanted or [],
        )
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    # Which SQLite gives, and does not take.
    for column in [field.column for field in columns_of(model) if isinstance(field, models.TimeField)]:
        for row in rows:
            row[column] = str(row[column]) if row[column] is not None else None
    return rows


def insert_rows(model: Model, rows: list[Row]) -> None:
    """Write rows that carry their keys."""
    if not rows:
        return
    quote, columns = connection.ops.quote_name, list(rows[0])
    start = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608
    marks = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for part in _parts(rows, MOST_VALUES // len(columns)):
            values = [value for row in part for value in row.values()]
            cursor.execute(start + ", ".join([marks] * len(part)), values)


def change_rows(model: Model, values: dict[str, Any], **wanted: Any) -> None:
    """Write columns of some rows as whoever has the database does."""
    with triggers_lifted(*({model} & set(KEPT))):
        models.QuerySet(model).filter(**wanted).update(**values)


def delete_rows(model: Model, **wanted: Any) -> None:
    """Take rows out as whoever has the database does."""
    rows = models.QuerySet(model).filter(**wanted)
    with triggers_lifted(*({model} & set(KEPT))):
        # Django's `delete` asks what else would go, and tells signals; this is the statement alone.
        rows._raw_delete(rows.db)


def number_on(found: Iterable[Model]) -> None:
    """PostgreSQL numbers new rows itself: tell it how far the keys that were written went."""
    statements = connection.ops.sequence_reset_sql(no_style(), list(found))
    if statements:
        with connection.cursor() as cursor:
            cursor.execute("\n".join(statements))


def _parts(rows: list[Row], size: int) -> Iterator[list[Row]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
