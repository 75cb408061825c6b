"""Connections to PostgreSQL which tell a server that hangs from a statement that takes long.

No timeout of PostgreSQL does: `statement_timeout` is kept by the server itself, and where that hangs the kernel of its
machine still answers for it.
"""

from __future__ import annotations

import socket
import struct
import time
from contextlib import closing
from typing import Any, ClassVar, Final

from psycopg import Connection, OperationalError
from psycopg.abc import PQGen
from psycopg.waiting import Ready

# Seconds after which the server of a statement is asked whether it answers at all, that it has to say so, and until it
# is asked again.
PATIENCE = 1.0
ANSWERS_WITHIN = 0.8
ASKED_AGAIN: Final = 5.0
# Seconds that a server which let a process wait is left alone by it: a request waits once.
LEFT_ALONE: Final = 3.0
# "May I speak TLS?": a new connection is answered with one letter, before it names an account (PostgreSQL 55.2.11).
_QUESTION: Final = struct.pack("!ii", 8, 80877103)


class ImpatientConnection(Connection):
    """A connection that gives up on a server which answers neither its statement nor anybody else."""

    # What a process knows of its server.
    asked_again_at: ClassVar[float] = 0.0

    @classmethod
    def connect(cls, *args: Any, **kwargs: Any) -> ImpatientConnection:
        """Connect, or refuse at once where the server let the process wait a moment ago.

        Raises:
            OperationalError: it does not answer.
        """
        begun = time.monotonic()
        if begun < ImpatientConnection.asked_again_at:
            raise OperationalError("PostgreSQL did not answer a moment ago.")
        try:
            return super().connect(*args, **kwargs)
        except OperationalError as error:
            # A server that says why it refuses, such as one with too many connections, does answer.
            if error.sqlstate is None and time.monotonic() - begun > PATIENCE:
                _leave_alone()
            raise

    def wait(self, gen: PQGen[Any], *args: Any, **kwargs: Any) -> Any:
        return super().wait(self._watched(gen), *args, **kwargs)

    def _watched(self, gen: PQGen[Any]) -> PQGen[Any]:
        """What a statement waits for, as long as the server answers others meanwhile.

        Raises:
            OperationalError: it does not. Whether what was sent was done is not known.
        """
        asked_at = time.monotonic() + PATIENCE
        try:
            awaited = next(gen)
            while True:
                ready = yield awaited
                if ready == Ready.NONE and time.monotonic() > asked_at:
                    if not self.answers():
                        _leave_alone()
                        self.pgconn.finish()
                        raise OperationalError("PostgreSQL does not answer.")
                    asked_at = time.monotonic() + ASKED_AGAIN
                awaited = gen.send(ready)
        except StopIteration as ended:
            return ended.value

    def answers(self) -> bool:
        """Whether the server answers a new connection."""
        host, port = self.info.host, self.info.port
        try:
            if host.startswith("/"):
                asked = socket.socket(socket.AF_UNIX)
                asked.settimeout(ANSWERS_WITHIN)
                asked.connect(f"{host}/.s.PGSQL.{port}")
            else:
                asked = socket.create_connection((self.info.hostaddr or host, port), timeout=ANSWERS_WITHIN)
            with closing(asked):
                asked.sendall(_QUESTION)
                return bool(asked.recv(1))
        except OSError:
            return False


def _leave_alone() -> None:
    ImpatientConnection.asked_again_at = time.monotonic() + LEFT_ALONE
