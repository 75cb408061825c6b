"""Mail everybody what waits and what happened. Beat runs it every morning; a second run mails only what is new."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from notifications.notice_mail import send_digests


class Command(BaseCommand):
    help = "Mail everybody what waits for them and what happened to their work and their rights."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many mails went.

        Raises:
            CommandError: at the end, where the mail server refused any; those stay for the next run.
        """
        outcome = send_digests(at=timezone.now())
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("%(count)d mails were sent.") % {"count": outcome.mailed})
            if outcome.refused:
                message = _("The mail server refused %(count)d mails; they stay for the next run: %(error)s")
                raise CommandError(message % {"count": len(outcome.refused), "error": outcome.refused[0]})
