"""Delete files that were sent in more than a day ago and whose forms nobody filled in. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from library.files.checked import delete_unfinished_uploads


class Command(BaseCommand):
    help = "Delete files that were uploaded more than a day ago and never became a picture or a document."

    def handle(self, *args: Any, **options: Any) -> None:
        count = delete_unfinished_uploads(at=timezone.now())
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("Unfinished uploads deleted: %(count)d.") % {"count": count})
