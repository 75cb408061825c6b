"""Serve the installation on this machine only, over IPv4 and IPv6, as production does: with gunicorn."""

import contextlib
import errno
import os
import socket
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.utils.translation import gettext as _

CONFIGURATION = Path(__file__).resolve().parent.parent.parent.parent / "deploy" / "gunicorn.conf.py"
LOOPBACK = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
# What the system says where IPv6 is compiled out or switched off.
NO_SUCH_ADDRESS = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


class PortTaken(CommandError):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        message = _(
            "Port %(port)d is taken by another program. Stop that program, or choose another port, for example: "
            "PORT=%(other)d make demo"
        )
        super().__init__(message % {"port": port, "other": port + 1 if port < 65535 else 8000})


class PortRefused(CommandError):
    """The system does not let this account listen on the port."""

    def __init__(self, port: int) -> None:
        message = _("This account may not listen on port %(port)d. Choose a port above 1023, for example 8000.")
        super().__init__(message % {"port": port})


def can_listen(family: socket.AddressFamily, address: str, port: int) -> bool:
    """Whether the machine has the loopback address, so that a server can listen on it.

    Raises:
        PortTaken: another program listens there.
        PortRefused: the system keeps the port for privileged accounts.
    """
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family is socket.AF_INET6:
                probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            probe.bind((address, port))
            probe.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise PortTaken(port) from error
        if error.errno == errno.EACCES:
            raise PortRefused(port) from error
        if error.errno in NO_SUCH_ADDRESS:
            return False
        raise
    return True


def processes() -> int:
    """How many worker processes suit this installation.

    With the cache in the memory of the process there is one: a second would keep a cache of its own and go on
    showing what an editor has just changed. Its threads serve a laptop well.
    """
    return 1 if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache") else 2


def port_number(text: str) -> int:
    """A port a person typed."""
    with contextlib.suppress(ValueError):
        if 1 <= (port := int(text)) <= 65535:
            return port
    raise ArgumentTypeError(_("%(text)r is not a port: give a number from 1 to 65535.") % {"text": text})


class Command(BaseCommand):
    help = "Serve on 127.0.0.1 and ::1 with gunicorn until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=port_number, default=settings.PUBLIC_PORT, help="Default: %(default)s.")
        parser.add_argument("--probe", action="store_true", help="Serve nothing: fail where the port is not free.")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        if options["probe"]:
            for family, address in LOOPBACK:
                can_listen(family, address, port)
            return
        command = server_command(port, self.stdout)
        # Gunicorn takes the place of this process, so that Ctrl-C and signals reach it directly.
        os.execv(sys.executable, command)  # noqa: S606 -- no shell, and every argument is ours


def server_command(port: int, stdout: OutputWrapper) -> list[str]:
    """Return the command that serves on a port, and say so. Sets the environment that the server begins with.

    Raises:
        PortTaken, PortRefused: as `can_listen`.
    """
    addresses = [address for family, address in LOOPBACK if can_listen(family, address, port)]
    if "::1" not in addresses:
        stdout.write(_("This machine has no IPv6: serving on 127.0.0.1 only."))
    binds = [f"[{address}]:{port}" if ":" in address else f"{address}:{port}" for address in addresses]
    stdout.write(_("Serving on %(addresses)s. Stop with Ctrl-C.") % {"addresses": ", ".join(binds)})
    stdout.flush()

    # The port reaches the settings of the server too: addresses in pages and mails are built from it.
    os.environ["PUBLIC_PORT"] = str(port)
    # What goes wrong is shown as citizens see it, and written to this terminal.
    os.environ.setdefault("DEBUG", "0")
    os.environ.setdefault("WEB_CONCURRENCY", str(processes()))
    command = [sys.executable, "-m", "gunicorn", "--config", str(CONFIGURATION), "--log-level", "warning"]
    for bind in binds:
        command += ["--bind", bind]
    return command
