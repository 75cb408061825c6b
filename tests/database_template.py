"""The database as migrations leave it, made once for a run: each test process begins with a copy.

Migrating takes several seconds of a processor, copying less than one. Django migrates the copy all the same, and finds
nothing to do. tests/engines.py runs this module beside the start of pytest; who needs the template waits for its lock.
"""

import fcntl
import gc
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.db import connection
from django.db.backends.signals import connection_created

from tests.engines import TEMPLATE_LOCK, TEMPLATE_LOG, TEMPLATE_MADE, TEMPLATES

# On the server of the run.
NAME = "cityportal_template"


def make_template(folder: Path) -> None:
    """Migrate a database of the engine that is set: a file of the folder, or one of the server."""
    # What migrations leave behind goes with the process: collecting it takes half as long again.
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    connection.settings_dict["TEST"]["NAME"] = str(_file_in(folder)) if connection.vendor == "sqlite" else NAME
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    # PostgreSQL copies no database that somebody reads.
    connection.close()
    (folder / TEMPLATE_MADE).touch()


def wait_for_template() -> None:
    """Return when the template of the run was made, or could not be."""
    if named := os.environ.get(TEMPLATES):
        with (Path(named) / TEMPLATE_LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH)


def begin_with_template() -> None:
    """Let the database that Django makes for this process be a copy, where the run has a template.

    Raises:
        RuntimeError: it could not be made.
    """
    if not (named := os.environ.get(TEMPLATES)):
        return
    folder = Path(named)
    wait_for_template()
    if not (folder / TEMPLATE_MADE).exists():
        log = (folder / TEMPLATE_LOG).read_text(errors="replace")
        raise RuntimeError(f"The database of the tests could not be made:\n{log}")
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = NAME
        return

    def fill(connection: Any, **kwargs: Any) -> None:
        connection_created.disconnect(fill)
        with closing(sqlite3.connect(_file_in(folder))) as template:
            template.backup(connection.connection)

    # Only an open connection keeps a database in memory.
    connection_created.connect(fill, weak=False)


def _file_in(folder: Path) -> Path:
    return folder / "template.sqlite3"


if __name__ == "__main__":
    django.setup()
    make_template(Path(os.environ[TEMPLATES]))
