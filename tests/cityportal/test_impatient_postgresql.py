"""A PostgreSQL that hangs is given up; one whose statement takes long is waited for."""

import socket

import pytest
from django.db import OperationalError, connection

from cityportal.services.postgresql import impatience
from cityportal.services.postgresql.base import DatabaseWrapper
from cityportal.services.postgresql.impatience import ImpatientConnection

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

LONG = "SELECT pg_sleep(0.6)"


@pytest.fixture
def connect(monkeypatch):
    """Makes connections as production does, beside that of the test."""
    monkeypatch.setattr(impatience, "PATIENCE", 0.2)
    monkeypatch.setattr(ImpatientConnection, "asked_again_at", 0.0)
    made = []

    def anew(**other):
        made.append(DatabaseWrapper(connection.settings_dict | other, "default"))
        return made[-1].cursor()

    yield anew
    for one in made:
        one.close()


def test_statement_that_takes_long_is_waited_for(connect):
    cursor = connect()
    cursor.execute(LONG)
    assert cursor.fetchone()


def test_statement_of_a_server_that_hangs_is_given_up_and_nobody_waits_again(connect, monkeypatch):
    cursor = connect()
    monkeypatch.setattr(ImpatientConnection, "answers", lambda self: False)
    with pytest.raises(OperationalError, match="does not answer"):
        cursor.execute(LONG)
    with pytest.raises(OperationalError, match="a moment ago"):
        connect()


def test_server_that_lets_a_new_connection_wait_is_left_alone(connect):
    with socket.create_server(("127.0.0.1", 0)) as hanging:
        port = hanging.getsockname()[1]
        with pytest.raises(OperationalError):
            connect(HOST="127.0.0.1", PORT=port, OPTIONS={"connect_timeout": 2})
    with pytest.raises(OperationalError, match="a moment ago"):
        connect()
