"""On PostgreSQL the dump and the copy are made by its own programs."""

import pytest
from django.db import connection

from cityportal.backups import databases
from cityportal.backups.errors import BackupRefused
from tests.cityportal.backing_up import found_codes, made

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def names_of_databases():
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database ORDER BY 1")
        return cursor.fetchall()


@pytest.mark.slow(reason="starts the product on the copy")
def test_copy_is_used_and_deleted_and_never_the_living_one(world, monkeypatch):
    monkeypatch.undo()
    made()
    before = names_of_databases()
    assert found_codes(world, world / "second") == []
    assert names_of_databases() == before
    living = connection.settings_dict["NAME"]
    for refused in (databases.drop_database, lambda name: databases.restore_database(world / "dump", name)):
        with pytest.raises(BackupRefused):
            refused(living)


def test_what_is_written_meanwhile_is_in_no_count(world, tmp_path):
    other = connection.copy()
    with databases.snapshot(tmp_path) as taken:
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO django_session VALUES ('k', '', now())")
        assert databases.count_rows() == taken.counts
    other.close()
    assert databases.count_rows()["django_session"] == taken.counts["django_session"] + 1


def test_one_backup_is_made_at_a_time(world):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7081923)")
        with pytest.raises(BackupRefused):
            made()
        cursor.execute("SELECT pg_advisory_unlock(7081923)")
    other.close()
    made()
