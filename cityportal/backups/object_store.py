"""Writes objects to the targets of a backup that lack them, each encrypted once, and reads them back."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.utils.translation import gettext as _

from cityportal.backups.encryption import Digest, digest_of, encrypt
from cityportal.backups.sets import Stored, key_of, name_of_object, objects_at
from cityportal.backups.targets import Target

# Bytes up to which what is encrypted stays in memory.
_IN_MEMORY: Final = 8 * 1024 * 1024


class ObjectStore:
    """Writes what is not at the targets yet, each thing encrypted once, and proves what it wrote."""

    def __init__(self, targets: Sequence[Target], recipients: Sequence[object], work: Path) -> None:
        self.targets = list(targets)
        self.away: dict[str, str] = {}
        self.recipients = recipients
        self.work = work
        self.written = 0
        self._there: list[dict[str, Stored]] = []
        self._bad: list[dict[str, Stored]] = []
        self._new: list[dict[str, Digest]] = []

    def look(self, *, read_all: bool) -> None:
        """Read what lies at the targets, and go on with those that answer.

        What is cut off, or with `read_all` changed, counts as not there.

        Raises:
            OSError: none of them answers.
        """
        for target in list(self.targets):
            try:
                found = objects_at(target)
                bad = {
                    key: stored
                    for key, stored in found.items()
                    if not stored.is_whole or (read_all and not _holds(target, stored))
                }
            except OSError as error:
                self.targets.remove(target)
                self.away[target.name] = str(error)
                continue
            self._bad.append(bad)
            self._there.append({key: stored for key, stored in found.items() if key not in bad})
            self._new.append({})
        if not self.targets:
            raise OSError("; ".join(f"{name}: {error}" for name, error in self.away.items()))

    def add(self, plain: BinaryIO, key: str) -> None:
        """Write what a stream holds to the targets that lack it.

        Raises:
            OSError: it holds something else than what has the key.
        """
        if not self.lacks(key):
            return
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(self.work)) as spooled:
            sealed = cast("BinaryIO", spooled)
            read, written = encrypt(plain, sealed, self.recipients)
            if key_of(read.sha256) != key:
                raise OSError(_("a file changed while it was copied"))
            self.put(key, sealed, written)

    def put(self, key: str, sealed: BinaryIO, digest: Digest) -> None:
        """Write an object that was encrypted to the targets that lack it."""
        name = name_of_object(key, digest)
        for target, there, bad, new in zip(self.targets, self._there, self._bad, self._new, strict=True):
            if key not in there:
                sealed.seek(0)
                target.put(name, sealed)
                if key in bad:
                    target.delete(bad.pop(key).name)
                self.written += digest.bytes
                there[key] = Stored(name, digest.bytes, digest.bytes)
                new[name] = digest

    def lacks(self, key: str) -> bool:
        return any(key not in there for there in self._there)

    def read_back(self) -> None:
        """Read what was written from each target.

        Raises:
            OSError: something is not there, or not as it was written.
        """
        for target, new in zip(self.targets, self._new, strict=True):
            for name, digest in new.items():
                with target.open(name) as content:
                    if digest_of(content) != digest:
                        message = _("%(name)s at %(target)s is not what was written.")
                        raise OSError(message % {"name": name, "target": target.name})


def _holds(target: Target, stored: Stored) -> bool:
    with target.open(stored.name) as content:
        return digest_of(content).sha256 == stored.sha256
