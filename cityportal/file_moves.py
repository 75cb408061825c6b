"""All files of an installation from the disk into a bucket, or back: one after the other, each compared by its hash."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.core.files.storage.handler import StorageHandler

# Uploads, files that only views hand out, and anchors of histories.
NAMES: Final = ("default", "private", "history_anchors")
_PIECE: Final = 1024 * 1024  # bytes


class Place(StrEnum):
    """Where files of an installation may lie."""

    DISK = "disk"
    BUCKET = "bucket"


@dataclass(slots=True)
class Moved:
    """What became of the files: `there` were so before, `failed` are named with the reason."""

    copied: int = 0
    there: int = 0
    bytes: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)


def storages_at(place: Place) -> dict[str, Storage]:
    """The storages of all files at a place, by their names.

    Raises:
        LookupError: no bucket is configured.
    """
    if place == Place.DISK:
        # Its stub takes storages for what it makes them of.
        on_disk = StorageHandler(settings.FILES_ON_DISK)  # type: ignore[arg-type]
        return {name: on_disk[name] for name in NAMES}
    if not settings.STORAGE_URL:
        raise LookupError("STORAGE_URL")
    return {name: storages[name] for name in NAMES}


def move(source: Storage, target: Storage, *, after_each: Callable[[Moved], None], delete: bool = False) -> Moved:
    """Copy what one storage has into another, and go on where a former run was interrupted.

    A file counts as there when it has the same length. Each that is copied is read back and compared.

    Args:
        delete: whether to delete from the source what the target has by then, compared by its hash.
    """
    moved = Moved()
    for name in files_of(source):
        try:
            size = source.size(name)
            is_there = target.exists(name) and target.size(name) == size
            if is_there:
                moved.there += 1
            else:
                _copy(name, source, target)
                moved.copied += 1
                moved.bytes += size
            if delete and (not is_there or _hash(source, name) == _hash(target, name)):
                source.delete(name)
        except OSError as error:
            moved.failed.append((name, getattr(error, "reason", "") or str(error)))
        after_each(moved)
    return moved


def differing(source: Storage, target: Storage) -> Iterator[str]:
    """Yield the files of one storage that another lacks, or has otherwise. Reads every file of both."""
    for name in files_of(source):
        try:
            if _hash(source, name) != _hash(target, name):
                yield name
        except FileNotFoundError:
            yield name


def files_of(storage: Storage, folder: str = "") -> Iterator[str]:
    """Names of all files below a folder. One that nobody wrote to has none."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (str(PurePosixPath(folder) / name) for name in sorted(files))
    for name in sorted(folders):
        yield from files_of(storage, str(PurePosixPath(folder) / name))


def _copy(name: str, source: Storage, target: Storage) -> None:
    """Raises:
    OSError: it cannot be read or written, or what was written is not what was read.
    """
    if target.exists(name):
        target.delete(name)  # cut off by an interruption
    with source.open(name) as content:
        saved = target.save(name, content)
    if saved != name or _hash(source, name) != _hash(target, name):
        raise OSError("what was written differs from what was read")


def _hash(storage: Storage, name: str) -> str:
    found = sha256()
    with storage.open(name) as content:
        for piece in content.chunks(_PIECE):
            found.update(piece)
    return found.hexdigest()
