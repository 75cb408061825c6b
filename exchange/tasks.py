"""Background work of this app."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from exchange.archive import clear_packages, give_up_packages, make_package
from exchange.enums import SendingState
from exchange.sendings import FolderReceiver, missing_days, send_figures


@shared_task
def send_missing_figures() -> int:
    """Give the figures of yesterday away, where a folder is named, and first those of days that were missed: each day
    once, in its order, until one is not taken. Returns how many were taken now."""
    if not settings.FIGURES_FOLDER:
        return 0
    receiver, today, taken = FolderReceiver(Path(settings.FIGURES_FOLDER)), timezone.localdate(), 0
    for day in missing_days(today=today):
        reason = _("Missed on its day") if day < today - timedelta(days=1) else ""
        sending = send_figures(first=day, last=day, receiver=receiver, by=None, at=timezone.now(), reason=reason)
        if sending.state != SendingState.TAKEN:
            break
        taken += 1
    return taken


@shared_task(ignore_result=True)
def make_archive_package(key: int) -> None:
    """Make a package that somebody asked for."""
    make_package(key, at=timezone.now())


@shared_task
def give_up_archive_packages() -> int:
    """Say which packages nobody makes any more. Returns how many."""
    return give_up_packages(at=timezone.now())


@shared_task
def clear_archive_packages() -> int:
    """Delete the files of packages that nobody downloads any more. Returns how many."""
    return clear_packages(at=timezone.now())
