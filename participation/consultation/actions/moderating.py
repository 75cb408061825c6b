"""Decide on a comment: publish it, publish a part of it, or withhold it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from information.enums import SETTLED_DRAFTS
from participation.consultation.actions.locking import (
    begin_retention,
    counted_comments,
    lock_comments,
    record_comment_event,
)
from participation.consultation.actions.wording import checked_text, content_hash_of
from participation.consultation.drafts import are_responses_decided
from participation.consultation.lifecycle import state_after
from participation.enums.comments import CommentEventKind, CommentVerb, CommentWithheldBecause
from participation.enums.submissions import ModerationState
from participation.errors import EnteredByYou, ReportDecided
from participation.models import Comment
from participation.models.comment import TEXT_LENGTH
from participation.senders import keep_again, name_to_publish

if TYPE_CHECKING:
    from accounts.models import User


# By key of a comment: which wording of the sender's name the board saw (`Sender.name_wording`), None: no name.
Wordings = Mapping[int, int | None]


def publish_comment(
    comment: Comment,
    *,
    by: User,
    at: datetime,
    together: bool = False,
    shown: Wordings | None = None,
    opened_at: datetime | None = None,
) -> int:
    """Let the public read a comment as it was sent. Returns how many became public.

    Args:
        together: likewise the others with its words on the same part, except those that the person typed in.
        shown: by key of each comment whose sender was shown, the wording of the name, None: initials; others do not go
            with it. Without it all go, under initials.
        opened_at: when the form was shown; refused where somebody decided since.

    Raises:
        EnteredByYou: the person typed it in.
        ReportDecided: it was withheld, and the report without it is public or with the board.
        NotYourComment, CommentMoved, PortalArchived: as `actions.locking.lock_comments` says.
    """
    return _decide(
        comment, CommentVerb.PUBLISH, CommentEventKind.COMMENT_PUBLISHED, by=by, at=at, together=together, shown=shown,
        opened_at=opened_at,
    )  # fmt: skip


def redact_comment(
    comment: Comment,
    *,
    public_text: str,
    by: User,
    at: datetime,
    together: bool = False,
    shown: Wordings | None = None,
    hides_organisation: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Let the public read a part of a comment: what must not be public is taken out of the words.

    Args:
        hides_organisation: nor does the public read for which organisation it was said.
        together, shown, opened_at: as `publish_comment` says.

    Raises:
        CommentMissing: nothing is left.
        EnteredByYou, ReportDecided, NotYourComment, CommentMoved, PortalArchived: as `publish_comment` says.
    """
    text = checked_text(public_text, most=TEXT_LENGTH)
    return _decide(
        comment, CommentVerb.REDACT, CommentEventKind.COMMENT_REDACTED, by=by, at=at, together=together, text=text,
        shown=shown, hides_organisation=hides_organisation, opened_at=opened_at,
    )  # fmt: skip


def withhold_comment(
    comment: Comment,
    *,
    because: CommentWithheldBecause,
    by: User,
    at: datetime,
    together: bool = False,
    opened_at: datetime | None = None,
) -> int:
    """Keep a comment from the public, which reads how many there are of each class of reasons.

    Raises:
        EnteredByYou, NotYourComment, CommentMoved, PortalArchived: as `publish_comment` says.
    """
    return _decide(
        comment, CommentVerb.WITHHOLD, CommentEventKind.COMMENT_WITHHELD, by=by, at=at, together=together,
        because=because, opened_at=opened_at,
    )  # fmt: skip


@transaction.atomic
def _decide(
    comment: Comment,
    verb: CommentVerb,
    kind: CommentEventKind,
    *,
    by: User,
    at: datetime,
    together: bool,
    opened_at: datetime | None,
    text: str = "",
    because: CommentWithheldBecause | None = None,
    shown: Wordings | None = None,
    hides_organisation: bool = False,
) -> int:
    portal, (stored, *others) = lock_comments(comment, verb, by=by, at=at, together=together, opened_at=opened_at)
    if stored.entered_by_id == by.pk:
        raise EnteredByYou
    # Beside a public report it would stand without a response.
    if not because and stored.state == ModerationState.WITHHELD and are_responses_decided(stored.page):
        raise ReportDecided
    seen = [row for row in others if row.entered_by_id != by.pk and (shown is None or row.pk in shown)]
    rows = [stored, *seen]
    for row in rows:
        is_opened = row.state == ModerationState.WITHHELD and row.page.state not in SETTLED_DRAFTS
        row.state = state_after(ModerationState(row.state), verb) or row.state
        row.public_text = "" if because else text or row.text
        row.public_hash = content_hash_of(row.public_text) if row.public_text else ""
        approved = shown.get(row.pk) if shown else None
        row.public_name = "" if because or row.sender is None else name_to_publish(row.sender, approved=approved)
        row.hides_organisation = hides_organisation
        row.withheld_because = because or ""
        row.moderated_at, row.moderated_by = at, by
        if because:
            begin_retention(row, by=by, at=at)
        elif is_opened and row.sender is not None and not row.sender.is_erased:
            keep_again(row.sender, by=by, at=at)
    decided = ("state", "public_text", "public_hash", "public_name", "hides_organisation", "withheld_because")
    Comment.objects.bulk_update(rows, [*decided, "moderated_at", "moderated_by"])
    details = counted_comments(rows) | ({"because": str(because)} if because else {})
    record_comment_event(kind, stored, portal=portal, by=by, at=at, **details)
    return len(rows)
