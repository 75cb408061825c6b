"""Take a comment back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from participation.consultation.actions.locking import begin_retention, lock_comments, record_comment_event
from participation.consultation.files import erase_comment_files
from participation.enums.comments import CommentEventKind, CommentResponse, CommentVerb
from participation.enums.submissions import ModerationState
from participation.models import Comment


@transaction.atomic
def withdraw_comment(comment: Comment, *, token: str, at: datetime) -> None:
    """Let the sender take a comment back, by the secret of the link. Nothing stays of it but that there was one.

    Raises:
        NotYourComment: the secret is another.
        CommentMoved: it was taken back before.
        TargetGone, PortalArchived: as `actions.locking.lock_comments` says.
    """
    portal, (row,) = lock_comments(comment, CommentVerb.WITHDRAW, by=None, at=at, token=token)
    empty_comment(row, at=at)
    row.save()
    begin_retention(row, by=None, at=at)
    record_comment_event(CommentEventKind.COMMENT_WITHDRAWN, row, portal=portal, by=None, at=at)


def empty_comment(row: Comment, *, at: datetime) -> None:
    """Take back a comment that is locked and not saved yet: its words, what they are known by, its files, its response
    and who it is of."""
    erase_comment_files(row, at=at)
    row.file_count = 0
    row.state = ModerationState.WITHDRAWN
    row.text = row.public_text = row.public_name = row.organisation = row.withheld_because = row.response_text = ""
    row.content_hash = row.public_hash = ""
    row.response, row.answered_at, row.answered_by = CommentResponse.NONE, None, None
