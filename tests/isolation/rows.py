"""The whole database, row by row: what an attack changed, added or took away."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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

from library.models import PortalRendition
from sites.models import TryCount

Key = tuple[str, object]
Rows = dict[Key, tuple[Any, ...]]

# Looking leaves these behind: for the visitor alone, how often something was tried, and files made of a picture when it
# is first shown.
VISITS = (Session, EditingSession, UserProfile, PortalRendition, TryCount)


def all_rows() -> Rows:
    """Each row of every table, as the database has it."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for label, statement in _readings():
            cursor.execute(statement)
            # The key is the first of its row. A loop of Python's own would take three times as long.
            rows = cursor.fetchall()
            found.update(zip(zip(repeat(label), map(itemgetter(0), rows), strict=False), rows, strict=True))
    return found


@cache
def _readings() -> list[tuple[str, str]]:
    """For each table, the name of its model and what reads it."""
    quote, statements = connection.ops.quote_name, []
    for model in apps.get_models(include_auto_created=True):
        if issubclass(model, VISITS) or model._meta.proxy or not model._meta.managed:
            continue
        columns = [model._meta.pk.column, *(field.column for field in model._meta.local_concrete_fields)]
        names = ", ".join(map(quote, columns))
        statement = f"SELECT {names} FROM {quote(model._meta.db_table)}"  # noqa: S608 -- names of our tables
        statements.append((model._meta.label, statement))
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
def counted_writes() -> Iterator[list[str]]:
    """Statements that write, whatever the table: where there are none, no row can have changed."""
    written: list[str] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if _writes(sql):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield written


@contextmanager
def watched_rows() -> Iterator[Callable[[], set[Key]]]:
    """Yield what tells which rows have changed inside so far.

    Until the first statement that writes they are as they were: they are read just before it, and not at all without.
    """
    before: list[Rows] = []

    def watch(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if not before and _writes(sql):
            before.append(all_rows())
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield lambda: changes(before[0], all_rows()) if before else set()


def _writes(sql: str) -> bool:
    return sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH"))


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen. A statement that failed inside does not keep the rest from being read."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
