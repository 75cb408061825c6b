"""Create portals from a file, or from a structure of the city that ships with the project."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from formats.tables.errors import RowError
from provisioning.from_file.reading import ProvisionPlan, plan_from_file, plan_from_structure
from provisioning.installation import ensure_installation
from provisioning.opened_pages import pages_indexed_together
from provisioning.provisioning import provision_portal
from sites.enums import HostnameProfile
from sites.progress import Progress
from sites.structures import STRUCTURES

# What a shell reports for a program that Ctrl-C ended.
INTERRUPTED = 130


class Command(BaseCommand):
    """Checks everything first and changes nothing if anything is wrong. Each portal is created by itself, so that a
    run that was interrupted goes on where it stopped when the command is given again."""

    help = "Create portals from a CSV file, or the 355 component portals of 2024 or the 168 communes of 2025."

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "file", nargs="?", type=Path, help="CSV file; its columns: see docs or provisioning/from_file/reading.py"
        )
        source.add_argument("--structure", choices=sorted(STRUCTURES), help="A structure that ships with the project.")
        parser.add_argument("--profile", choices=HostnameProfile.values, help="Hostname rules for rows that name none.")
        parser.add_argument("--dry-run", action="store_true", help="Check, say what would be created, change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            # What a file is checked against may have to be laid down first: for a dry run, and where the file is
            # refused, only to look at.
            with transaction.atomic():
                ensure_installation()
                plan = self._plan(options)
                if plan.errors:
                    self._refuse(plan.errors, options)
                transaction.set_rollback(options["dry_run"])
            if options["dry_run"]:
                self._describe(plan)
            else:
                self._create(plan)

    def _plan(self, options: dict[str, Any]) -> ProvisionPlan:
        today = timezone.localdate()
        if options["structure"]:
            if options["profile"]:
                raise CommandError(_("A structure has its own hostname rules: leave --profile out."))
            return plan_from_structure(options["structure"], on=today)
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            message = _("The file %(file)s cannot be read: %(reason)s")
            raise CommandError(message % {"file": options["file"], "reason": error.strerror}) from error
        return plan_from_file(content, on=today, profile=options["profile"] or "")

    def _refuse(self, errors: tuple[RowError, ...], options: dict[str, Any]) -> None:
        for error in errors:
            place = _("Line %(line)d, %(column)s") if error.column else _("Line %(line)d")
            if options["structure"]:
                place = _("Portal %(line)d")
            self.stderr.write(f"{place % {'line': error.line, 'column': error.column}}: {error.message}")
        told = ngettext(
            "%(count)d mistake. Nothing was changed: correct it and run the command again.",
            "%(count)d mistakes. Nothing was changed: correct them and run the command again.",
            len(errors),
        )
        raise CommandError(told % {"count": len(errors)})

    def _describe(self, plan: ProvisionPlan) -> None:
        for spec in plan.new:
            self.stdout.write(f"{spec.code}\t{spec.host}\t{spec.name_vi}")
        told = _("Without --dry-run, %(new)d portals would be created and %(known)d completed. Nothing was changed.")
        self.stdout.write(told % {"new": len(plan.new), "known": len(plan.specs) - len(plan.new)})

    def _create(self, plan: ProvisionPlan) -> None:
        began = time.monotonic()
        progress = Progress(len(plan.specs), self.stderr)
        name = ""
        try:
            for spec in plan.specs:
                name = spec.name_vi
                with transaction.atomic(), pages_indexed_together():
                    provision_portal(spec)
                progress.step(name)
        except KeyboardInterrupt:
            progress.close()
            told = _("Interrupted after %(done)d of %(total)d portals. Run the command again to go on.")
            self.stderr.write(told % {"done": progress.done, "total": len(plan.specs)})
            sys.exit(INTERRUPTED)
        except Exception:
            progress.close()
            told = _("Stopped at %(name)s, after %(done)d of %(total)d portals. Those are complete.")
            self.stderr.write(told % {"name": name, "done": progress.done, "total": len(plan.specs)})
            raise
        progress.close()
        self._summarise(plan, seconds=time.monotonic() - began)

    def _summarise(self, plan: ProvisionPlan, *, seconds: float) -> None:
        told = _("%(new)d portals created, %(known)d that existed completed, in %(seconds)d s.")
        known = len(plan.specs) - len(plan.new)
        self.stdout.write(told % {"new": len(plan.new), "known": known, "seconds": round(seconds)})
        if known:
            self.stdout.write(
                _(
                    "Bodies, persons and contacts of portals that were opened stay as they are: change them in the "
                    "admin, where the board decides."
                )
            )
        if plan.new:
            told = _(
                "Next: give each its editorial board at %(url)s/admin/portals/ . "
                "A portal is not public until its board approves the opening."
            )
            self.stdout.write(told % {"url": settings.ADMIN_BASE_URL})
