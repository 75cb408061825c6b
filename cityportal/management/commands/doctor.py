"""Say in words what is wrong with this installation, and what to do."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityportal.doctor import CHECKS, OUTSIDE_CHECKS, THOROUGH_CHECKS, VITAL_CHECKS, examine


class Command(BaseCommand):
    """Exit code 0 if nothing is wrong, 1 if anything is."""

    help = "Examine this installation: services, portals, hostnames, boards, rights; nothing public without approval."
    # They would end the command before it can speak.
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--outside",
            action="store_true",
            help="Also ask every public portal over the network: IPv6, certificate, pages that each portal has.",
        )
        parser.add_argument(
            "--quick", action="store_true", help="Leave out the checks that read every event and every public page."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            findings = examine(outside=options["outside"], quick=options["quick"])
            for finding in findings:
                self.stdout.write(self.style.ERROR(f"✗ {finding.problem}"))
                self.stdout.write(f"  → {finding.advice}")
            if findings:
                told = ngettext("%(count)d thing is wrong.", "%(count)d things are wrong.", len(findings))
                self.stdout.write(told % {"count": len(findings)})
                sys.exit(1)
            told = _("Nothing is wrong: %(count)d checks, on %(engine)s.")
            checks = len(CHECKS) + len(VITAL_CHECKS) + (len(OUTSIDE_CHECKS) if options["outside"] else 0)
            checks += 0 if options["quick"] else len(THOROUGH_CHECKS)
            self.stdout.write(self.style.SUCCESS(told % {"count": checks, "engine": connection.display_name}))
