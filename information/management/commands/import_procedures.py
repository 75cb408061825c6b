"""Import procedures from a CSV or Excel file into a section of a portal, as drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from audit.errors import PortalRefusal
from home.models import SectionPage
from information.errors import ImportForbidden
from information.models import ProcedurePage
from information.permissions import can_import_procedures
from information.procedures.import_words import HELD, summary_of, words_of
from information.procedures.procedure_file import MAX_BYTES, ProcedureFile, read_procedure_file
from information.procedures.procedure_import import ImportPlan, import_procedures, plan_import
from members.access.permissions import find_person
from provisioning.opened_pages import pages_indexed_together
from sites.models import Portal


class Command(BaseCommand):
    """Checks the whole file first and changes nothing if anything is wrong. All procedures are written, or none; run
    again, it writes only what differs."""

    help = "Import procedures from a CSV or Excel file into a section of a portal, as drafts that its board approves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("portal", help="Code of the portal.")
        parser.add_argument("file", type=Path, help="CSV or .xlsx; its columns: see the editor's guide.")
        parser.add_argument("--by", required=True, help="User name or e-mail address of who imports.")
        parser.add_argument("--section", default="", help="Slug of the section; needed where several have procedures.")
        parser.add_argument("--convert", action="store_true", help="Put a file in an old encoding in Unicode first.")
        parser.add_argument("--dry-run", action="store_true", help="Check, say what would be done, change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                person = find_person(options["by"])
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            if person is None:
                raise CommandError(_("No active account has exactly this user name or e-mail address."))
            section = self._section(options["portal"], options["section"])
            if not can_import_procedures(person, section):
                raise CommandError(str(ImportForbidden()))
            file = self._read(options["file"], convert=options["convert"])
            if options["convert"]:
                self._tell_converted(file, each=options["dry_run"])
            if options["dry_run"]:
                self._describe(plan_import(section, file.rows, by=person))
            else:
                self._import(section, file, by=person)

    def _section(self, code: str, slug: str) -> SectionPage:
        portal = Portal.objects.filter(code=code).select_related("container").first()
        if portal is None:
            raise CommandError(_("There is no portal with the code “%(code)s”.") % {"code": code})
        sections = SectionPage.objects.filter(
            path__startswith=portal.container.path,
            locale__language_code=settings.LANGUAGE_CODE,
            provides=ProcedurePage.category,
        )
        found = list(sections.filter(slug=slug) if slug else sections)
        if len(found) == 1:
            return found[0]
        slugs = ", ".join(sections.order_by("path").values_list("slug", flat=True)) or "–"
        message = _("Name one section of procedures with --section. This portal has: %(slugs)s.")
        raise CommandError(message % {"slugs": slugs})

    def _read(self, path: Path, *, convert: bool) -> ProcedureFile:
        try:
            content = path.read_bytes()
        except OSError as error:
            message = _("The file %(file)s cannot be read: %(reason)s")
            raise CommandError(message % {"file": path, "reason": error.strerror}) from error
        if len(content) > MAX_BYTES:
            raise CommandError(_("The file is larger than %(limit)d bytes. Divide it.") % {"limit": MAX_BYTES})
        file = read_procedure_file(content, convert=convert)
        if file.ignored:
            self.stderr.write(_("These columns are not read: %(names)s.") % {"names": ", ".join(file.ignored)})
        for mistake in file.errors:
            place = _("Line %(line)d, %(column)s") if mistake.column else _("Line %(line)d")
            self.stderr.write(f"{place % {'line': mistake.line, 'column': mistake.column}}: {mistake.message}")
        if file.errors and file.encodings and not convert:
            told = _(
                "The file is in an old encoding (%(names)s). With --convert it is put in Unicode; look at it with "
                "--dry-run first."
            )
            self.stderr.write(told % {"names": ", ".join(file.encodings)})
        if file.errors:
            told = ngettext(
                "%(count)d mistake. Nothing was changed: correct it and run the command again.",
                "%(count)d mistakes. Nothing was changed: correct them and run the command again.",
                len(file.errors),
            )
            raise CommandError(told % {"count": len(file.errors)})
        return file

    def _tell_converted(self, file: ProcedureFile, *, each: bool) -> None:
        if not file.converted:
            self.stdout.write(_("No text in an old encoding was found."))
            return
        told = ngettext(
            "Converted to Unicode from %(names)s: %(count)d cell.",
            "Converted to Unicode from %(names)s: %(count)d cells.",
            len(file.converted),
        )
        self.stdout.write(told % {"names": ", ".join(file.encodings), "count": len(file.converted)})
        for cell in file.converted if each else ():
            place = _("Line %(line)d, %(column)s") % {"line": cell.line, "column": cell.column}
            self.stdout.write(f"    {place}: {cell.before} → {cell.after}")

    def _describe(self, plan: ImportPlan) -> None:
        for row in plan.new:
            self.stdout.write(_("New: %(code)s %(title)s") % {"code": row.code, "title": row.title})
        for item in plan.changed:
            self.stdout.write(_("Changed: %(code)s %(title)s") % {"code": item.row.code, "title": item.row.title})
            for column, before, after in map(words_of, item.differences):
                self.stdout.write(f"    {column}: {before} → {after}")
        self._name_what_stays(plan)
        told = _("Without --dry-run: %(new)d new, %(changed)d changed; %(unchanged)d unchanged. Nothing was changed.")
        self.stdout.write(told % {"new": len(plan.new), "changed": len(plan.changed), "unchanged": len(plan.unchanged)})

    def _import(self, section: SectionPage, file: ProcedureFile, *, by: User) -> None:
        try:
            with pages_indexed_together():
                plan = import_procedures(section, file.rows, by=by, at=timezone.now())
        except PortalRefusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self._name_what_stays(plan)
        self.stdout.write(summary_of(plan))

    def _name_what_stays(self, plan: ImportPlan) -> None:
        for item in plan.held:
            why = HELD[item.held] if item.held else ""
            self.stdout.write(_("Left alone: %(code)s – %(why)s") % {"code": item.row.code, "why": why})
        for page in plan.missing:
            named = {"code": page.code, "title": page.draft_title}
            self.stdout.write(_("Not in the file: %(code)s %(title)s") % named)
