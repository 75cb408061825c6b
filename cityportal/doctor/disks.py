"""The disks on which the installation writes have room left."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

from django.conf import settings
from django.utils.translation import gettext as _

from cityportal.doctor.finding import Finding, listed
from cityportal.doctor.services import engine


def fullness() -> dict[Path, int]:
    """How full each disk of this machine is on which the installation writes, in percent, by one of its folders. That
    of a database server is not among them."""
    folders: list[str | Path] = [settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.HISTORY_ANCHORS_DIR, gettempdir()]
    if engine() == "sqlite" and isinstance(name := settings.DATABASES["default"]["NAME"], Path):
        folders.append(name.parent)
    targets: list[str] = [settings.MIRROR_TARGET, *settings.BACKUP_TARGETS]
    folders += [target for target in targets if target.startswith("/")]
    by_disk: dict[int, Path] = {}
    for folder in map(Path, folders):
        # What does not exist yet will be made on the disk of what does. Where we may not look, others must.
        present = next((path for path in (folder, *folder.parents) if os.access(path, os.F_OK)), None)
        if present is not None:
            by_disk.setdefault(os.stat(present).st_dev, present)
    found = {}
    for path in sorted(by_disk.values()):
        usage = shutil.disk_usage(path)
        # Some of it is root's alone, and counts as used.
        found[path] = 100 * (usage.total - usage.free) // usage.total
    return found


def check_disks() -> Iterator[Finding]:
    """Find disks that are nearly full."""
    full = {path: percent for path, percent in fullness().items() if percent >= settings.DISK_WARNING_PERCENT}
    if full:
        yield Finding(
            "disk",
            _("Disks are nearly full: %(names)s.")
            % {"names": listed(f"{path} ({percent} %)" for path, percent in full.items())},
            _("Make room or enlarge them before uploads and backups fail; du says what is large."),
        )
