"""Check the conformance of every portal that is open, for the screen of supervisors."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cityportal.conformance.enums import ConformanceState
from cityportal.conformance.results import examine_portals, in_state, results_of
from sites.directory import get_directory


class Command(BaseCommand):
    """Exit code 0 whatever was found: the screen says that of each portal, and `doctor PORTAL` of one."""

    help = "Check the conformance of every portal that citizens can read, and keep it for the admin."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            portals = [record for record in get_directory().records if record.is_live]
            rows, not_met = examine_portals(portals, at=timezone.now()), Counter[str]()
            conforming = 0
            for row in rows:
                wrong = in_state(results_of(row), ConformanceState.NOT_MET)
                not_met.update(result.name for result in wrong)
                conforming += not wrong
            told = _("%(count)d portals checked; everything that is known is met by %(met)d.")
            self.stdout.write(self.style.SUCCESS(told % {"count": len(rows), "met": conforming}))
            for name, count in not_met.most_common():
                self.stdout.write(_("%(name)s: not met by %(count)d") % {"name": name, "count": count})
