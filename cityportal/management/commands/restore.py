"""Restore a backup into a folder and a database of their own."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from cityportal.backups.encryption import identities_in
from cityportal.backups.errors import BackupRefused, BadSet
from cityportal.backups.restoring import default_database, open_set, restore
from cityportal.backups.sets import read_summary, sets_at
from cityportal.backups.targets import Target, target_at


class Command(BaseCommand):
    help = (
        "Restore a backup into a new folder and a new database, which the settings then name in place of the former "
        "ones. Nothing that is in use is changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("set", nargs="?", default="newest", help="Its name; without one: the newest.")
        parser.add_argument("--list", action="store_true", help="List the sets, and restore none.")
        parser.add_argument("--target", default="", help="A folder or the address of a bucket; else the first target.")
        parser.add_argument("--into", type=Path, help="A new folder, to become VAR_DIR.")
        parser.add_argument("--database", default="", help="Name of the new database on the server of DATABASE_URL.")
        parser.add_argument("--partly", action="store_true", help="Go on without files that cannot be restored.")
        parser.add_argument("--key", default=settings.BACKUP_KEY_FILE, help="The file of the private key.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            address = options["target"] or (settings.BACKUP_TARGETS[0] if settings.BACKUP_TARGETS else "")
            if not address:
                raise CommandError(_("Name a target: --target."))
            try:
                target = target_at(address)
                if options["list"]:
                    self._list(target)
                else:
                    self._restore(target, options)
            except BadSet as bad:
                raise CommandError(f"{bad.finding.problem} {bad.finding.advice}") from bad
            except (BackupRefused, ImproperlyConfigured, OSError) as error:
                raise CommandError(_("Nothing was restored. %(error)s") % {"error": error}) from error

    def _list(self, target: Target) -> None:
        for name in sets_at(target):
            one = read_summary(target, name)
            told = _("%(name)s: version %(version)s, %(engine)s, %(files)d files, %(bytes)d bytes")
            facts = {"name": name, "version": one.version, "engine": one.engine, "files": one.files, "bytes": one.bytes}
            self.stdout.write(told % facts)

    def _restore(self, target: Target, options: dict[str, Any]) -> None:
        names = sets_at(target)
        if not (options["into"] and options["key"] and names):
            raise CommandError(_("Name a new folder and the file of the private key: --into, --key; see --list."))
        summary = read_summary(target, names[0] if options["set"] == "newest" else options["set"])
        opened = open_set(target, summary, identities_in(Path(options["key"])))
        database = options["database"] or default_database(options["into"], summary.name)
        wrong = restore(opened, options["into"], database, tell=self.stdout.write, partly=options["partly"])
        for finding in wrong:
            self.stderr.write(f"✗ {finding.problem}\n  → {finding.advice}")
        if wrong and not options["partly"]:
            raise CommandError(_("The set is not whole: no database was made. Try another target, or --partly."))
        facts = {"name": summary.name, "folder": options["into"], "database": database}
        self.stdout.write(
            _(
                "Restored %(name)s: files in %(folder)s, database %(database)s. Now stop the application, let VAR_DIR "
                "and DATABASE_URL name them, run migrate and doctor, and start it again."
            )
            % facts
        )
