"""`make demo` once the packages are there: the database, the demo city, then the server, by one start of Django."""

import gc
import signal
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation.reloader import translation_file_changed

from cityportal.demo.bench import MARK, cpu_seconds
from cityportal.demo.content import pictures
from cityportal.demo.picture_files import PictureFiles
from cityportal.management.commands import load_demo
from cityportal.management.commands.compile_catalogues import catalogues, compile_catalogue
from sites.models import Hostname


class Command(load_demo.Command):
    help = "Prepare the database, load the demo city or complete it, and serve it until Ctrl-C. Development only."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--times", action="store_true", help="Say when a part is over, for `make bench-demo`.")

    def handle(self, *args: Any, **options: Any) -> None:
        port: int = options["port"]
        # The port comes first: a demo that still runs keeps its data, and what is printed is true.
        call_command("serve", port=port, probe=True)
        load_demo.refuse_outside_development()
        with closing(PictureFiles()) as files, _exit_on_sigterm():
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
            if options["times"]:
                self._say(f"{MARK}migrations {cpu_seconds():.1f}")
            load_demo.refuse_real_city()
            self._say(_("Loading the demo city ..."))
            self.load(files, port=port, full=options["full"])
        if options["times"]:
            self._say(f"{MARK}content {cpu_seconds():.1f}")
        call_command("serve", port=port)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


@contextmanager
def _exit_on_sigterm() -> Iterator[None]:
    """Let SIGTERM leave by an exception, so that the second process is ended as well."""
    former = signal.signal(signal.SIGTERM, lambda *args: sys.exit(1))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)


@contextmanager
def _garbage_kept() -> Iterator[None]:
    """Collect no garbage meanwhile: each state of a migration holds the models of the project in circles, and looking
    through them takes a third of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
