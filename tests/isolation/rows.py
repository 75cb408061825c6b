"""The whole database, row by row: what an attack changed, added or took away."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from wagtail.admin.models import EditingSession
from wagtail.users.models import UserProfile

from audit.models import TryCount
from library.models import PortalRendition
from tests.proving import table_written_in

Key = tuple[str, object]
Rows = dict[Key, tuple[Any, ...]]

# Looking leaves these behind: for the visitor alone, how often something was tried, and files made of a picture when it
# is first shown.
VISITS = (Session, EditingSession, UserProfile, PortalRendition, TryCount)
VISITED = {model._meta.db_table for model in VISITS}


def all_rows() -> Rows:
    """Each row of every table, as the database has it."""
    return _rows_of(_readings())


def _rows_of(tables: Iterable[str]) -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            label, statement = _readings()[table]
            cursor.execute(statement)
            # The key is the first of its row. A loop of Python's own would take three times as long.
            rows = cursor.fetchall()
            found.update(zip(zip(repeat(label), map(itemgetter(0), rows), strict=False), rows, strict=True))
    return found


@cache
def _readings() -> dict[str, tuple[str, str]]:
    """For each table, the name of its model and what reads it."""
    quote, statements = connection.ops.quote_name, {}
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, VISITS) or model._meta.proxy or not model._meta.managed:
            continue
        columns = [model._meta.pk.column, *(field.column for field in model._meta.local_concrete_fields)]
        names = ", ".join(map(quote, columns))
        statement = f"SELECT {names} FROM {quote(model._meta.db_table)}"  # noqa: S608 -- names of our tables
        statements[model._meta.db_table] = (model._meta.label, statement)
    return statements


def changes(before: Rows, after: Rows) -> set[Key]:
    """Rows that are new, gone or different."""
    gone = before.keys() - after.keys()
    return gone | {key for key, row in after.items() if before.get(key) != row}


def reached(changed: set[Key], rows: set[Key]) -> set[Key]:
    """Which of some changed rows are among these or point at one of them."""
    return {key for key in changed if key in rows or _points_at(key, rows)}


def _points_at(key: Key, rows: set[Key]) -> bool:
    model = apps.get_model(str(key[0]))
    row = model._base_manager.filter(pk=key[1]).first()
    relations = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return row is not None and any(
        (field.related_model._meta.label, getattr(row, field.attname)) in rows for field in relations
    )


@contextmanager
def watched_rows() -> Iterator[Callable[[], set[Key]]]:
    """Yield what tells which rows have changed inside so far.

    Rows change by statements alone, which name their table: each is read just before the first statement that writes in
    it, and where none does, no row can have changed. A statement that names none may write everywhere.
    """
    before: Rows = {}
    read: set[str] = set()

    def read_before(tables: Iterable[str]) -> None:
        new = set(tables) - read
        read.update(new)
        before.update(_rows_of(new))

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")):
            table = table_written_in(sql)
            if table not in VISITED:
                read_before([table] if table in _readings() else _readings())
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield lambda: changes(before, _rows_of(read))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen. A statement that failed inside does not keep the rest from being read."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
