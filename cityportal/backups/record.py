"""The last backup and the last drill, read from the events of the record."""

from __future__ import annotations

from audit.models import PortalEvent
from cityportal.backups.enums import BackupEventKind


def last_backup() -> PortalEvent | None:
    """The newest that was read back."""
    return _last(BackupEventKind.BACKED_UP)


def last_drill() -> PortalEvent | None:
    """The newest drill, whatever it found."""
    return _last(BackupEventKind.RESTORE_DRILLED)


def _last(kind: BackupEventKind) -> PortalEvent | None:
    return PortalEvent.objects.filter(portal=None, kind=kind).order_by("-at", "-pk").first()
