"""Triggers by which the database itself refuses to change or take out rows that are written once.

Whoever owns the tables can lift them, and whoever restores a backup may lose them: what was changed all the same is
found by the seals, and triggers that are missing are said by the doctor. `INSERT` is all that a table with them takes;
`manage.py flush` is refused as well. A migration that makes the table again on SQLite has to lay them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from django.apps import apps

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

# Models whose tables have them, by label.
_kept: list[str] = []
POSTGRESQL: Final = "postgresql"
# "{0}" is the table.
_LAY: Final = {
    POSTGRESQL: (
        """CREATE OR REPLACE FUNCTION {0}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Rows of % are kept as they were written.', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        "CREATE TRIGGER {0}_kept BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_kept()",
        "CREATE TRIGGER {0}_kept_whole BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_kept()",
    ),
    "sqlite": (
        "CREATE TRIGGER {0}_kept BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, 'Rows of {0} are kept.'); END",
        "CREATE TRIGGER {0}_kept_whole BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, 'Rows of {0} are kept.'); END",
    ),
}
_LIFT: Final = {
    POSTGRESQL: (
        "DROP TRIGGER IF EXISTS {0}_kept ON {0}",
        "DROP TRIGGER IF EXISTS {0}_kept_whole ON {0}",
        "DROP FUNCTION IF EXISTS {0}_kept()",
    ),
    "sqlite": ("DROP TRIGGER IF EXISTS {0}_kept", "DROP TRIGGER IF EXISTS {0}_kept_whole"),
}
_FOUND: Final = {
    POSTGRESQL: "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
}


def register_append_only(label: str) -> None:
    """Register a model, by its label, whose table takes new rows only. A migration of its app lays the triggers."""
    _kept.append(label)


def tables_kept() -> list[str]:
    """Names of the tables that take new rows only, in order of the alphabet."""
    return sorted(apps.get_model(label)._meta.db_table for label in _kept)


def lay_triggers(connection: BaseDatabaseWrapper, table: str) -> None:
    """Let the database refuse whatever is no new row of a table."""
    _run(connection, _LAY, table)


def lift_triggers(connection: BaseDatabaseWrapper, table: str) -> None:
    """Let it take every statement again."""
    _run(connection, _LIFT, table)


def missing_triggers(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> list[str]:
    """Those of some tables that the database would let change."""
    with connection.cursor() as cursor:
        cursor.execute(_FOUND[connection.vendor])
        found = {name for (name,) in cursor.fetchall()}
    return [table for table in tables if not {f"{table}_kept", f"{table}_kept_whole"} <= found]


def _run(connection: BaseDatabaseWrapper, statements: dict[str, tuple[str, ...]], table: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement.format(table))
