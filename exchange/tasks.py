"""Background work of this app."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from exchange.archive import clear_packages, make_package
from exchange.enums import SendingState
from exchange.receivers import FolderReceiver
from exchange.sendings import send_figures, was_sent


@shared_task
def send_figures_of_yesterday() -> bool:
    """Give the figures of yesterday away, once, where a folder is named. Returns whether they were taken now."""
    yesterday = timezone.localdate() - timedelta(days=1)
    if not settings.FIGURES_FOLDER or was_sent(first=yesterday, last=yesterday):
        return False
    receiver = FolderReceiver(Path(settings.FIGURES_FOLDER))
    sending = send_figures(first=yesterday, last=yesterday, receiver=receiver, by=None, at=timezone.now())
    return sending.state == SendingState.TAKEN


@shared_task(ignore_result=True)
def make_archive_package(key: int) -> None:
    """Make a package that somebody asked for."""
    make_package(key, at=timezone.now())


@shared_task
def clear_archive_packages() -> int:
    """Delete the files of packages that nobody downloads any more. Returns how many."""
    return clear_packages(at=timezone.now())
