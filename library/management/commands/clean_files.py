"""Clean pictures and documents that came in before files were cleaned."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import StorageAway
from library.cleaning import Cleaning, Outcome, clean_files
from sites.directory import get_directory

# A line of progress after so many files.
_SAID_AFTER: Final = 100


class Command(BaseCommand):
    help = (
        "Write pictures, PDF and office documents of the libraries anew without what tells of their makers. What "
        "boards approved stays approved, and each file is recorded with both hashes. Signed files are listed and left. "
        "Go on by running it again. Exit code 1: files are left that tell something, or may."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--portal", metavar="HOST", help="Host of the portal whose library it is; all without it.")
        parser.add_argument("--check", action="store_true", help="Look, and change nothing.")

    def handle(self, *args: Any, portal: str | None, check: bool, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            collection_id = self._collection_of(portal) if portal else None
            try:
                done = clean_files(
                    collection_id=collection_id, at=timezone.now(), is_trial=check, after_each=self._tell
                )
            except StorageAway as refusal:
                raise CommandError(
                    _("The storage does not answer: %(error)s. Run this again later.") % {"error": refusal.reason}
                ) from refusal
            self._list(done)
            if done.left:
                raise CommandError(_("%(count)d files tell something of their makers, or may.") % {"count": done.left})

    def _collection_of(self, host: str) -> int:
        record = get_directory().by_host(host.lower())
        if record is None or record.collection_id is None:
            raise CommandError(_("There is no portal at %(host)s.") % {"host": host})
        return record.collection_id

    def _list(self, done: Cleaning) -> None:
        said = {
            Outcome.TELLS: _("tells of its maker"),
            Outcome.SIGNED: _("is signed, and tells names: it stays as it is"),
            Outcome.UNREADABLE: _("cannot be read, or opens an address by itself: look at it and replace it"),
            Outcome.MISSING: _("its file is not in the storage"),
            Outcome.NOT_AS_APPROVED: _("is not what its board approved: see manage.py doctor"),
            Outcome.PROPOSED: _("a change of it waits for the board: run this again afterwards"),
            Outcome.TURNED: _("would be turned, and has a focal point: upload it anew"),
            Outcome.CHANGED: _("was changed meanwhile: run this again"),
        }
        for outcome, row in done.listed:
            self.stdout.write(f"{row._meta.verbose_name} {row.pk} “{row}”: {said[outcome]}")
        facts = {"seen": done.seen, "cleaned": done.counts.get(Outcome.CLEANED, 0)}
        self.stdout.write(_("%(seen)d files looked at, %(cleaned)d cleaned.") % facts)

    def _tell(self, so_far: Cleaning) -> None:
        if so_far.seen % _SAID_AFTER == 0:
            self.stdout.write(_("%(count)d files …") % {"count": so_far.seen})
