"""Delete the files of pictures that public pages showed and none shows any more. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from home.publication.pictures import delete_unseen_files


class Command(BaseCommand):
    help = "Delete the files of pictures that public pages would show and none does."

    def handle(self, *args: Any, **options: Any) -> None:
        count = delete_unseen_files()
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("Pictures whose public files were deleted: %(count)d.") % {"count": count})
