"""Where backups lie: a folder, or a bucket. What was written once keeps its name and is never written over."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from django.conf import settings
from django.core.files import File
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from cityportal.settings.files import bucket_options

_PIECE: Final = 1024 * 1024  # bytes
_PREFIX: Final = "backups"


class Target(Protocol):
    """Names are paths with `/`. Every verb raises OSError where the target does not answer or take it."""

    @property
    def name(self) -> str:
        """What it is called in messages, without secrets."""

    def sizes(self, folder: str) -> dict[str, int]:
        """Names below a folder, from it on, and the bytes of each; none where there is no folder yet."""

    def put(self, name: str, content: BinaryIO) -> None: ...

    def open(self, name: str) -> BinaryIO: ...

    def delete(self, name: str) -> None: ...


class FolderTarget:
    """A folder, such as that of another machine. A file appears under its name once all of it is written.

    The folder itself is never made: below a disk that is not mounted it would fill this one.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = str(folder)

    def sizes(self, folder: str) -> dict[str, int]:
        if not self.folder.is_dir():
            raise FileNotFoundError(_("the folder does not exist, or its disk is not mounted"))
        found, base = {}, self.folder / folder
        for place, _folders, files in os.walk(base):
            for file in files:
                path = Path(place, file)
                found[path.relative_to(base).as_posix()] = path.stat().st_size
        return found

    def put(self, name: str, content: BinaryIO) -> None:
        path = self.folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.partial")
        with partial.open("wb") as written:
            shutil.copyfileobj(content, written, _PIECE)
            written.flush()
            os.fsync(written.fileno())
        partial.replace(path)

    def open(self, name: str) -> BinaryIO:
        return (self.folder / name).open("rb")

    def delete(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)


class BucketTarget:
    """A bucket of any maker of S3, below one prefix."""

    def __init__(self, url: str) -> None:
        options = bucket_options(url, setting="BACKUP_TARGETS")
        # boto3 is loaded only where a bucket is named.
        self.storage = import_string("library.files.buckets.BucketStorage")(**options, location=_PREFIX)
        self.name = f"{options['endpoint_url']}/{options['bucket_name']}"

    def sizes(self, folder: str) -> dict[str, int]:
        sizes: dict[str, int] = self.storage.sizes(folder)
        return sizes

    def put(self, name: str, content: BinaryIO) -> None:
        if self.storage.exists(name):
            self.storage.delete(name)  # cut off, or of a run that broke off
        self.storage.save(name, File(content, name))

    def open(self, name: str) -> BinaryIO:
        content: BinaryIO = self.storage.open(name).file
        return content

    def delete(self, name: str) -> None:
        self.storage.delete(name)


def target_at(address: str) -> Target:
    """The target that an address names, as one of BACKUP_TARGETS does.

    Raises:
        ImproperlyConfigured: the address of a bucket lacks something.
    """
    return BucketTarget(address) if "://" in address else FolderTarget(Path(address))


def configured_targets() -> list[Target]:
    """All targets of this installation, the one that drills restore from last."""
    return [target_at(address) for address in settings.BACKUP_TARGETS]
