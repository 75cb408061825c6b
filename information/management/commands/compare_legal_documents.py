"""Compare the legal documents of all portals with an export of the national database or of the Gazette."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.errors import PortalRefusal
from formats.tables.spreadsheets import csv_lines
from information.enums import OfficialSource
from information.legal.legal_comparisons import FileSource, SourceMistaken, SourceUnread, compare_legal_documents
from information.legal.legal_words import summary_of, table_of
from information.models import LegalComparison, LegalDifference
from members.access.permissions import find_person


class Command(BaseCommand):
    """Changes no page. What was found is on the screen under Reports, until the next comparison with the source."""

    help = "Compare legal documents with an export of the national database of legal documents, or of the Gazette."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV or .xlsx; its columns: see the operator's guide.")
        parser.add_argument("--by", required=True, help="User name or e-mail address of who compares.")
        parser.add_argument("--source", choices=OfficialSource.values, default=str(OfficialSource.NATIONAL))
        parser.add_argument("--table", type=Path, help="Write the differences into this CSV file as well.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            source = FileSource(options["file"], OfficialSource(options["source"]))
            try:
                person = find_person(options["by"])
                if person is None:
                    raise CommandError(_("No active account has exactly this user name or e-mail address."))
                comparison = compare_legal_documents(source, by=person, at=timezone.now())
            except (PortalRefusal, SourceUnread) as refusal:
                raise CommandError(str(refusal)) from refusal
            except SourceMistaken as mistaken:
                raise CommandError(self._tell_mistakes(mistaken)) from mistaken
            self.stdout.write(summary_of(comparison))
            self.stdout.write(f"SHA-256: {comparison.file_hash}")
            if options["table"]:
                self._write_table(options["table"], comparison)

    def _tell_mistakes(self, mistaken: SourceMistaken) -> str:
        for mistake in mistaken.errors:
            place = _("Line %(line)d, %(column)s") if mistake.column else _("Line %(line)d")
            self.stderr.write(f"{place % {'line': mistake.line, 'column': mistake.column}}: {mistake.message}")
        told = ngettext(
            "%(count)d mistake. Nothing was compared: correct the file and run the command again.",
            "%(count)d mistakes. Nothing was compared: correct the file and run the command again.",
            len(mistaken.errors),
        )
        return told % {"count": len(mistaken.errors)}

    def _write_table(self, path: Path, comparison: LegalComparison) -> None:
        rows = LegalDifference.objects.filter(comparison=comparison).order_by("portal", "kind", "number", "pk")
        try:
            with path.open("w", encoding="utf-8", newline="") as file:
                file.writelines(csv_lines(table_of(rows.iterator())))
        except OSError as error:
            told = _("The comparison is kept, but the table %(file)s cannot be written: %(reason)s")
            raise CommandError(told % {"file": path, "reason": error.strerror}) from error
