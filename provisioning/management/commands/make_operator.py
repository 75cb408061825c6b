"""Make an account an operator: the first one of an installation can come from nobody else."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from members.access.permissions import find_person
from members.enums import Role
from members.errors import RoleHeld
from members.memberships import grant_membership
from provisioning.installation import ensure_installation


class Command(BaseCommand):
    help = "Give an account the role of operator, with its reason. Create the account with createsuperuser first."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", help="Exact user name or e-mail address of an active account.")
        parser.add_argument("--reason", required=True, help="Why, for the record; the decision, if there is one.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                person = find_person(options["person"])
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            if person is None:
                raise CommandError(_("No active account has exactly this user name or e-mail address."))
            ensure_installation()
            try:
                grant_membership(
                    person, role=Role.OPERATOR, portal=None, reason=options["reason"], by=None, at=timezone.now()
                )
            except RoleHeld:
                self.stdout.write(_("%(person)s is an operator already.") % {"person": person})
                return
            except PortalRefusal as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(_("%(person)s is an operator now.") % {"person": person})
