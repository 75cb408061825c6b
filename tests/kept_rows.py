"""What the database keeps as it was written, changed all the same: as by who owns the tables, and after a test that
commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models

from audit.models import PortalEvent
from audit.sealing.triggers import lay_triggers, lift_triggers
from qa.models import QuestionEvent

KEPT = (PortalEvent, QuestionEvent)


@contextmanager
def triggers_lifted(*kept: type[models.Model]) -> Iterator[None]:
    """Let some tables be changed for a while; nothing where none is named."""
    if not kept:
        yield
        return
    _check_now()
    for model in kept:
        lift_triggers(connection, model._meta.db_table)
    yield
    _check_now()
    for model in kept:
        lay_triggers(connection, model._meta.db_table)


def _check_now() -> None:
    """PostgreSQL changes no table of which checks are pending."""
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
