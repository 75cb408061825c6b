"""A gate before a service on the loopback address, which lets through, refuses, hangs, slows down or cuts."""

from __future__ import annotations

import contextlib
import re
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Final

# Seconds that a slow gate holds each piece of what comes back; bytes of the largest piece.
SLOW: Final = 2.0
_PIECE: Final = 65536
# Room of a small disk.
_DISK: Final = "48m"


class Fault(StrEnum):
    """Faults that a gate plays on connections, those that are open included."""

    NONE = "lets through"
    REFUSES = "refuses"
    FROZEN = "frozen"
    SLOW = "slow 2 s"
    CUTS = "cut in the middle"


class Gate:
    """Listens on a port of its own, and passes bytes on to a service.

    Attributes:
        address: of the service, by way of the gate.
    """

    def __init__(self, address: str) -> None:
        port = re.search(r"127\.0\.0\.1:(\d+)", address)[1]
        self._target, self._fault = int(port), Fault.NONE
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        self._listener = self._listen(0)
        self._port = self._listener.getsockname()[1]
        self.address = address.replace(f"127.0.0.1:{port}", f"127.0.0.1:{self._port}")

    def set(self, fault: Fault) -> None:
        """Begin a fault, or end it: what hung goes on then, also what nobody waits for any more."""
        former, self._fault = self._fault, fault
        if fault == Fault.REFUSES:
            # Who waits in `accept` keeps the socket open.
            with contextlib.suppress(OSError):
                self._listener.shutdown(socket.SHUT_RDWR)
            self._listener.close()
            self._drop()
        elif former == Fault.REFUSES:
            self._listener = self._listen(self._port)

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=256)
        threading.Thread(target=self._accept, args=[listener], daemon=True).start()
        return listener

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=[client], daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        with self._lock:
            self._open.add(client)
        while self._fault == Fault.FROZEN:
            time.sleep(0.05)
        try:
            server = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            self._end(client)
            return
        with self._lock:
            self._open.add(server)
        for one, other, is_back in ((client, server, False), (server, client, True)):
            threading.Thread(target=self._pass_on, args=[one, other, is_back], daemon=True).start()

    def _pass_on(self, one: socket.socket, other: socket.socket, is_back: bool) -> None:
        with contextlib.suppress(OSError):
            while piece := one.recv(_PIECE):
                while self._fault == Fault.FROZEN:
                    time.sleep(0.05)
                if self._fault == Fault.SLOW and is_back:
                    time.sleep(SLOW)
                if self._fault == Fault.CUTS and is_back:
                    other.sendall(piece[: len(piece) // 2])
                    break
                other.sendall(piece)
        self._end(one)
        self._end(other)

    def _drop(self) -> None:
        with self._lock:
            left, self._open = self._open, set()
        for connection in left:
            self._end(connection)

    def _end(self, connection: socket.socket) -> None:
        with self._lock:
            self._open.discard(connection)
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()


class Disk:
    """A small disk of its own, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder, self._filler = folder, folder / "filler"

    def fill(self) -> None:
        with contextlib.suppress(OSError), self._filler.open("wb") as filler:
            while True:
                filler.write(bytes(_PIECE))
                filler.flush()

    def empty(self) -> None:
        self._filler.unlink(missing_ok=True)


@contextlib.contextmanager
def small_disk(folder: Path) -> Iterator[Disk]:
    """Mount one, for what web processes and nginx write by themselves."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_DISK},mode=755", "none", folder], check=True)  # noqa: S603, S607
    try:
        for name, mode in (("nginx", 0o755), ("tmp", 0o777)):
            (folder / name).mkdir()
            (folder / name).chmod(mode)
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", folder], check=False)  # noqa: S603, S607


class MailServer:
    """Takes mails by SMTP, and throws them away."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            client, _address = self._listener.accept()
            threading.Thread(target=self._speak, args=[client], daemon=True).start()

    def _speak(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), client, client.makefile("rwb", buffering=0) as lines:
            for answer in self._answers(iter(lines.readline, b"")):
                lines.write(answer + b"\r\n")

    def _answers(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        yield b"220 mail.example.test"
        for line in lines:
            verb = line[:4].upper()
            if verb == b"DATA":
                yield b"354 end with ."
                for text in lines:
                    if text.rstrip(b"\r\n") == b".":
                        break
            if verb == b"QUIT":
                yield b"221 bye"
                return
            yield b"250 ok"
