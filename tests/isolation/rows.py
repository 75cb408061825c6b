"""The whole database as one hash for each row: what an attack changed, added or took away."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from wagtail.admin.models import EditingSession
from wagtail.users.models import UserProfile

from library.models import PortalRendition
from sites.models import TryCount

Key = tuple[str, object]

# Looking leaves these behind: for the visitor alone, how often something was tried, and files made of a picture when it
# is first shown.
VISITS = (Session, EditingSession, UserProfile, PortalRendition, TryCount)


def all_rows() -> dict[Key, str]:
    """A hash for each row of every table, as the database has it."""
    found: dict[Key, str] = {}
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if issubclass(model, VISITS) or model._meta.proxy or not model._meta.managed:
                continue
            columns = [model._meta.pk.column, *(field.column for field in model._meta.local_concrete_fields)]
            names = ", ".join(map(quote, columns))
            cursor.execute(f"SELECT {names} FROM {quote(model._meta.db_table)}")  # noqa: S608 -- names of our tables
            for key, *values in cursor.fetchall():
                found[model._meta.label, key] = hashlib.sha256(repr(values).encode()).hexdigest()
    return found


def changes(before: dict[Key, str], after: dict[Key, str]) -> set[Key]:
    """Rows that are new, gone or different."""
    return {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}


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
        if sql.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE", "REPLACE", "WITH")):
            written.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(watch):
        yield written


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside did not happen. A statement that failed inside does not keep the rest from being read."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
