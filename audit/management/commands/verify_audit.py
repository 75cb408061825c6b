"""Whether the record of events is whole: no event changed, taken out or put in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from audit.models import EventChain
from audit.verification import broken_chains, unsealed_events


class Command(BaseCommand):
    help = "Verify the seals of all events, portal by portal. Fails with the first event that does not hold."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            broken = [
                _("%(portal)s: from event number %(number)d on")
                % {"portal": chain.portal or _("The whole city"), "number": chain.number}
                for chain in broken_chains()
            ]
            if unsealed := unsealed_events():
                broken.append(_("%(count)d events stand outside of every chain") % {"count": unsealed})
            if broken:
                raise CommandError(
                    _(
                        "The record does not hold. If AUDIT_KEY or SECRET_KEY was changed, verify with the former one; "
                        "otherwise rows were changed in the database: keep a copy, and compare with a backup."
                    )
                    + "\n"
                    + "\n".join(broken)
                )
            self.stdout.write(_("The record holds: %(count)d chains verified.") % {"count": EventChain.objects.count()})
