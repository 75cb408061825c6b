"""Files that come with questions: checked, kept encrypted, read with a note of it, erased with their sender."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from cryptography.fernet import Fernet, InvalidToken
from django.core.files.base import ContentFile
from django.db import transaction

from audit.errors import refusing_contents
from audit.on_commit import run_on_commit
from audit.private_files import private_storage
from formats.files import check_contents, ending_of_name
from formats.files.errors import FileDamaged, FormatNotTaken, NoKnownFormat
from formats.files.formats import check_picture
from formats.vietnamese.text import clean_text
from participation.enums import ViewReason
from participation.models import ContactView
from qa.file_errors import FileErased, FileLost, FilesTooMany, FileTooHeavy
from qa.models import Question, QuestionAttachment

if TYPE_CHECKING:
    from django.core.files import File

    from accounts.models import User


MOST_FILES: Final = 3
MOST_BYTES: Final = 5 * 1024 * 1024
NAME_LENGTH: Final = 150
PICTURES: Final = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "jpg": "image/jpeg",
    "png": "image/png",
}
# As people choose them.
ENDINGS: Final = ("pdf", "docx", "jpg", "jpeg", "png")


@dataclass(frozen=True, slots=True, repr=False)
class SentFile:
    """A file that was looked at. Its name may tell of a person: it does not print itself."""

    name: str
    ending: str
    content: bytes

    def __repr__(self) -> str:
        return "SentFile(…)"


def checked_files(files: Sequence[File[Any]]) -> list[SentFile]:
    """The files of a question, each looked at.

    Raises:
        FilesTooMany, FileTooHeavy: more, or larger, than may be.
        ContentsRefused: one of `formats.files.errors`.
    """
    if len(files) > MOST_FILES:
        raise FilesTooMany
    return [checked_file(file) for file in files]


@refusing_contents()
def checked_file(file: File[Any], *, endings: Sequence[str] = ENDINGS) -> SentFile:
    """A file that was looked at.

    Raises:
        FileTooHeavy, ContentsRefused: as `checked_files` says.
    """
    name = clean_text(file.name or "")[-NAME_LENGTH:]
    ending = ending_of_name(name)
    if ending not in endings:
        raise FormatNotTaken(ending=f".{ending}" if ending else name, endings=", ".join(endings))
    if file.size > MOST_BYTES:
        raise FileTooHeavy
    if kind := PICTURES.get(ending):
        try:
            check_picture(file, kind)
        except FileDamaged as error:
            raise NoKnownFormat(ending=ending) from error
    else:
        check_contents(file, ending)
    return SentFile(name, "jpg" if ending == "jpeg" else ending, file.read())


def keep_files(question: Question, files: Sequence[SentFile]) -> list[QuestionAttachment]:
    """Keep the files of a question, in the transaction that receives it.

    Where the transaction fails, a file may stay behind that nobody can read: its key is nowhere.
    """
    return [_keep(question, file) for file in files]


def attachments_of(question: Question) -> list[QuestionAttachment]:
    """The files of a question that are there."""
    return list(question.attachments.kept())


def names_of(attachments: Collection[QuestionAttachment]) -> dict[int, str]:
    """What the sender called some files, by their keys. Who may read it is asked by the caller."""
    return {row.pk: str(row.content()["name"]) for row in attachments}


@transaction.atomic
def read_attachment(
    attachment: QuestionAttachment, *, by: User | None, at: datetime, why: ViewReason
) -> tuple[SentFile, str]:
    """A file as it was sent, with its media type; that it was read is written down as a reading of its sender.

    **Who may is asked by the caller**: whoever handles the question, or the sender by the own link (`by` is None).

    Raises:
        FileErased: it was erased.
        FileLost: it cannot be read any more.
        SealNotOpened: no key opens its row.
    """
    stored = QuestionAttachment.objects.select_related("question").get(pk=attachment.pk)
    if stored.erased_at is not None:
        raise FileErased
    plain = opened_beside(stored, stored_content(stored.stored_as))
    ContactView.objects.create(
        sender_id=stored.question.sender_id, by=by, at=at, why=why, about=f"qa.questionattachment:{stored.pk}"
    )
    return SentFile(stored.content()["name"], stored.ending, plain), MEDIA_TYPES[stored.ending]


def sealed_beside(attachment: QuestionAttachment, content: bytes) -> bytes:
    """Something made of a file, encrypted with the key of the file: nobody reads it once that is erased.

    Raises:
        FileErased: it is erased.
        SealNotOpened: no key opens its row.
    """
    return _own_key(attachment).encrypt(content)


def opened_beside(attachment: QuestionAttachment, sealed: bytes) -> bytes:
    """What `sealed_beside` encrypted. Who may read it is asked by the caller.

    Raises:
        FileErased, SealNotOpened: as there.
        FileLost: it is something else.
    """
    try:
        return _own_key(attachment).decrypt(sealed)
    except InvalidToken as error:
        raise FileLost from error


def stored_content(name: str) -> bytes:
    """What lies among the private files under a name.

    Raises:
        FileLost: nothing does.
    """
    try:
        with private_storage().open(name) as file:
            return bytes(file.read())
    except FileNotFoundError as error:
        raise FileLost from error


def erase_files(question_id: int, *, at: datetime) -> int:
    """Erase the files of a question whose sender is erased. Returns how many.

    Without its row nobody reads a file; the file itself goes once the transaction is committed.
    """
    rows = list(QuestionAttachment.objects.kept().filter(question=question_id))
    for row in rows:
        run_on_commit(private_storage().delete, row.stored_as)
        row.empty_content()
        row.stored_as, row.erased_at = "", at
    QuestionAttachment.objects.bulk_update(rows, [*QuestionAttachment.SEALED_FIELDS, "stored_as", "erased_at"])
    return len(rows)


def _keep(question: Question, file: SentFile) -> QuestionAttachment:
    key = Fernet.generate_key()
    name = f"questions/{question.received_portal_id}/{question.received_at:%Y}/{uuid4().hex}"
    row = QuestionAttachment(question=question, ending=file.ending, size=len(file.content))
    row.seal_content({"name": file.name, "key": key.decode("ascii")})
    row.stored_as = private_storage().save(name, ContentFile(Fernet(key).encrypt(file.content)))
    row.save()
    return row


def _own_key(attachment: QuestionAttachment) -> Fernet:
    if attachment.erased_at is not None:
        raise FileErased
    return Fernet(attachment.content()["key"].encode())
