"""Whether the public history of questions is whole."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.translation import gettext as _

from qa.core.anchors import read_anchors
from qa.core.verification import lasting_faults
from qa.models import QuestionChain


class Command(BaseCommand):
    help = "Verify the histories of all questions. Fails with what was changed, taken out, put in or is gone."

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            found = [str(fault) for fault in lasting_faults()]
            if found:
                raise CommandError(
                    _(
                        "The histories do not hold. If AUDIT_KEY or SECRET_KEY was changed, verify with the former "
                        "one; otherwise rows were changed in the database: keep a copy, and compare with a backup."
                    )
                    + "\n"
                    + "\n".join(found)
                )
            self.stdout.write(
                _("The histories hold: %(count)d questions verified.") % {"count": QuestionChain.objects.count()}
            )
            said = read_anchors()
            if said.number:
                # Written down on paper, it says later whether anchors were taken away at the end.
                text = _("The last anchor is number %(number)d of %(at)s, with the seal %(seal)s.")
                self.stdout.write(text % {"number": said.number, "at": said.at, "seal": said.seal})
            else:
                self.stdout.write(
                    _("There is no anchor yet. Run: %(command)s") % {"command": "manage.py anchor_history"}
                )
