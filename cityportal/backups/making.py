"""Make one consistent set: first the moment of the database, then the files that it names, proved at each target."""

from __future__ import annotations

import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Final, cast

from django.apps import apps
from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import FileField
from django.utils.translation import gettext as _

from audit.events import record_event
from cityportal.backups.databases import snapshot
from cityportal.backups.encryption import Digest, digest_of, encrypt, recipients_of
from cityportal.backups.enums import BackupEventKind
from cityportal.backups.errors import BackupRefused
from cityportal.backups.object_store import ObjectStore
from cityportal.backups.pages import home_titles
from cityportal.backups.sets import (
    FileEntry,
    Manifest,
    Summary,
    key_of,
    write_set,
)
from cityportal.backups.targets import Target, configured_targets
from cityportal.file_moves import NAMES, files_of
from cityportal.settings.env import BASE_DIR

if TYPE_CHECKING:
    from accounts.models import User

# Number of the lock by which PostgreSQL lets one backup run at a time.
_LOCK: Final = 7_081_923
_ANCHORS: Final = "history_anchors"

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A set that lies at each target, read back.

    Attributes:
        targets: those that have it.
        away: why others did not answer at the beginning, by name.
        written: bytes that were written to each target on average; what did not change was there.
        missing: files that the database names and no storage has.
    """

    summary: Summary
    targets: Sequence[Target]
    away: Mapping[str, str]
    written: int
    seconds: float
    gone: Sequence[str]
    missing: Sequence[str]


def make_backup(*, at: datetime, by: User | None, tell: Tell, read_all: bool = False) -> Made:
    """Write a set to every target of BACKUP_TARGETS that answers, prove it there, and record it.

    Args:
        read_all: read every object that was there before, too, and write those that were changed anew.

    Raises:
        BackupRefused: no targets are set, another backup is under way, or the database cannot be dumped.
        OSError: no target answers, one breaks off, or holds something else than what was written.
    """
    targets, recipients = configured_targets(), recipients_of(settings.BACKUP_RECIPIENTS)
    if not targets:
        raise BackupRefused(_("Set BACKUP_TARGETS and BACKUP_RECIPIENTS first (.env.example)."))
    begun = time.monotonic()
    with (
        _alone(),
        tempfile.TemporaryDirectory(prefix="cityportal-backup-", dir=settings.BACKUP_WORK_DIR or None) as work,
    ):
        store = ObjectStore(targets, recipients, Path(work))
        tell(_("Looking at what lies at %(count)d targets …") % {"count": len(targets)})
        store.look(read_all=read_all)
        manifest = _copied(store, at=at, work=Path(work), tell=tell)
        tell(_("Reading back what was written …"))
        store.read_back()
        summary = write_set(store.targets, manifest, recipients)
    made = Made(
        summary=summary,
        targets=store.targets,
        away=store.away,
        written=store.written // len(store.targets),
        seconds=time.monotonic() - begun,
        gone=manifest.gone,
        missing=manifest.missing,
    )
    record_event(
        BackupEventKind.BACKED_UP,
        portal=None,
        at=at,
        by=by,
        backup=summary.name,
        targets=[target.name for target in made.targets],
        bytes=summary.bytes,
        files=summary.files,
        seconds=round(made.seconds),
        missing_files=len(made.missing),
    )
    return made


def _copied(store: ObjectStore, *, at: datetime, work: Path, tell: Tell) -> Manifest:
    # One that is written later would name what the database does not have yet at its moment.
    anchors = list(files_of(storages[_ANCHORS]))
    with snapshot(work) as taken:
        named = set(named_files())
        migrations = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        tell(_("Dumping the database: %(count)d rows …") % {"count": sum(taken.counts.values())})
        dump = _Dump(store)
        taken.dump_to(dump.take)
    dump.put()
    files, gone = _copied_files(store, anchors, tell)
    lost = named - {file.name for file in files}
    # What no row names any more was deleted since.
    still = lost and lost & set(named_files())
    tell(_("Reading the home page of each portal …"))
    return Manifest(
        made_at=at.isoformat(),
        version=product_version(),
        engine=connection.vendor,
        migrations=migrations,
        counts=taken.counts,
        database=(dump.key, *dump.plain),
        files=files,
        gone=sorted({*gone, *lost} - {*still}),
        missing=sorted(still),
        titles=home_titles(),
    )


class _Dump:
    """The dump on its way: it is encrypted while it is made, and written once it is whole."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store
        self._path = store.work / "dump.age"
        self.plain = self._sealed = Digest("", 0)

    @property
    def key(self) -> str:
        return key_of(self.plain.sha256)

    def take(self, stream: BinaryIO) -> None:
        with self._path.open("wb") as sealed:
            self.plain, self._sealed = encrypt(stream, sealed, self._store.recipients)

    def put(self) -> None:
        with self._path.open("rb") as sealed:
            self._store.put(self.key, sealed, self._sealed)
        self._path.unlink()


def _copied_files(store: ObjectStore, anchors: Sequence[str], tell: Tell) -> tuple[list[FileEntry], list[str]]:
    """Entries of all files, of anchors of those named, and the names of files that were deleted meanwhile."""
    entries, gone = [], []
    for alias in NAMES:
        storage = storages[alias]
        for name in anchors if alias == _ANCHORS else files_of(storage):
            try:
                entries.append(_copied_file(store, storage, alias, name))
            except FileNotFoundError:
                gone.append(name)
            if len(entries) % 1000 == 0:
                tell(_("%(count)d files …") % {"count": len(entries)})
    return entries, gone


def _copied_file(store: ObjectStore, storage: Storage, alias: str, name: str) -> FileEntry:
    with storage.open(name) as content:
        stream = cast("BinaryIO", content)
        plain = digest_of(stream)
        key = key_of(plain.sha256)
        content.seek(0)
        store.add(stream, key)
    return FileEntry(alias, name, key, *plain)


def named_files() -> Iterator[str]:
    """Names of the files that rows of the database name."""
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names = model._base_manager.values_list(field.attname, flat=True).exclude(**{field.attname: ""})
                yield from names.exclude(**{field.attname: None}).order_by().iterator()


@contextmanager
def _alone() -> Iterator[None]:
    """Let no other backup run meanwhile, where the database can say so.

    Raises:
        BackupRefused: one does.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if cursor.fetchone() != (True,):
            raise BackupRefused(_("Another backup is under way."))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def product_version() -> str:
    """Of pyproject.toml."""
    project: Mapping[str, str] = tomllib.loads((BASE_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project["version"]
