"""Let other limits of accounts hold from a day on: days until an unused one is suspended, months of confirmations."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from authentication.limits import NUMBERS, set_limits
from authentication.models import AccountLimits


class Command(BaseCommand):
    help = "Set limits of accounts from a day on, with the document that decides. What is not given stays as it is."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--from", dest="valid_from", type=date.fromisoformat, required=True, help="2027-01-01")
        parser.add_argument("--source", required=True, help="Number, date and issuer of the document.")
        parser.add_argument("--verified", action="store_true", help="Somebody compared it with the document itself.")
        for name in NUMBERS:
            parser.add_argument(f"--{name.replace('_', '-')}", type=int)

    def handle(self, *args: Any, **options: Any) -> None:
        latest = AccountLimits.objects.first()
        numbers = {
            name: getattr(latest, name) if options[name] is None and latest else options[name] for name in NUMBERS
        }
        if None in numbers.values():
            raise CommandError("Give all numbers: there are no limits yet.")
        with translation.override(settings.LANGUAGE_CODE):
            try:
                limits = set_limits(
                    valid_from=options["valid_from"],
                    source=options["source"],
                    is_verified=options["verified"],
                    by=None,
                    at=timezone.now(),
                    **numbers,
                )
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            told = _("From %(day)s: suspended after %(days)d days, lists confirmed every %(months)d months.")
            values = {"day": limits.valid_from, "days": limits.unused_days, "months": limits.list_months}
            self.stdout.write(told % values)
