"""Delete files of pictures that lie in the public folder though no row names them. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from library.leftovers import delete_leftover_renditions


class Command(BaseCommand):
    help = "Delete files of pictures that are in the public folder, older than a day, and known to no row."

    def handle(self, *args: Any, **options: Any) -> None:
        count = delete_leftover_renditions(at=timezone.now())
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("Leftover files of pictures deleted: %(count)d.") % {"count": count})
