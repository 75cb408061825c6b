"""Ask a restored copy of the installation; started by `manage.py drill_restore`."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cityportal.backups.drill import as_rows
from cityportal.backups.restored_checks import examine_copy


class Command(BaseCommand):
    """Reads what the manifest says as JSON, and prints findings as JSON."""

    help = "Compare a restored copy with its manifest; for drill_restore, which starts this in a process of its own."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        if os.environ.get("DJANGO_SETTINGS_MODULE") != "cityportal.settings.restored":
            raise CommandError(
                "This writes to the database: it runs on a restored copy only, and drill_restore starts it."
            )
        expected = json.load(sys.stdin)
        with translation.override(settings.LANGUAGE_CODE):
            findings = list(examine_copy(expected["counts"], expected["titles"]))
        self.stdout.write(json.dumps(as_rows(findings)))
