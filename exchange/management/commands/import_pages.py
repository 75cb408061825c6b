"""Import pages of a former portal as drafts of a section."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit.errors import PortalRefusal
from exchange.page_import.actions import WrittenPage, read_bodies, without_known, write_drafts
from exchange.page_import.rows import FileWrong, Mistake, read_rows
from home.editing.drafts import DraftForbidden, draft_types
from home.models import ContentPage, NewsArticlePage, SectionPage
from members.access.permissions import find_person
from provisioning.opened_pages import pages_indexed_together
from sites.models import Portal


class Command(BaseCommand):
    """Checks the whole file first and changes nothing if anything is wrong. Run again, it goes on where it was
    interrupted: what was written is not written twice."""

    help = "Import pages of a former portal from a file as drafts of a section, which the board of its portal approves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("portal", help="Code of the portal.")
        parser.add_argument("section", help="Slug of the section.")
        parser.add_argument("file", type=Path, help="CSV, JSON, or an export of WordPress (XML).")
        parser.add_argument("--source", required=True, help="Code of the former portal, such as quan1-cu.")
        parser.add_argument("--by", required=True, help="User name or e-mail address of who imports.")
        parser.add_argument("--folder", type=Path, help="Folder with pictures and files.")
        parser.add_argument("--type", default="", help="Name of the page type; else news, or the first that fits.")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, help="Of the section.")
        parser.add_argument("--partly", action="store_true", help="Import what is right, and leave out what is wrong.")
        parser.add_argument("--dry-run", action="store_true", help="Check, say what is wrong, change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                validate_slug(options["source"])
                self._import(**options)
            except (PortalRefusal, FileWrong) as refusal:
                raise CommandError(str(refusal)) from refusal
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except OSError as error:
                raise CommandError(_("The file cannot be read: %(reason)s") % {"reason": error.strerror}) from error

    def _import(self, **options: Any) -> None:
        person = find_person(options["by"])
        if person is None:
            raise CommandError(_("No active account has exactly this user name or e-mail address."))
        section = self._section(options["portal"], options["section"], options["language"])
        page_type = self._type(section, options["type"], by=person)
        rows, mistakes = read_rows(options["file"], now=timezone.now())
        new = without_known(rows, source=options["source"], section=section)
        pages, unread = read_bodies(new, section)
        self._tell(mistakes := sorted([*mistakes, *unread], key=lambda mistake: mistake.number))
        counts = {"new": len(pages), "known": len(rows) - len(new), "wrong": len(mistakes)}
        if mistakes and not options["partly"]:
            told = _("%(wrong)d rows are wrong. Nothing was changed: correct them, or leave them out with --partly.")
            raise CommandError(told % counts)
        if options["dry_run"]:
            told = _("Without --dry-run: %(new)d new drafts; %(known)d here already, %(wrong)d wrong.")
            self.stdout.write(told % counts)
            return
        with pages_indexed_together():
            written = write_drafts(
                section,
                pages,
                page_type=page_type,
                source=options["source"],
                folder=options["folder"],
                by=person,
                at=timezone.now(),
            )
            for together in written:
                for one in together:
                    self._tell_written(one)
        self.stdout.write(_("%(new)d new drafts; %(known)d were here already, %(wrong)d left out.") % counts)

    def _section(self, code: str, slug: str, language: str) -> SectionPage:
        portal = Portal.objects.filter(code=code).select_related("container").first()
        if portal is None:
            raise CommandError(_("There is no portal with the code “%(code)s”.") % {"code": code})
        sections = SectionPage.objects.filter(
            path__startswith=portal.container.path, locale__language_code=language
        ).order_by("path")
        found = list(sections.filter(slug=slug))
        if len(found) == 1:
            return found[0]
        slugs = ", ".join(sections.values_list("slug", flat=True)) or "–"
        raise CommandError(_("Name one section. This portal has: %(slugs)s.") % {"slugs": slugs})

    def _type(self, section: SectionPage, name: str, *, by: User) -> type[ContentPage]:
        types = {model._meta.model_name or "": model for model in draft_types(section, by=by)}
        if not types:
            raise DraftForbidden
        if name and name.lower() not in types:
            raise CommandError(_("Name one of these types with --type: %(types)s.") % {"types": ", ".join(types)})
        usual = types.get(NewsArticlePage._meta.model_name or "")
        return types[name.lower()] if name else usual or next(iter(types.values()))

    def _tell(self, mistakes: list[Mistake]) -> None:
        for mistake in mistakes:
            told = _("Row %(number)d: %(message)s") % {"number": mistake.number, "message": mistake.message}
            self.stderr.write(told)

    def _tell_written(self, one: WrittenPage) -> None:
        told = [_("Row %(number)d: draft “%(title)s”.") % {"number": one.row.number, "title": one.page.title}]
        if one.lost:
            told.append(_("Pictures and files that are not there, or not taken: %(count)d.") % {"count": one.lost})
        if one.row.url and not one.keeps_address:
            told.append(_("Its old address cannot lead on: %(url)s") % {"url": one.row.url})
        self.stdout.write(" ".join(told))
