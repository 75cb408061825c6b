"""Bring everybody's groups in step with roles and seats: both begin and end with a day. To be run every night."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from sites.groups import ensure_city_groups, sync_user_groups


class Command(BaseCommand):
    help = "Bring the groups of all accounts in step with the roles and seats of today. Run it every night."

    def handle(self, *args: Any, **options: Any) -> None:
        today = timezone.localdate()
        ensure_city_groups()
        concerned = User.objects.filter(
            Q(memberships__isnull=False)
            | Q(board_seats__isnull=False)
            | Q(groups__portal_group__isnull=False)
            | Q(is_superuser=True)
        ).distinct()
        count = 0
        for user in concerned.iterator():
            sync_user_groups(user, on=today, demote=True)
            count += 1
        with translation.override(settings.LANGUAGE_CODE):
            self.stdout.write(_("%(count)d accounts are in step with their roles and seats.") % {"count": count})
