"""What each database has for full text, behind one interface."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from .base import Backend, Document, Found, Scope
from .postgresql import PostgreSQLBackend
from .sqlite import SQLiteBackend

_BACKENDS: dict[str, type[Backend]] = {"postgresql": PostgreSQLBackend, "sqlite": SQLiteBackend}


def get_backend() -> Backend:
    """The backend of the database in use.

    Raises:
        ImproperlyConfigured: neither SQLite nor PostgreSQL.
    """
    try:
        return _BACKENDS[connection.vendor]()
    except KeyError as error:
        raise ImproperlyConfigured(f"Search knows SQLite and PostgreSQL, not {connection.vendor}.") from error


__all__ = ["Backend", "Document", "Found", "Scope", "get_backend"]
