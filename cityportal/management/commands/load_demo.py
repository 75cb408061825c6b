"""The demo city: six portals with their people, pages and reviews, one that joined by its own will and is as it was
born, or with `--full` every portal of 2024."""

from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from accounts.models import User
from cityportal.demo.accounts import CITY_POSTS
from cityportal.demo.city import load_city, summary
from cityportal.demo.content import portal_contents
from cityportal.demo.picture_files import PictureFiles
from cityportal.demo.portals import follow_port, missing_portals, open_everyone
from cityportal.management.commands.serve import port_number
from sites.models import Hostname, Portal
from sites.progress import Progress
from sites.structures import PortalSpec


class Command(BaseCommand):
    help = "Load the demo city, or complete it: pages that exist are left as they are. Development only."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--port", type=port_number, default=settings.PUBLIC_PORT, help="The port that is served: %(default)s."
        )
        parser.add_argument("--full", action="store_true", help="Add all portals of 2024 to those of the demo.")

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_outside_development()
        refuse_real_city()
        with closing(PictureFiles()) as files:
            self.load(files, port=options["port"], full=options["full"])

    def load(self, files: PictureFiles, *, port: int, full: bool) -> bool:
        """Load what the database lacks of the demo, and say what was made. Returns whether anything was."""
        now = timezone.now()
        # Portals that are completed get the port of the settings first, which is no change of theirs.
        moved = Site.objects.exclude(port=port).count()
        made = load_city(portal_contents(), now=now, report=partial(self.show_portal, port), files=files)
        opened = self._open_others(missing_portals(everyone=full), now=now)
        if full or opened:
            follow_port(port)
        if not made and not opened:
            self.stdout.write(_("The demo city was already loaded; nothing in it was changed."))
            if moved:
                self.stdout.write(_("Sites now on port %(port)d: %(count)d.") % {"port": port, "count": moved})
        self.stdout.write("")
        for line in summary(port):
            self.stdout.write(line)
        return bool(made or opened)

    def show_portal(self, port: int, name: str, count: int) -> None:
        """Say how many pages a portal got, which answers on a port from now on."""
        follow_port(port)
        if count:
            self.stdout.write(_("Loaded %(name)s: %(count)d pages.") % {"name": name, "count": count})
            self.stdout.flush()

    def _open_others(self, specs: list[PortalSpec], *, now: datetime) -> int:
        progress = Progress(len(specs), self.stderr)
        for portal in open_everyone(specs, now=now):
            progress.step(portal.name_vi)
        progress.close()
        return len(specs)


def refuse_outside_development() -> None:
    """Keep accounts with a known password, and invented people, out of a real installation.

    IS_DEMO alone would not do: it can be set in the environment of any server. No production server starts with a
    key that says "not-secret" (cityportal/settings/production.py).

    Raises:
        CommandError: the settings are not those of development.
    """
    if not settings.IS_DEMO or "not-secret" not in settings.SECRET_KEY:
        raise CommandError(
            _(
                "This would create accounts whose password everybody knows, so it runs with the development settings "
                "only. Use DJANGO_SETTINGS_MODULE=cityportal.settings.development, or provision_portals for a real "
                "city."
            )
        )


def refuse_real_city() -> None:
    """Keep the demo out of the database of a real city, whatever the settings of the shell it is started from.

    Raises:
        CommandError: a portal answers on a name that other machines resolve, or there are accounts and no portal.
    """
    real = Hostname.objects.exclude(host__endswith=".localhost").order_by("host").first()
    if real is not None:
        raise CommandError(
            _(
                "This database holds the portal of %(host)s, which is none of the demo: nothing was loaded. "
                "Unset DATABASE_URL, or name an empty database."
            )
            % {"host": real.host}
        )
    # Those over the city come before the first portal: a load may have been cut off there.
    if User.objects.exclude(username__in=CITY_POSTS).exists() and not Portal.objects.exists():
        raise CommandError(
            _("This database holds accounts that are none of the demo: nothing was loaded. Name an empty database.")
        )
