"""Take the second factor off an account: the one of the last operator can be taken off by nobody else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from authentication.second_factor.actions import take_off
from members.access.permissions import find_person


class Command(BaseCommand):
    help = "Take the second factor off the account of a person who lost it, with the reason. Operators have a screen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="Exact user name or e-mail address of an active account.")
        parser.add_argument("--reason", required=True, help="Why, for the record: how it was made sure who asks.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                person = find_person(options["person"])
                if person is None:
                    raise CommandError(_("No active account has exactly this user name or e-mail address."))
                take_off(person, by=None, at=timezone.now(), reason=options["reason"])
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(_("%(person)s has no second factor any more.") % {"person": person})
