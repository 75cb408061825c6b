"""Copies of the whole database of SQLite, which are written back faster than tables are emptied and filled."""

import sqlite3

from django.core.cache import cache
from django.db import connection
from wagtail.models import Site

from sites.directory import forget_directory


class DatabaseCopy:
    """The database as it stands, kept in memory: rows, texts to be searched, and the numbers that come next."""

    def __init__(self) -> None:
        connection.ensure_connection()
        self._copy = sqlite3.connect(":memory:", check_same_thread=False)
        connection.connection.backup(self._copy)

    def restore(self) -> None:
        """Write it back, through SQLite: other connections may stand open, those that write are waited for.

        Raises:
            RuntimeError: this one stands in a transaction, and would wait for itself.
        """
        if connection.in_atomic_block:
            raise RuntimeError("A copy is written back outside of transactions only.")
        connection.ensure_connection()
        self._copy.backup(connection.connection)
        forget_directory()
        Site.clear_site_root_paths_cache()
        cache.clear()
