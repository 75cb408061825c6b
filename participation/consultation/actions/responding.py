"""Respond to a comment for the agency."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from formats.vietnamese.text import to_nfc, visible
from participation.consultation.actions.locking import counted_comments, lock_comments, record_comment_event
from participation.consultation.drafts import are_responses_decided
from participation.enums.comments import CommentEventKind, CommentResponse, CommentVerb
from participation.enums.submissions import SubmissionActor
from participation.errors import ReportDecided, WithoutReason
from participation.models import Comment
from participation.models.comment import RESPONSE_LENGTH
from participation.permissions import actors_of

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def answer_comment(
    comment: Comment,
    *,
    response: CommentResponse,
    text: str,
    by: User,
    at: datetime,
    together: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Say what the agency makes of a comment, with the reason; the public reads it with the report. Returns how many
    were answered.

    Args:
        together: likewise the others with its words on the same part, if their response is the same so far.
        opened_at: when the form was shown; refused where somebody responded since.

    Raises:
        WithoutReason: there are no words, or more than `RESPONSE_LENGTH` letters.
        ReportDecided: the report is public or with the board, and the person is not of the board.
        NotYourComment, CommentMoved, PortalArchived: as `actions.locking.lock_comments` says.
    """
    words = to_nfc(visible(text)).strip()
    if not words or len(words) > RESPONSE_LENGTH or response == CommentResponse.NONE:
        raise WithoutReason
    portal, rows = lock_comments(comment, CommentVerb.ANSWER, by=by, at=at, together=together, opened_at=opened_at)
    draft = rows[0].page
    is_of_board = SubmissionActor.BOARD in actors_of(by, portal.pk, on=timezone.localdate(at))
    # Beside a public report a response is public at once, and beside one that the board has read it soon will be.
    if not is_of_board and are_responses_decided(draft):
        raise ReportDecided
    for row in rows:
        row.response, row.response_text = response, words
        row.answered_at, row.answered_by = at, by
    Comment.objects.bulk_update(rows, ["response", "response_text", "answered_at", "answered_by"])
    record_comment_event(
        CommentEventKind.COMMENT_ANSWERED, rows[0], portal=portal, by=by, at=at, **counted_comments(rows)
    )
    return len(rows)
