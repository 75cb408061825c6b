"""All rows of the database at two moments, and what differs between them, which can be made to happen again with the
files that the rows name."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import Storage
from django.db import connection, models, transaction
from wagtail.models import Site

from sites.directory import forget_directory
from tests.raw_rows import Model, Row, columns_of, insert_rows, number_on, read_rows

Tables = dict[Model, dict[Any, Row]]

# SQLite keeps texts to be searched once more in such tables, and fills them itself.
TEXTS = "_fts"


@dataclass(frozen=True)
class Change:
    """What differs between the rows of two moments."""

    new: dict[Model, list[Row]]
    other: dict[Model, list[Row]]
    gone: dict[Model, list[Any]]

    @transaction.atomic
    def happen(self) -> None:
        """Make it again, of the rows of the first moment. About one query for each table."""
        with connection.cursor() as cursor:
            for model, keys in self.gone.items():
                cursor.execute(*_delete(model, keys))
            for model, rows in self.other.items():
                for row in rows:
                    cursor.execute(*_update(model, row))
        for model, rows in self.new.items():
            insert_rows(model, rows)
        number_on(self.new)
        forget_directory()
        Site.clear_site_root_paths_cache()

    def apply_to(self, tables: Tables) -> None:
        """Make it of rows that were read, as far as they are of these tables. No query."""
        for model, rows in tables.items():
            for key in self.gone.get(model, ()):
                del rows[key]
            key = model._meta.pk.column
            rows.update({row[key]: row for row in (*self.other.get(model, ()), *self.new.get(model, ()))})


@dataclass(frozen=True)
class StoredFile:
    """A file that a row names."""

    storage: Storage
    name: str
    content: bytes

    def write(self) -> None:
        """Under its very name, whatever a test did to it."""
        path = Path(self.storage.path(self.name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.content)


def files_of(new: dict[Model, list[Row]]) -> list[StoredFile]:
    """The files of some rows, as they are now."""
    found = []
    for model, rows in new.items():
        for field in columns_of(model):
            if isinstance(field, models.FileField):
                names = [row[field.column] for row in rows if row[field.column]]
                found += [StoredFile(field.storage, name, _content(field.storage, name)) for name in names]
    return found


def _content(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        return file.read()


def all_tables() -> Tables:
    """Every row of every table, by its key. A query for each table."""
    return tables_of(
        model
        for model in apps.get_models(include_auto_created=True)
        if not model._meta.proxy and model._meta.managed and not model._meta.db_table.endswith(TEXTS)
    )


def tables_of(models: Iterable[Model]) -> Tables:
    """Every row of some tables, by its key. A query for each table."""
    found = {}
    for model in models:
        key = model._meta.pk.column
        found[model] = {row[key]: row for row in read_rows(model)}
    return found


def change_between(before: Tables, after: Tables) -> Change:
    """What made the rows of one moment those of another. No query."""
    new, other, gone = {}, {}, {}
    for model, rows in after.items():
        former = before[model]
        new[model] = [row for key, row in rows.items() if key not in former]
        other[model] = [row for key, row in rows.items() if key in former and former[key] != row]
        gone[model] = [key for key in former if key not in rows]
    return Change(_without_empty(new), _without_empty(other), _without_empty(gone))


def _without_empty(found: dict[Model, list[Any]]) -> dict[Model, list[Any]]:
    return {model: rows for model, rows in found.items() if rows}


def _delete(model: Model, keys: list[Any]) -> tuple[str, list[Any]]:
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * len(keys))
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    return f"DELETE FROM {table} WHERE {key} IN ({marks})", keys  # noqa: S608 -- names of our tables


def _update(model: Model, row: Row) -> tuple[str, list[Any]]:
    quote, key = connection.ops.quote_name, model._meta.pk.column
    columns = [field.column for field in columns_of(model)]
    values = ", ".join(f"{quote(column)} = %s" for column in columns)
    statement = f"UPDATE {quote(model._meta.db_table)} SET {values} WHERE {quote(key)} = %s"  # noqa: S608
    return statement, [*(row[column] for column in columns), row[key]]
