"""What each engine has for full text, behind one interface."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from .base import Backend, Document, EngineAway, Found, Scope
from .postgresql import PostgreSQLBackend
from .sqlite import SQLiteBackend

_BACKENDS: dict[str, type[Backend]] = {"postgresql": PostgreSQLBackend, "sqlite": SQLiteBackend}


def get_backend() -> Backend:
    """The backend of the database in use; with SEARCH_URL, that of Elasticsearch, which stands on it."""
    database = get_database_backend()
    if not settings.SEARCH_URL:
        return database
    from .elasticsearch import ElasticsearchBackend  # noqa: PLC0415 -- its client takes half a second to import

    return ElasticsearchBackend(database)


def get_database_backend() -> Backend:
    """The backend of the database in use, which has every row as soon as it is written.

    Raises:
        ImproperlyConfigured: neither SQLite nor PostgreSQL.
    """
    try:
        return _BACKENDS[connection.vendor]()
    except KeyError as error:
        raise ImproperlyConfigured(f"Search knows SQLite and PostgreSQL, not {connection.vendor}.") from error


__all__ = ["Backend", "Document", "EngineAway", "Found", "Scope", "get_backend", "get_database_backend"]
