"""Compile the message catalogues without gettext, so that a fresh machine needs Python only."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polib
from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

PROJECT = Path(__file__).resolve().parent.parent.parent
CATALOGUE_FOLDERS = (PROJECT / "locale", PROJECT / "locale_wagtail")


def catalogues(folders: Iterable[Path] = CATALOGUE_FOLDERS) -> Iterator[Path]:
    """Every .po file below the folders, in a fixed order."""
    for folder in folders:
        yield from sorted(folder.rglob("*.po"))


def compile_catalogue(source: Path, *, always: bool = False) -> bool:
    """Write the .mo file beside a .po file if it is missing or older; say whether it was written.

    The file is replaced in one step: a server that starts meanwhile reads the old or the new one, never a half.
    """
    target = source.with_suffix(".mo")
    if not always and target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return False
    half = target.with_suffix(".mo.new")
    polib.pofile(str(source)).save_as_mofile(str(half))
    half.replace(target)
    return True


class Command(BaseCommand):
    help = "Compile the message catalogues (.po to .mo) that have changed; gettext is not needed."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--always", action="store_true", help="Compile the unchanged ones too.")

    def handle(self, *args: Any, **options: Any) -> None:
        written = [compile_catalogue(source, always=options["always"]) for source in catalogues()]
        report = _("Catalogues: %(written)d compiled, %(kept)d unchanged.")
        self.stdout.write(report % {"written": sum(written), "kept": len(written) - sum(written)})
