"""Background work of this app."""

from __future__ import annotations

from celery import shared_task
from django.conf import settings
from django.utils import timezone, translation

from provisioning.portal_imports import make_next


@shared_task
def make_portals(key: int) -> int:
    """Make the portals of a file that an operator confirmed, one after the other. Returns how many were tried."""
    tried = 0
    with translation.override(settings.LANGUAGE_CODE):
        while make_next(key, at=timezone.now()):
            tried += 1
    return tried
