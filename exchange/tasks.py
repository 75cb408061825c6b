"""Background work of this app."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Final

from celery import shared_task
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from exchange.archive import clear_packages, give_up_packages, make_package
from exchange.enums import SendingState
from exchange.models import ItemSource
from exchange.sendings import FolderReceiver, missing_days, send_figures
from exchange.source_reading import read_items
from sites.enums import PortalState

# Seconds: sources are read every hour.
EXPIRES: Final = 3600


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


@shared_task
def read_item_sources() -> int:
    """Read every source of items, each in a task of its own, which is dropped where it waits until the next ones come.
    Returns how many there are."""
    keys = list(ItemSource.objects.exclude(portal__state=PortalState.ARCHIVED).values_list("pk", flat=True))
    for key in keys:
        read_item_source.apply_async((key,), expires=EXPIRES)
    return len(keys)


@shared_task(time_limit=120)
def read_item_source(key: int) -> int:
    """Read one source of items. Returns how many drafts came of it."""
    source = ItemSource.objects.select_related("portal", "set_by").filter(pk=key).first()
    if source is None:
        return 0
    with override(settings.LANGUAGE_CODE):
        return len(read_items(source, at=timezone.now()).new)
