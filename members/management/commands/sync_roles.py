"""Bring everybody's groups in step with roles and seats: both begin and end with a day. Beat runs it every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from members.groups import bring_everybody_in_step, repair_groups


class Command(BaseCommand):
    help = "Repair the groups of all portals and bring all accounts in step with the roles and seats of today."

    def handle(self, *args: Any, **options: Any) -> None:
        repair_groups()
        count = bring_everybody_in_step(on=timezone.localdate())
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("%(count)d accounts are in step with their roles and seats.") % {"count": count})
