"""Keep outside the database where the histories of questions end. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qa.core.anchors import read_anchors, write_anchor
from qa.core.verification import lasting_faults
from qa.errors import AnchorMeanwhile


class Command(BaseCommand):
    help = "Verify the histories of all questions, and write an anchor of them into the storage history_anchors."

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify first: what was changed must not become what is believed.

        Raises:
            CommandError: the histories do not hold, or the storage did not take the anchor.
        """
        with translation.override(settings.LANGUAGE_CODE):
            try:
                if found := [str(fault) for fault in lasting_faults()]:
                    raise CommandError(_("Nothing was anchored: the histories do not hold.") + "\n" + "\n".join(found))
                count = write_anchor(read_anchors(), at=timezone.now())
            except OSError as error:
                raise CommandError(
                    _("The storage of the anchors does not answer: %(error)s") % {"error": error}
                ) from error
            except AnchorMeanwhile as error:
                raise CommandError(str(error)) from error
            said = read_anchors()
            text = _("Anchor %(number)d was written: %(count)d histories went on since. Its seal: %(seal)s")
            self.stdout.write(text % {"number": said.number, "count": count, "seal": said.seal})
