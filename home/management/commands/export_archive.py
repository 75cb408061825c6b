"""An archive package of one portal: what was public in a year, or every version of one page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit.errors import PortalRefusal
from home.reports.archive_package import export_archive, versions_to_archive
from members.access.permissions import can_operate
from sites.models import Portal
from sites.progress import Progress


class Command(BaseCommand):
    """The file is there once it is whole: it is written beside its name first. Ends with 1 where nothing was written,
    and 2 where files were missing in the storage."""

    help = "Write what a portal showed the public in a year, with files, dates and SHA-256 checksums, to a ZIP file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("portal", help="Code of the portal.")
        parser.add_argument("file", type=Path, help="Where the package is written; nothing there is overwritten.")
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--year", type=int, help="Versions that became public in this year.")
        what.add_argument("--page", type=int, help="All versions of the page with this number.")
        parser.add_argument("--by", required=True, help="User name of the operator who takes it away.")
        parser.add_argument("--reason", required=True, help="What for; stands in the record of the portal.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            portal, by = self._portal(options["portal"]), self._operator(options["by"])
            asked = {"year": options["year"], "page": options["page"]}
            if options["year"] is not None and not 1900 <= options["year"] <= timezone.localdate().year:
                raise CommandError(_("No year: %(year)s.") % {"year": options["year"]})
            count = versions_to_archive(portal, **asked).count()
            if not count:
                raise CommandError(_("Nothing of this portal was public then."))
            self._export(portal, options["file"], by=by, reason=options["reason"], count=count, asked=asked)

    def _export(
        self, portal: Portal, path: Path, *, by: User, reason: str, count: int, asked: dict[str, int | None]
    ) -> None:
        partial = path.with_name(f"{path.name}.part")
        if path.exists():
            raise CommandError(_("The file %(file)s is there already.") % {"file": path})
        progress = Progress(count, self.stderr)
        try:
            with partial.open("wb") as target:
                package = export_archive(
                    portal, to=target, by=by, at=timezone.now(), reason=reason, step=progress.step, **asked
                )
            os.replace(partial, path)
        except (OSError, PortalRefusal) as error:
            raise CommandError(str(error)) from error
        finally:
            progress.close()
            partial.unlink(missing_ok=True)
        self.stdout.write(
            _("%(versions)d versions and %(files)d files are in %(file)s. Check it with: sha256sum -c %(manifest)s")
            % {
                "versions": package.versions,
                "files": len(package.sums) - package.versions - 1,
                "file": path,
                "manifest": "manifest-sha256.txt",
            }
        )
        if package.lost:
            names = "\n".join(package.lost)
            raise CommandError(_("These files are missing in the storage:") + "\n" + names, returncode=2)

    def _portal(self, code: str) -> Portal:
        portal = Portal.objects.select_related("container").filter(code=code).first()
        if portal is None:
            raise CommandError(_("There is no portal “%(code)s”.") % {"code": code})
        return portal

    def _operator(self, name: str) -> User:
        user = User.objects.filter(username=name).first()
        if user is None or not can_operate(user, on=timezone.localdate()):
            raise CommandError(_("“%(name)s” is no operator.") % {"name": name})
        return user
