"""Write down what public pages refer to, where the task was lost that does. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from editorial.integrity.reference_repair import repair_references


class Command(BaseCommand):
    help = "Let the index of references know of public pages whose pictures and documents it does not know."

    def handle(self, *args: Any, **options: Any) -> None:
        count = repair_references()
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("Public pages whose references were repaired: %(count)d.") % {"count": count})
