"""Database backend: Django's of PostgreSQL, with connections that do not wait for a server that hangs."""

from __future__ import annotations

from types import SimpleNamespace

import psycopg
from django.db.backends.postgresql import base

from cityportal.services.postgresql.impatience import ImpatientConnection


class DatabaseWrapper(base.DatabaseWrapper):
    # A module to Django, which takes `connect` and the errors from it.
    Database = SimpleNamespace(**(vars(psycopg) | {"connect": ImpatientConnection.connect}))  # type: ignore[assignment]
