"""Let the database refuse again to change or take out events, after a restore that lost its triggers."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from audit.sealing.triggers import lay_triggers, lift_triggers, tables_kept


class Command(BaseCommand):
    help = "Lay the triggers anew that refuse to change or delete events. Verify the record first."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        for table in tables_kept():
            lift_triggers(connection, table)
            lay_triggers(connection, table)
            self.stdout.write(table)
