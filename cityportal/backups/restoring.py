"""Restore a set beside the living installation: files into a folder, the database under a name of its own."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from cityportal.backups.databases import SQLITE_FILE, restore_database
from cityportal.backups.errors import BackupRefused, BadSet
from cityportal.backups.sets import (
    Manifest,
    Stored,
    Summary,
    fetch_object,
    objects_at,
    read_manifest,
    read_summary,
    sets_at,
)
from cityportal.backups.targets import Target
from cityportal.doctor.finding import Finding, listed

# Folders of a restored set by the names of storages: those of VAR_DIR (cityportal/settings/files.py).
FOLDERS: Final = {"default": "media", "private": "private", "history_anchors": "history-anchors"}
# Tables without which nothing of a portal is there.
_NEVER_EMPTY: Final = ("portals_portal", "wagtailcore_page", "audit_portalevent", "accounts_user")
# Files of a set that are named when they cannot be restored; the others are counted.
_ENOUGH: Final = 20

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Opened:
    """A set whose manifest was read, at a target."""

    target: Target
    summary: Summary
    manifest: Manifest
    identities: Sequence[object]


def newest_set(target: Target) -> Summary:
    """Raises:
    BadSet: there is none, or what the target says of it cannot be read.
    """
    names = sets_at(target)
    if not names:
        raise BadSet(
            "no_set",
            _("There is no backup at %s.") % target.name,
            _("Run: %(command)s") % {"command": "manage.py backup"},
        )
    return read_summary(target, names[0])


def open_set(target: Target, summary: Summary, identities: Sequence[object]) -> Opened:
    """Read the manifest of a set, and see that this version of the product can use it.

    Raises:
        BadSet: it cannot be read, is of a newer version, holds nothing, or is of another engine.
        OSError: the target does not answer.
    """
    manifest = read_manifest(target, summary, identities)
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}
    if newer := sorted(set(manifest.migrations) - known):
        raise BadSet(
            "newer_schema",
            _("The set %(name)s is of a newer version (%(version)s) than this one: %(migrations)s.")
            % {"name": summary.name, "version": manifest.version, "migrations": listed(newer)},
            _("Restore it with the version that made it."),
        )
    if empty := [table for table in _NEVER_EMPTY if not manifest.counts.get(table)]:
        raise BadSet(
            "empty",
            _("The set %(name)s holds no rows of: %(tables)s.") % {"name": summary.name, "tables": listed(empty)},
            _("Restore an older set, and see which database DATABASE_URL named when this one was made."),
        )
    if manifest.engine != connection.vendor:
        raise BadSet(
            "other_engine",
            _("The set %(name)s is of %(engine)s.") % {"name": summary.name, "engine": manifest.engine},
            _("Name a database of that engine in DATABASE_URL."),
        )
    return Opened(target, summary, manifest, identities)


def restore(opened: Opened, folder: Path, database: str, *, tell: Tell, partly: bool = False) -> list[Finding]:
    """Write all files below a folder, then make the database. Returns what is wrong with the set.

    Args:
        folder: a new or empty one; gets the layout of VAR_DIR.
        database: its name, on SQLite the path of its file; none has it.
        partly: whether to go on without files that cannot be restored; else there is no database then.

    Raises:
        BackupRefused: the folder is not empty or too small, or the database is refused.
        OSError: the target does not answer.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise BackupRefused(_("The folder %s is not empty: name a new one.") % folder)
    if (free := shutil.disk_usage(folder).free) < opened.manifest.bytes:
        facts = {"folder": folder, "needed": opened.manifest.bytes, "free": free}
        raise BackupRefused(_("%(folder)s has %(free)d bytes left, and %(needed)d are needed.") % facts)
    objects = objects_at(opened.target)
    wrong: list[Finding] = []
    for number, entry in enumerate(opened.manifest.files, start=1):
        path = folder / FOLDERS[entry.storage] / entry.name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise BackupRefused(_("The set names a file outside of the folder: %s.") % entry.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as plain:
            found = _fetched(opened, objects.get(entry.object), entry.name, plain, entry.sha256)
        if found:
            path.unlink()
            wrong += found
        if number % 1000 == 0:
            tell(_("%(count)d files …") % {"count": number})
        if len(wrong) >= _ENOUGH and not partly:
            return wrong
    of_files = len(wrong)
    key, sha256, _bytes = opened.manifest.database
    with tempfile.NamedTemporaryFile(dir=folder, prefix="dump-", delete=False) as dump:
        wrong += _fetched(opened, objects.get(key), _("the database"), cast("BinaryIO", dump), sha256)
    path = Path(dump.name)
    try:
        if len(wrong) == (of_files if partly else 0):
            tell(_("Restoring the database …"))
            restore_database(path, database)
    finally:
        path.unlink(missing_ok=True)
    return wrong


def _fetched(opened: Opened, stored: Stored | None, what: str, plain: BinaryIO, sha256: str) -> list[Finding]:
    try:
        fetch_object(opened.target, stored, what, plain, opened.identities, sha256=sha256)
    except BadSet as bad:
        return [bad.finding]
    return []


def default_database(folder: Path, name: str) -> str:
    """The name of the restored database where none is given: on PostgreSQL beside the living one."""
    if connection.vendor != "postgresql":
        return str(folder / SQLITE_FILE)
    return f"{settings.DATABASES['default']['NAME']}_{name.lower()}"
