"""Backups are made, in two places, and were proved by a restore; the mirror is of today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.models import PortalEvent
from cityportal.backups.record import last_backup, last_drill
from cityportal.doctor.finding import Finding, listed
from cityportal.doctor.services import is_production
from cityportal.mirror.manifest import Manifest
from cityportal.mirror.target import current_folder

# A drill is made every week.
DRILL_GRACE: Final = timedelta(days=8)
# A mirror is written every hour.
_MIRROR_GRACE: Final = timedelta(days=1)
_PLACES: Final = 2


def is_backup_old(last: PortalEvent | None, *, at: datetime) -> bool:
    """Whether the newest backup is missing, or older than `BACKUP_MAX_AGE_HOURS`."""
    return last is None or last.at < at - timedelta(hours=settings.BACKUP_MAX_AGE_HOURS)


def check_backups() -> Iterator[Finding]:
    """Find backups that are not made, or lie in one place only."""
    if not settings.BACKUP_TARGETS:
        if is_production():
            yield Finding(
                "no_backups",
                _("No backups are made."),
                _("Set BACKUP_TARGETS and BACKUP_RECIPIENTS (.env.example)."),
            )
        return
    if len(settings.BACKUP_TARGETS) < _PLACES:
        yield Finding(
            "backup_one_place",
            _("Backups lie in one place only."),
            _("Name a second target in BACKUP_TARGETS, on another machine at another site."),
        )
    last = last_backup()
    if last is None or is_backup_old(last, at=timezone.now()):
        yield Finding(
            "backup_old",
            _("No backup was completed for %(hours)d hours or more.") % {"hours": settings.BACKUP_MAX_AGE_HOURS},
            _("See that Celery beat and a worker run, then run: %(command)s, which says what is in the way.")
            % {"command": "manage.py backup"},
        )
    elif len(last.data["targets"]) < len(settings.BACKUP_TARGETS):
        yield Finding(
            "backup_target_away",
            _("The last backup reached only: %(names)s.") % {"names": listed(last.data["targets"])},
            _("See that the other targets can be reached, then run: %(command)s") % {"command": "manage.py backup"},
        )
    elif missing := last.data.get("missing_files"):
        yield Finding(
            "backup_missing_files",
            _("The last backup found no file for %(count)d that the database names.") % {"count": missing},
            _("Run: %(command)s, which names them, and look for them in older backups.")
            % {"command": "manage.py backup"},
        )


def check_drills() -> Iterator[Finding]:
    """Find restores that were not drilled, or showed something wrong."""
    if not settings.BACKUP_TARGETS:
        return
    last = last_drill()
    if last is None or last.at < timezone.now() - DRILL_GRACE:
        yield Finding(
            "drill_old",
            _("No restore was drilled for %(days)d days or more.") % {"days": DRILL_GRACE.days},
            _("Run where the private key is: %(command)s") % {"command": "manage.py drill_restore"},
        )
    elif wrong := last.data["wrong"]:
        yield Finding(
            "drill_wrong",
            _("The last drill of a restore found: %(problems)s") % {"problems": listed(wrong)},
            _("Mend it, make a new backup, and drill again: %(command)s") % {"command": "manage.py drill_restore"},
        )


def check_mirror() -> Iterator[Finding]:
    """Find a mirror that is wanted and not written."""
    if not settings.MIRROR_TARGET:
        return
    folder = current_folder(Path(settings.MIRROR_TARGET))
    made_at = Manifest.date_of(folder) if folder else None
    if made_at is None or made_at < timezone.now() - _MIRROR_GRACE:
        yield Finding(
            "mirror_old",
            _("The mirror of the public pages was not written for a day or more."),
            _("See that Celery beat and a worker run, then run: %(command)s, which says what is in the way.")
            % {"command": "manage.py export_mirror"},
        )
