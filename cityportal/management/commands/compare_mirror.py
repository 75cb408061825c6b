"""Compare the mirror with the application."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cityportal.mirror.comparison import Drift, compare_mirror
from cityportal.mirror.errors import MirrorRefused

_NAMED: Final = 50
_SAMPLE: Final = 200


class Command(BaseCommand):
    """Exit code 1 where something differs, or cannot be compared."""

    help = "Ask mirror and application for the homes of all portals and some pages, and name those that differ."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "target", nargs="?", default=settings.MIRROR_TARGET, help="The folder of the mirror; else MIRROR_TARGET."
        )
        parser.add_argument("--sample", type=int, default=_SAMPLE, help="Pages besides homes; others each day.")

    def handle(self, *args: Any, target: str, sample: int, **options: Any) -> None:
        if not target:
            raise CommandError("Name a folder, or set MIRROR_TARGET.")
        with translation.override(settings.LANGUAGE_CODE):
            try:
                compared = compare_mirror(Path(target), sample=sample, on=timezone.localdate())
            except (MirrorRefused, OSError) as error:
                raise CommandError(_("The mirror was not compared. %(error)s") % {"error": error}) from error
            labels = {
                Drift.MISSING: _("not in the mirror"),
                Drift.STALE: _("different in the mirror"),
                Drift.EXTRA: _("in the mirror, and public no more"),
            }
            for difference in compared.differences[:_NAMED]:
                self.stdout.write(f"{difference.url}: {labels[difference.drift]}")
            facts = {"count": len(compared.differences), "addresses": compared.addresses}
            if compared.differences:
                raise CommandError(_("%(count)d of %(addresses)d addresses differ.") % facts)
            self.stdout.write(self.style.SUCCESS(_("%(addresses)d addresses are the same.") % facts))
