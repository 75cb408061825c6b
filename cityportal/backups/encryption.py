"""Streams encrypted to public keys with age (age-encryption.org/v1), and opened with a private one.

Whatever reads or writes the format reads a backup: `age --decrypt --identity KEY FILE`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage
from django.utils.translation import gettext as _

from cityportal.backups.errors import BackupRefused


class Digest(NamedTuple):
    """SHA-256 in hexadecimal, and length in bytes."""

    sha256: str
    bytes: int


class Hashed:
    """A stream that is hashed while it is read or written."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._hash = hashlib.sha256()
        self._bytes = 0

    def read(self, size: int = -1) -> bytes:
        return self._seen(self._stream.read(size))

    def write(self, data: bytes) -> int:
        self._stream.write(self._seen(data))
        return len(data)

    def flush(self) -> None:
        self._stream.flush()

    def digest(self) -> Digest:
        return Digest(self._hash.hexdigest(), self._bytes)

    def _seen(self, data: bytes) -> bytes:
        self._hash.update(data)
        self._bytes += len(data)
        return data


def digest_of(stream: BinaryIO) -> Digest:
    """Read a stream to its end."""
    hashed = Hashed(stream)
    while hashed.read(1024 * 1024):
        pass
    return hashed.digest()


def recipients_of(keys: Sequence[str]) -> list[object]:
    """Public keys as the library takes them.

    Raises:
        BackupRefused: one is none.
    """
    try:
        return [pyrage.x25519.Recipient.from_str(key) for key in keys]
    except pyrage.RecipientError as error:
        raise BackupRefused(_("BACKUP_RECIPIENTS holds something that is no public key: %s.") % error) from error


def identities_in(file: Path) -> list[object]:
    """Private keys in a file as `age-keygen` writes it.

    Raises:
        BackupRefused: it cannot be read, or holds none.
    """
    try:
        lines = [line.strip() for line in file.read_text(encoding="utf-8").splitlines()]
        found = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (OSError, UnicodeDecodeError, pyrage.IdentityError) as error:
        raise BackupRefused(_("The private key in %s cannot be read.") % file) from error
    if not found:
        raise BackupRefused(_("There is no private key in %s.") % file)
    return found


def encrypt(source: BinaryIO, sealed: BinaryIO, recipients: Sequence[object]) -> tuple[Digest, Digest]:
    """Encrypt a stream. Returns what was read, and what was written."""
    plain, written = Hashed(source), Hashed(sealed)
    pyrage.encrypt_io(plain, written, recipients)
    return plain.digest(), written.digest()


def decrypt(sealed: BinaryIO | Hashed, plain: BinaryIO, identities: Sequence[object]) -> Digest:
    """Decrypt a stream. Returns what was written.

    Raises:
        PermissionError: none of the keys opens it.
        OSError: it was changed or cut off.
    """
    written = Hashed(plain)
    try:
        pyrage.decrypt_io(sealed, written, identities)
    except pyrage.DecryptError as error:
        raise PermissionError(str(error)) from error
    return written.digest()
