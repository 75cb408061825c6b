"""Files that come with questions: stored with the question, read with a note of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from participation.sent_files.storing import read_file, store_file
from qa.models import Question, QuestionAttachment

if TYPE_CHECKING:
    from accounts.models import User
    from participation.enums.submissions import ViewReason
    from participation.sent_files.checking import SentFile


def keep_files(question: Question, files: Sequence[SentFile]) -> list[QuestionAttachment]:
    """Keep the files of a question, in the transaction that receives it."""
    rows = [QuestionAttachment(question=question) for _file in files]
    for row, file in zip(rows, files, strict=True):
        store_file(row, file, folder=f"questions/{question.received_portal_id}/{question.received_at:%Y}")
    return rows


def attachments_of(question: Question) -> list[QuestionAttachment]:
    """The files of a question that are there."""
    return list(question.attachments.kept())


def read_attachment(
    attachment: QuestionAttachment, *, by: User | None, at: datetime, why: ViewReason
) -> tuple[SentFile, str]:
    """A file as it was sent, with its media type; see `participation.sent_files.storing.read_file`.

    **Who may is asked by the caller**: whoever handles the question, or the sender by the own link (`by` is None).
    """
    return read_file(attachment, sender=attachment.question.sender, by=by, at=at, why=why)
