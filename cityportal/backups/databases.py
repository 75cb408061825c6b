"""The database of a set: one moment of it that is counted and dumped, and a copy beside the living one.

PostgreSQL by its own programs (pg_dump and pg_restore of its version), SQLite by its backup interface.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from cityportal.backups.errors import BackupRefused

# Characters of what a program says that are told.
_SAID: Final = 500
# The name of a database of SQLite in a restored folder: that of VAR_DIR (cityportal/settings/services.py).
SQLITE_FILE: Final = "db.sqlite3"


class Snapshot:
    """One moment of the database. What is asked of it later is of that moment.

    Attributes:
        counts: rows of each table.
    """

    def __init__(self, counts: dict[str, int], dump: Callable[[Callable[[BinaryIO], None]], None]) -> None:
        self.counts = counts
        self._dump = dump

    def dump_to(self, take: Callable[[BinaryIO], None]) -> None:
        """Hand the stream of the dump to a function that reads it to its end.

        Raises:
            BackupRefused: the dump broke off.
        """
        self._dump(take)


@contextmanager
def snapshot(work: Path) -> Iterator[Snapshot]:
    """Hold one moment of the database. On PostgreSQL, queries in the block are of it as well."""
    with _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite(work) as taken:
        yield taken


@contextmanager
def _of_postgresql() -> Iterator[Snapshot]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (key,) = cursor.fetchone()
        counts = count_rows()

        def dump(take: Callable[[BinaryIO], None]) -> None:
            command, environment = _program("pg_dump", "--format=custom", f"--snapshot={key}")
            with subprocess.Popen(  # noqa: S603 -- our own arguments
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            ) as running:
                take(cast("BinaryIO", running.stdout))
                said = cast("BinaryIO", running.stderr).read()
            _require_success(running.returncode, said, "pg_dump")

        yield Snapshot(counts, dump)


@contextmanager
def _of_sqlite(work: Path) -> Iterator[Snapshot]:
    path = work / "snapshot.sqlite3"
    connection.ensure_connection()
    # SQLite copies no database in which the same connection is writing: it waits for the end of that.
    at_once = connection.in_atomic_block or connection.is_in_memory_db()  # type: ignore[attr-defined]  # of SQLite
    if at_once:
        path.write_bytes(connection.connection.serialize())
    with closing(sqlite3.connect(path)) as copy:
        if not at_once:
            connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        counts = {
            table: copy.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0]  # noqa: S608 -- names of tables
            for table in connection.introspection.table_names()
        }

    def dump(take: Callable[[BinaryIO], None]) -> None:
        with path.open("rb") as content:
            take(content)

    try:
        yield Snapshot(counts, dump)
    finally:
        path.unlink()


def count_rows() -> dict[str, int]:
    """Rows of each table of the database that the process is connected to."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 -- a name of a table
            (counts[table],) = cursor.fetchone()
    return counts


def is_living(name: str) -> bool:
    """Whether a name is that of the database in use: a name on PostgreSQL, a path on SQLite."""
    living = settings.DATABASES["default"]["NAME"]
    in_use = {str(living), str(connection.settings_dict["NAME"])}
    if connection.vendor == "postgresql":
        return name in in_use
    return os.path.realpath(name) in map(os.path.realpath, in_use)


def restore_database(dump: Path, name: str) -> None:
    """Make a database of a name that no database has, from a dump; on SQLite the name is the path of its file.

    Raises:
        BackupRefused: the name is that of the living database, or taken; or the dump cannot be restored.
    """
    if is_living(name):
        raise BackupRefused(_("“%s” is the database in use: name another one.") % name)
    if connection.vendor != "postgresql":
        if Path(name).exists():
            raise BackupRefused(_("“%s” is there already: name another one.") % name)
        dump.replace(name)
        return
    # Fails where a database has the name.
    _run("createdb", "--template=template0", "--encoding=UTF8", database=name)
    try:
        _run(
            "pg_restore", "--exit-on-error", "--no-owner", "--no-privileges", "--jobs=2", f"--dbname={name}", str(dump)
        )
    except BackupRefused:
        drop_database(name)
        raise


def drop_database(name: str) -> None:
    """Delete a database that `restore_database` made.

    Raises:
        BackupRefused: it is the living one.
    """
    if is_living(name):
        raise BackupRefused(_("“%s” is the database in use: name another one.") % name)
    if connection.vendor == "postgresql":
        _run("dropdb", "--if-exists", "--force", database=name)
    else:
        Path(name).unlink(missing_ok=True)


def _run(program: str, *arguments: str, database: str = "") -> None:
    command, environment = _program(program, *arguments, database=database)
    done = subprocess.run(command, env=environment, capture_output=True, check=False)  # noqa: S603
    _require_success(done.returncode, done.stderr, program)


def _program(program: str, *arguments: str, database: str | None = None) -> tuple[list[str], dict[str, str]]:
    """A program of PostgreSQL with the server and account of this installation; the password is in the environment.

    Args:
        database: its last argument; None: the database in use; empty: none.
    """
    own = connection.settings_dict | {"NAME": database or connection.settings_dict["NAME"]}
    command, environment = connection.client.settings_to_cmd_args_env(own, list(arguments))
    ends = len(command) - (database == "")
    return [program, *command[1:ends]], os.environ | (environment or {})


def _require_success(code: int, said: bytes, program: str) -> None:
    if code:
        text = said.decode(errors="replace").strip()[:_SAID]
        raise BackupRefused(_("%(program)s failed: %(said)s") % {"program": program, "said": text})
