"""Write the public pages of all portals as files."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cityportal.mirror.errors import MirrorRefused
from cityportal.mirror.export import export_mirror

_NAMED: Final = 20


class Command(BaseCommand):
    """Exit code 0 once the new mirror is handed out; 1 where there is none, or pages could not be rendered."""

    help = (
        "Write every public page and file of the portals into a folder, render anew what may have changed since the "
        "last run, and switch to it (deploy/nginx/mirror.conf)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", nargs="?", default=settings.MIRROR_TARGET, help="A folder of its own; else MIRROR_TARGET."
        )
        parser.add_argument("--workers", type=int, default=1, help="Processes that render pages.")

    def handle(self, *args: Any, target: str, workers: int, **options: Any) -> None:
        if not target:
            raise CommandError("Name a folder, or set MIRROR_TARGET.")
        began = time.monotonic()
        with translation.override(settings.LANGUAGE_CODE):
            try:
                exported = export_mirror(Path(target), stream=self.stderr, workers=workers)
            except (MirrorRefused, OSError) as error:
                raise CommandError(_("There is no new mirror. %(error)s") % {"error": error}) from error
            hosts = exported.manifest.hosts.values()
            facts = {
                "files": sum(len(files.entries) for files in hosts),
                "megabytes": exported.manifest.size >> 20,
                "rendered": exported.rendered,
                "seconds": time.monotonic() - began,
            }
            told = _("%(files)d files, %(megabytes)d MB; %(rendered)d asked for anew. %(seconds).1f seconds.")
            self.stdout.write(self.style.SUCCESS(told % facts))
            for host in exported.unsettled:
                self.stderr.write(_("%(host)s changed while it was written; the next run writes it.") % {"host": host})
            for address, status in exported.failed[:_NAMED]:
                self.stderr.write(f"{address}: {status}")
            if exported.failed:
                told = _("%(count)d addresses are missing: the application could not answer.")
                raise CommandError(told % {"count": len(exported.failed)})
