"""Erase what a sender told: of one sender by its tracking code, or of all whose period of keeping is over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from audit.errors import PortalRefusal
from members.access.permissions import find_person
from participation.codes import typed_code
from participation.consultation.erasing import erase_unsigned, settle_left
from participation.contribution.erasing import delete_unused_pictures, settle_archived
from participation.dialogue.erasing import erase_unsigned_live
from participation.enums.submissions import ErasureReason
from participation.erasing import erase_due, erase_sender
from participation.models import Sender

# The period of keeping is asked by --due.
REASONS = (ErasureReason.REQUEST, ErasureReason.CONSENT_WITHDRAWN)


class Command(BaseCommand):
    """What was erased does not come back, but from a backup. Fails, and says why, where something was not erased."""

    help = "Erase personal data of one sender by the tracking code, or with --due of all that need not be kept."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", default="", help="Tracking code that the sender was given.")
        parser.add_argument(
            "--because", choices=[str(reason) for reason in REASONS], default="", help="Why, of a code."
        )
        parser.add_argument("--by", default="", help="User name or e-mail address of who erases, of a code.")
        parser.add_argument("--due", action="store_true", help="All whose period of keeping is over.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            if options["due"] == bool(options["code"]):
                raise CommandError(_("Give a tracking code, or --due."))
            if options["due"]:
                self._erase_due()
            elif not (options["because"] and options["by"]):
                raise CommandError(_("With a tracking code, say with --because why, and with --by who erases."))
            else:
                self._erase_one(options["code"], ErasureReason(options["because"]), by=self._person(options["by"]))

    def _person(self, name: str) -> User:
        try:
            person = find_person(name)
        except PortalRefusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if person is None:
            raise CommandError(_("No active account has exactly this user name or e-mail address."))
        return person

    def _erase_one(self, code: str, because: ErasureReason, *, by: User) -> None:
        sender = Sender.objects.filter(code=typed_code(code)).first()
        if sender is None:
            raise CommandError(_("Nothing was received under this tracking code."))
        try:
            erase_sender(sender, because=because, by=by, at=timezone.now())
        except PortalRefusal as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("The personal data of this sender was erased."))

    def _erase_due(self) -> None:
        now = timezone.now()
        today = timezone.localdate(now)
        archived = settle_archived(at=now)
        left = settle_left(on=today, at=now)
        pictures = delete_unused_pictures(at=now)
        erased = {
            _("Senders whose personal data was erased: %(count)d."): erase_due(on=today, at=now),
            _("Comments without a sender whose words as sent were erased: %(count)d."): erase_unsigned(
                on=today, at=now
            ),
            _("Live questions without a sender whose words as sent were erased: %(count)d."): erase_unsigned_live(
                on=today, at=now
            ),
        }
        for words, outcome in erased.items():
            self.stdout.write(words % {"count": outcome.erased})
        if failed := [str(key) for outcome in [archived, left, *erased.values(), pictures] for key in outcome.failed]:
            message = _("Not erased, and tried again with the next run; the log says why: %(keys)s.")
            raise CommandError(message % {"keys": ", ".join(failed)})
