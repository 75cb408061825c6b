"""Files that come with comments: for those who handle the comment, until it is taken back or its words are erased."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.events import record_event
from editorial.integrity.leftover_files import register_private_folder
from participation.enums.comments import CommentEventKind
from participation.enums.submissions import ViewReason
from participation.models import Comment, CommentFile
from participation.sent_files.storing import erase_files, read_file, store_file
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from participation.sent_files.checking import SentFile

FOLDER = "comments"

register_private_folder(FOLDER, (CommentFile, "stored_as"))


def store_comment_files(comment: Comment, files: Sequence[SentFile]) -> None:
    """Store the files of a comment, in the transaction that receives it."""
    for file in files:
        store_file(CommentFile(comment=comment), file, folder=f"{FOLDER}/{comment.portal_id}/{comment.received_at:%Y}")


@transaction.atomic
def read_comment_file(row: CommentFile, *, by: User, at: datetime) -> tuple[SentFile, str]:
    """A file as it was sent, with its media type. That it was read is an event, and where somebody said who they are,
    a reading of that sender.

    **Who may is asked by the caller.**

    Raises:
        FileErased, FileLost, SealNotOpened: as `participation.sent_files.storing.read_file` says.
    """
    comment = row.comment
    portal = locked_portal(comment.portal_id)
    sender = comment.sender if comment.sender is not None and not comment.sender.is_erased else None
    found = read_file(row, sender=sender, by=by, at=at, why=ViewReason.HANDLING)
    record_event(
        CommentEventKind.COMMENT_FILE_READ, portal=portal, at=at, by=by, title=comment.page.title,
        page=comment.page_id, comment=comment.code, file=row.pk,
    )  # fmt: skip
    return found


def erase_comment_files(comment: Comment, *, at: datetime) -> None:
    """Erase the files of a comment, which is locked. How many there were stays with it."""
    erase_files(comment.files.kept(), at=at)
