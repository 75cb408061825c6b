"""Files of senders among the private files: stored encrypted, read with a note of it, erased."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.core.files.base import ContentFile
from django.db import transaction

from audit.on_commit import run_on_commit
from audit.private_files import private_storage
from participation.models import ContactView
from participation.sent_files.checking import MEDIA_TYPES, SentFile
from participation.sent_files.errors import FileErased, FileLost

if TYPE_CHECKING:
    from accounts.models import User
    from participation.enums.submissions import ViewReason
    from participation.models import SealedFile, Sender


def store_file(row: SealedFile, file: SentFile, *, folder: str, **also: str) -> None:
    """Store a file that was looked at with its row, which is new, in the transaction that receives it.

    Where the transaction fails, a file may stay behind that nobody can read: its key is nowhere.

    Args:
        folder: below the private files; `editorial.integrity.leftover_files.register_private_folder` knows its first
            part, with the column `stored_as` of the model.
        also: what is sealed with its name and key.
    """
    key = Fernet.generate_key()
    row.ending, row.size = file.ending, len(file.content)
    row.seal_content({"name": file.name, "key": key.decode("ascii"), **also})
    sealed = ContentFile(Fernet(key).encrypt(file.content))
    row.stored_as = private_storage().save(f"{folder}/{uuid4().hex}", sealed)
    row.save()


def names_of(rows: Collection[SealedFile]) -> dict[int, str]:
    """Names that the sender gave some files, by their keys. The caller checks who may read them."""
    return {row.pk: str(row.content()["name"]) for row in rows}


@transaction.atomic
def read_file(
    row: SealedFile, *, sender: Sender | None, by: User | None, at: datetime, why: ViewReason
) -> tuple[SentFile, str]:
    """A file as it was sent, with its media type; that it was read is written down as a reading of its sender.

    **Who may is asked by the caller**: whoever handles what was sent, or the sender by the own link (`by` is None).

    Args:
        sender: None: who sent it told nothing; the caller writes down that it was read.

    Raises:
        FileErased: it was erased.
        FileLost: it cannot be read any more.
        SealNotOpened: no key opens its row.
    """
    stored = type(row)._default_manager.get(pk=row.pk)
    if stored.erased_at is not None:
        raise FileErased
    plain = decrypt_with_file_key(stored, stored_content(stored.stored_as))
    if sender is not None:
        about = f"{row._meta.label_lower}:{stored.pk}"
        ContactView.objects.create(sender=sender, by=by, at=at, why=why, about=about)
    return SentFile(stored.content()["name"], stored.ending, plain), MEDIA_TYPES[stored.ending]


def encrypt_with_file_key(row: SealedFile, content: bytes) -> bytes:
    """Something made of a file, encrypted with the key of the file: nobody reads it once that is erased.

    Raises:
        FileErased: it is erased.
        SealNotOpened: no key opens its row.
    """
    return _own_key(row).encrypt(content)


def decrypt_with_file_key(row: SealedFile, sealed: bytes) -> bytes:
    """Open what `encrypt_with_file_key` encrypted. The caller checks who may read it.

    Raises:
        FileErased, SealNotOpened: as there.
        FileLost: it is something else.
    """
    try:
        return _own_key(row).decrypt(sealed)
    except InvalidToken as error:
        raise FileLost from error


def stored_content(name: str) -> bytes:
    """Read a private file by its name.

    Raises:
        FileLost: nothing does.
    """
    try:
        with private_storage().open(name) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise FileLost from error


def erase_files(rows: Iterable[SealedFile], *, at: datetime) -> int:
    """Erase files of one model that are there. Returns how many.

    Without its row nobody reads a file; the file itself goes once the transaction is committed.
    """
    there = list(rows)
    for row in there:
        run_on_commit(private_storage().delete, row.stored_as)
        row.empty_content()
        row.stored_as, row.erased_at = "", at
    if there:
        model = type(there[0])
        model._default_manager.bulk_update(there, [*model.SEALED_FIELDS, "stored_as", "erased_at"])
    return len(there)


def _own_key(row: SealedFile) -> Fernet:
    if row.erased_at is not None:
        raise FileErased
    return Fernet(row.content()["key"].encode())
