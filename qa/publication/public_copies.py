"""Verbs of the public copies of senders' files: chosen and looked at by one of the board that received the question,
public once the review of everything public has approved them, gone with the data of the sender. How they are covered in
between is `qa.drawing.covering`."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction

from audit.on_commit import run_on_commit
from audit.private_files import private_storage
from editorial.errors import NotApproved
from editorial.proposals.actions.proposal import propose_change
from editorial.proposals.reviewed_models import FILE
from formats.files import ending_of_name
from participation.errors import SealNotOpened
from participation.sent_files.checking import SentFile
from participation.sent_files.errors import FileErased, FileLost
from participation.sent_files.storing import decrypt_with_file_key, encrypt_with_file_key, stored_content
from qa.core.texts import checked_text
from qa.core.transitions import check_place, locked_question, transition
from qa.drawing.drawn_pages import is_of_pictures
from qa.enums import Actor, Verb
from qa.file_errors import (
    CopyBeforeQuestion,
    CopyChosenAnew,
    CopyMissing,
    CopyNotDrawn,
    CopyNotLookedAt,
    CopyUndescribed,
    CopyUntitled,
)
from qa.models import CopyChoice, PublicCopy, QuestionAttachment
from qa.models.public_copy import DESCRIPTION_LENGTH, SEALED, TITLE_LENGTH
from qa.publication.actions import held_to_publish
from qa.publication.copy_files import CopyPiece, WrittenCopy, pieces_in_words, size_of_picture

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.models import ProposedChange

NOTHING_PUBLIC: Final[dict[str, Any]] = {"title": "", "description": "", "pieces": [], FILE: "", "file_hash": ""}
NOTHING_KEPT: Final[dict[str, Any]] = NOTHING_PUBLIC | {
    "size": 0, "width": None, "height": None, "published_at": None, "draft": "", "draft_by": None, "draft_pieces": [],
    "draft_places": {},
}  # fmt: skip


def choose_copy(attachment: QuestionAttachment, written: WrittenCopy, *, by: User, at: datetime) -> PublicCopy:
    """Keep the file that a person wants to make public instead of a sender's. Nobody but that person sees it before it
    is proposed. What was chosen before goes, and stays the work of who chose it, who approves no file here but by
    another's choice of what is public already (`qa.publication.reviewed`).

    Raises:
        FileErased: the sender's file was erased.
        SealNotOpened: no key opens its row.
        PortalRefusal: as `qa.publication.actions.propose_public_text` says.
    """
    return keep_chosen(attachment, written, by=by, at=at)


def keep_chosen(
    attachment: QuestionAttachment, written: WrittenCopy, *, by: User, at: datetime, instead_of: str | None = None
) -> PublicCopy:
    """Keep a copy that was chosen, where its file may come of another.

    Args:
        instead_of: where the file lies that it came of, if it did.

    Raises:
        CopyMissing, CopyChosenAnew: that is not chosen any more.
        PortalRefusal: as `choose_copy` says.
    """
    file = written.file
    sealed = encrypt_with_file_key(attachment, file.content)
    name = private_storage().save(_new_name(attachment, file.ending) + SEALED, ContentFile(sealed))
    try:
        with transaction.atomic():
            copy = _held_copy(attachment, by=by, at=at)
            if instead_of is not None:
                check_chosen(copy, instead_of, by=by)
            _delete_later(copy.draft.name)
            copy.draft, copy.draft_by = name, by
            copy.draft_pieces = [piece.value for piece in written.pieces]
            copy.draft_places = {key: [one.value for one in places] for key, places in written.places.items()}
            copy.save()
            CopyChoice.objects.get_or_create(copy=copy, by=by, file_hash=sha256(file.content).hexdigest())
    except BaseException:
        # One that lies there without its row is erased by nobody.
        private_storage().delete(name)
        raise
    return copy


def chosen_file(copy: PublicCopy) -> SentFile:
    """The file that was chosen and is not public yet. Who may see it is asked by the caller. Reads the file.

    Raises:
        FileLost: it cannot be read any more.
        FileErased: the sender's file was erased.
        SealNotOpened: no key opens its row.
    """
    content = stored_content(str(copy.draft.name))
    # Those that were chosen before they were sealed lie there as they are.
    if str(copy.draft.name).endswith(SEALED):
        content = decrypt_with_file_key(copy.attachment, content)
    return SentFile("", copy.draft_ending, content)


def check_chosen(copy: PublicCopy, chosen: str, *, by: User) -> None:
    """Whether a person still has the file chosen that the person looked at.

    Raises:
        CopyMissing: the person chose none.
        CopyChosenAnew: the person chose another one meanwhile, in another window.
    """
    if not copy.draft or copy.draft_by_id != by.pk:
        raise CopyMissing
    if copy.draft.name != chosen:
        raise CopyChosenAnew


def pieces_of_copy(copy: PublicCopy, *words: str) -> list[CopyPiece]:
    """What looks like personal data in the chosen file, and in the words that will stand beside it."""
    found = [CopyPiece.of(value) for value in copy.draft_pieces]
    known = {piece.key for piece in found}
    return found + [piece for piece in pieces_in_words(*words) if piece.key not in known]


@transaction.atomic
def propose_copy(
    attachment: QuestionAttachment,
    *,
    chosen: str,
    title: str,
    description: str,
    seen: Collection[str],
    by: User,
    at: datetime,
) -> ProposedChange | None:
    """Give the chosen file to the board, which makes it public. None where the public sees exactly this.

    Args:
        chosen: where the file lies that the person looked at (`PublicCopy.draft`).
        seen: keys of the pieces (`CopyPiece.key`) that the person looked at and leaves in file or words.

    Raises:
        CopyMissing, CopyChosenAnew: as `check_chosen` says.
        CopyNotLookedAt: something that looks like personal data was not looked at.
        CopyUntitled, CopyUndescribed: a word is missing.
        TextTooLong: of title or description.
        FileErased, PortalRefusal: as `choose_copy` says.
        FileLost, SealNotOpened: as `chosen_file` says.
    """
    copy = _held_copy(attachment, by=by, at=at)
    check_chosen(copy, chosen, by=by)
    if not title.strip():
        raise CopyUntitled
    if not description.strip():
        raise CopyUndescribed
    title = checked_text(title, most=TITLE_LENGTH)
    description = checked_text(description, most=DESCRIPTION_LENGTH)
    pieces = pieces_of_copy(copy, title, description)
    if {piece.key for piece in pieces} - set(seen):
        raise CopyNotLookedAt
    file = chosen_file(copy)
    values = {
        "title": title,
        "description": description,
        "pieces": [piece.value for piece in pieces],
        "file_hash": sha256(file.content).hexdigest(),
    }
    if all(getattr(copy, name) == value for name, value in values.items()):
        return None
    values[FILE] = f"{attachment.question.code}-{attachment.pk}.{file.ending}"
    return propose_change(copy, values, by=by, at=at, file=ContentFile(file.content))


@transaction.atomic
def propose_no_copy(attachment: QuestionAttachment, *, by: User, at: datetime) -> ProposedChange | None:
    """Ask the board that nothing of a file be public any more. None where nothing is.

    Raises:
        FileErased, PortalRefusal: as `choose_copy` says.
    """
    return propose_change(_held_copy(attachment, by=by, at=at), dict(NOTHING_PUBLIC), by=by, at=at)


def publish_copy(copy: PublicCopy, change: ProposedChange, *, by: User | None, at: datetime) -> None:
    """Make the approved copy public, or take it away. Called when its review ends, with question and copy locked. What
    somebody chose after it was proposed stays.

    Raises:
        NotApproved: the file is another one than the board approved.
        CopyNotDrawn: it is a PDF that was proposed before PDFs were drawn.
        CopyBeforeQuestion: the public does not read the question.
        VerbOutOfPlace: its question is never public now.
    """
    question = locked_question(copy.attachment.question)
    # Before the file is written: one that lies there without its row is erased by nobody.
    check_place(question, Verb.PUBLISH)
    values, former = change.values, copy.file.name
    for name in ("title", "description", "pieces", "file_hash"):
        setattr(copy, name, values.get(name, getattr(copy, name)))
    if change.file:
        if not question.is_readable:
            raise CopyBeforeQuestion
        _write_file(copy, change, at=at)
    else:
        copy.file, copy.published_at = "", None
        copy.size, copy.width, copy.height = 0, None, None
    copy.save()
    _delete_later(former)
    transition(
        question,
        Verb.PUBLISH,
        actor=Actor.APPROVER,
        by=by,
        at=at,
        data={"copy": copy.pk, "is_there": bool(copy.file)},
    )


def _write_file(copy: PublicCopy, change: ProposedChange, *, at: datetime) -> None:
    """Put the approved file in its place; the same file is no longer chosen."""
    with change.file.open("rb") as file:
        content = file.read()
    if sha256(content).hexdigest() != copy.file_hash:
        raise NotApproved
    ending = ending_of_name(change.values[FILE])
    if ending == "pdf" and not is_of_pictures(content):
        raise CopyNotDrawn
    if copy.draft and _is_chosen(copy, content):
        _delete_later(copy.draft.name)
        copy.draft, copy.draft_by, copy.draft_pieces, copy.draft_places = "", None, [], {}
    copy.file.save(_new_name(copy.attachment, ending), ContentFile(content), save=False)
    copy.size, copy.published_at = len(content), copy.published_at or at
    copy.width, copy.height = size_of_picture(SentFile("", ending, content))


def _is_chosen(copy: PublicCopy, content: bytes) -> bool:
    """Whether this is the chosen file, which is read for it."""
    try:
        return chosen_file(copy).content == content
    except (FileLost, SealNotOpened):
        return False


def erase_copies(question_id: int) -> None:
    """Take the copies of the files of a question away with the data of its sender: no program knows what a picture
    shows. Files go once the transaction is committed."""
    rows = list(PublicCopy.objects.of_question(question_id))
    for copy in rows:
        _delete_later(copy.file.name, copy.draft.name)
        for name, value in NOTHING_KEPT.items():
            setattr(copy, name, value)
    PublicCopy.objects.bulk_update(rows, list(NOTHING_KEPT))
    CopyChoice.objects.filter(copy__in=rows).delete()


def _held_copy(attachment: QuestionAttachment, *, by: User, at: datetime) -> PublicCopy:
    """The copy of a file, new where there is none, with its question held."""
    held_to_publish(attachment.question, by=by, at=at)
    if not QuestionAttachment.objects.kept().filter(pk=attachment.pk).exists():
        raise FileErased
    copy, _made = PublicCopy.objects.get_or_create(attachment=attachment)
    return copy


def _new_name(attachment: QuestionAttachment, ending: str) -> str:
    question = attachment.question
    return f"questions/{question.received_portal_id}/{question.received_at:%Y}/copies/{uuid4().hex}.{ending}"


def _delete_later(*names: str | None) -> None:
    for name in filter(None, names):
        run_on_commit(private_storage().delete, name)
