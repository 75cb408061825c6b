"""The database itself keeps events as they were written, on both engines."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from audit.models import PortalEvent
from audit.sealing.triggers import lay_triggers, lift_triggers, missing_triggers, tables_kept
from cityportal.doctor import examine
from tests.kept_rows import KEPT
from tests.qa.factories import make_question

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def refused(model, statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement.format(model._meta.db_table))
    except IntegrityError:
        return True
    return False


def test_database_refuses_to_change_or_delete_events(district):
    make_question(district)
    for model in KEPT:
        before = list(models.QuerySet(model).order_by("pk").values())
        assert before
        assert refused(model, "UPDATE {0} SET data = data")
        assert refused(model, "DELETE FROM {0}")
        assert list(models.QuerySet(model).order_by("pk").values()) == before


@pytest.mark.postgresql
def test_postgresql_refuses_to_empty_the_table(district):
    make_question(district)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert all(refused(model, "TRUNCATE {0} CASCADE") for model in KEPT)


def test_last_migrations_left_the_triggers_in_place():
    """A migration that makes one of the tables anew on SQLite loses them: it lays them again."""
    assert missing_triggers(connection, tables_kept()) == []
    assert tables_kept() == [model._meta.db_table for model in KEPT]


def test_lifted_triggers_are_said_by_the_doctor_and_laid_again():
    table = PortalEvent._meta.db_table
    lift_triggers(connection, table)
    assert [table in finding.problem for finding in examine(quick=True) if finding.code == "triggers"] == [True]
    call_command("lay_triggers")
    assert missing_triggers(connection, tables_kept()) == []
    lift_triggers(connection, table)
    lay_triggers(connection, table)
    assert missing_triggers(connection, tables_kept()) == []
