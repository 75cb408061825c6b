"""`make demo` once the packages are there: the database, the demo city, and the server of what is there."""

import gc
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError, OutputWrapper
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation.reloader import translation_file_changed

from cityportal.demo.city import address
from cityportal.demo.content import pictures
from cityportal.demo.picture_files import PictureFiles
from cityportal.management.commands import load_demo
from cityportal.management.commands.compile_catalogues import catalogues, compile_catalogue
from cityportal.management.commands.serve import server_command
from sites.models import Hostname


class Command(load_demo.Command):
    help = "Prepare the database, load the demo city or complete it, and serve it until Ctrl-C. Development only."

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        # The port comes first: a demo that still runs keeps its data, and what is printed is true.
        call_command("serve", port=port, probe=True)
        load_demo.refuse_outside_development()
        self.server = Server(port, self.stdout)
        with _exit_on_signals(), closing(self.server), closing(PictureFiles()) as files:
            for source in catalogues():
                if compile_catalogue(source):  # It lacked or had changed: this process reads it.
                    translation_file_changed(sender=None, file_path=source.with_suffix(".mo"))
            self._say(_("Preparing the database ..."))
            tables = connection.introspection.table_names()
            if not tables:
                files.begin(pictures())
            elif Hostname._meta.db_table in tables:
                # Before anything of it is changed.
                load_demo.refuse_real_city()
            with _garbage_kept():
                call_command("migrate", verbosity=0)
            load_demo.refuse_real_city()
            self._say(_("Loading the demo city ..."))
            self.server.show_portals(changed=self.load(files, port=port, full=options["full"]))
            files.close()
            sys.exit(self.server.wait())

    def show_portal(self, port: int, name: str, count: int) -> None:
        """Serve the first portal while the others are loaded."""
        super().show_portal(port, name, count)
        if self.server.process is None:
            self._say(
                _("The portal of the city can be read in a moment: %(address)s")
                % {"address": address(settings.BASE_DOMAIN, port)}
            )
        self.server.show_portals(changed=count > 0)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class Server:
    """The server of the demo, in a process of its own."""

    def __init__(self, port: int, stdout: OutputWrapper) -> None:
        self._port = port
        self._stdout = stdout
        self.process: subprocess.Popen[bytes] | None = None

    def show_portals(self, *, changed: bool) -> None:
        """Begin to serve; later, have the server read the table of portals again where it changed."""
        if self.process is None:
            self.process = subprocess.Popen(server_command(self._port, self._stdout))  # noqa: S603 -- ours
        elif self.process.poll() is not None:
            raise CommandError(_("The server has ended. Run make demo again: what is loaded is kept."))
        elif changed and is_served(self._port):
            self.process.send_signal(signal.SIGHUP)

    def wait(self) -> int:
        """Wait until the server ends; return its exit code."""
        return self.process.wait() if self.process is not None else 0

    def close(self) -> None:
        """End the server where it runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()


def is_served(port: int) -> bool:
    """Whether a server listens. Before it does, it has read nothing, and a signal would end it."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def _exit_on_signals() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and SIGTERM leave by an exception: so the other processes are ended as well."""
    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    # nohup has SIGHUP ignored.
    stopping = [number for number in signals if signal.getsignal(number) != signal.SIG_IGN]
    former = [signal.signal(number, lambda number, frame: sys.exit(128 + number)) for number in stopping]
    try:
        yield
    finally:
        for number, handler in zip(stopping, former, strict=True):
            signal.signal(number, handler)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Collect no garbage meanwhile: each state of a migration holds the models of the project in circles, and looking
    through them takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
