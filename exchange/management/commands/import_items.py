"""Import items of another system as drafts of the city portal."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_slug
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from exchange.errors import ItemsImportForbidden
from exchange.item_import import Imported, can_import_items, import_items
from exchange.models import IncomingItem
from exchange.sources import FileSource, SourceWrong
from home.models import NewsArticlePage, SectionPage
from members.access.permissions import find_person
from sites.directory import get_directory


class Command(BaseCommand):
    """Checks the whole file first and changes nothing if anything is wrong. Run again, it makes drafts only of what is
    new, and names what changed or is gone there."""

    help = "Import items of another system from a file as drafts of the city portal, which its board approves."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", help="Code of the system they come from, such as chinhphu.")
        parser.add_argument("file", type=Path, help="JSON as our own interface writes it; see the operator's guide.")
        parser.add_argument("--by", required=True, help="User name or e-mail address of the operator.")
        parser.add_argument("--section", default="", help="Slug of the section; needed where several have news.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                validate_slug(options["source"])
                person = find_person(options["by"])
                section = self._section(options["section"])
                if person is None or not can_import_items(person, section, at=timezone.now()):
                    raise ItemsImportForbidden
                entries = FileSource(options["source"], options["file"]).entries()
                done = import_items(section, entries, source=options["source"], by=person, at=timezone.now())
            except (PortalRefusal, SourceWrong) as refusal:
                raise CommandError(str(refusal)) from refusal
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            self._tell(done)

    def _section(self, slug: str) -> SectionPage:
        city = get_directory().city
        sections = SectionPage.objects.filter(
            path__startswith=city.container_path if city else "-",
            locale__language_code=settings.LANGUAGE_CODE,
            provides=NewsArticlePage.category,
        )
        found = list(sections.filter(slug=slug) if slug else sections)
        if len(found) == 1:
            return found[0]
        slugs = ", ".join(sections.order_by("path").values_list("slug", flat=True)) or "–"
        raise CommandError(
            _("Name one section of news with --section. The city portal has: %(slugs)s.") % {"slugs": slugs}
        )

    def _tell(self, done: Imported) -> None:
        for words, items in ((_("Changed there"), done.changed), (_("Gone there"), done.gone)):
            for item in items:
                self.stdout.write(f"{words}: {item.external_id} {item.title} – {self._place(item)}")
        for page, names in done.old:
            told = _("In an old encoding (%(names)s), to be converted in the editor:") % {"names": names}
            url = f"{settings.ADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
            self.stdout.write(f"{told} {url}")
        told = _("%(new)d new drafts, %(changed)d changed there, %(gone)d gone there, %(known)d as before.")
        counts = {"new": len(done.new), "changed": len(done.changed), "gone": len(done.gone), "known": done.known}
        self.stdout.write(told % counts)

    def _place(self, item: IncomingItem) -> str:
        if item.page is None:
            return _("the draft was deleted here")
        return _("public here") if item.page.live else _("a draft here")
