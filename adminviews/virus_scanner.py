"""clamd, where the operator runs one: each file that a form takes waits until it answered.

The protocol is three lines (clamd(8), INSTREAM): of the packages that speak it, those without asyncio are not kept.
"""

from __future__ import annotations

import socket
import struct
from contextlib import suppress
from typing import IO, Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from audit.errors import PortalRefusal

# Seconds.
CONNECT_TIMEOUT: Final = 2
PATIENCE: Final = 30
_PIECE: Final = 64 * 1024  # bytes
_LONGEST_ANSWER: Final = 4096  # bytes
_CLEAN, _FOUND, _TOO_LARGE = b"OK", b"FOUND", b"size limit exceeded"


class FileInfected(PortalRefusal):
    """clamd found something.

    Attributes:
        finding: what clamd calls it.
    """

    code = "file_infected"
    message = _("This file is infected (%(finding)s) and was not taken. Tell whoever it comes from.")

    def __init__(self, finding: str) -> None:
        super().__init__(finding)
        self.finding = finding

    def __str__(self) -> str:
        return str(self.message) % {"finding": self.finding}


class ScannerAway(PortalRefusal):
    """clamd does not answer, or not with an answer: what was not looked at is not taken."""

    code = "scanner_away"
    message = _(
        "Files are looked at by a virus scanner, which does not answer at this moment. What you typed is still here: "
        "choose the file again in a few minutes."
    )


class TooLargeToScan(PortalRefusal):
    """StreamMaxLength of clamd is smaller than what is taken here."""

    code = "too_large_to_scan"
    message = _("The virus scanner does not look at files this large. Choose a smaller one, or tell the operator.")


def refuse_infected(file: IO[bytes]) -> None:
    """Ask clamd about a file; without CLAMD_URL nobody is asked. The file is left at its beginning.

    Raises:
        FileInfected, TooLargeToScan: it is not taken.
        ScannerAway: it cannot be taken now.
    """
    if not settings.CLAMD_URL:
        return
    file.seek(0)
    try:
        answer = _ask(b"INSTREAM", file)
    finally:
        file.seek(0)
    if _TOO_LARGE in answer:
        raise TooLargeToScan
    verdict, _space, word = answer.partition(b": ")[2].rpartition(b" ")
    if word == _FOUND:
        raise FileInfected(verdict.decode(errors="replace"))
    if word != _CLEAN:
        raise ScannerAway


def is_answering() -> bool:
    """Whether clamd, which CLAMD_URL names, answers."""
    try:
        return _ask(b"PING") == b"PONG"
    except ScannerAway:
        return False


def _ask(command: bytes, file: IO[bytes] | None = None) -> bytes:
    """The answer of clamd to a command, with a file in pieces behind it.

    Raises:
        ScannerAway: it does not answer, or not in time.
    """
    try:
        with _connected() as connection:
            connection.settimeout(PATIENCE)
            # It closes while more is sent where a file is too large for it, and has said so.
            with suppress(BrokenPipeError, ConnectionResetError):
                connection.sendall(b"z" + command + b"\0")
                while file is not None and (piece := file.read(_PIECE)):
                    connection.sendall(struct.pack(">I", len(piece)) + piece)
                if file is not None:
                    connection.sendall(struct.pack(">I", 0))
            answer = b""
            while not answer.endswith(b"\0") and len(answer) < _LONGEST_ANSWER:
                if not (more := connection.recv(_LONGEST_ANSWER)):
                    break
                answer += more
    except OSError as error:
        raise ScannerAway from error
    return answer.rstrip(b"\0").strip()


def _connected() -> socket.socket:
    kind, _colon, place = settings.CLAMD_URL.partition(":")
    if kind == "unix":
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(CONNECT_TIMEOUT)
        try:
            connection.connect(place)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = place.removeprefix("//").rpartition(":")
    address: Any = (host.strip("[]"), int(port))
    return socket.create_connection(address, timeout=CONNECT_TIMEOUT)
