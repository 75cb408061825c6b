"""Locking of comments for a verb, and the event that each verb writes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from audit.events import record_event
from audit.sealing.seals import hash_of
from members.access.actor import lock_actor
from participation.consultation.lifecycle import may_act, state_after
from participation.enums.comments import CommentEventKind, CommentVerb
from participation.enums.submissions import READABLE_STATES, ModerationState
from participation.errors import CommentMoved, NotYourComment
from participation.models import Comment
from participation.permissions import actors_of
from participation.senders import start_keeping
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal


def lock_comments(
    comment: Comment,
    verb: CommentVerb,
    *,
    by: User | None,
    at: datetime,
    token: str = "",
    together: bool = False,
    opened_at: datetime | None = None,
) -> tuple[Portal, list[Comment]]:
    """Lock a comment for a verb, after its portal and the account of who acts. Returns the portal, and the comment with
    those that share the decision: with `together` those with its words on the same part in a state for the verb.

    Raises:
        NotYourComment: the person may not, or the secret is another.
        CommentMoved: the comment is in no state for it, or somebody did the same after the form was opened.
        TargetGone: there is none.
        PortalArchived: nothing is done any more on its portal.
        AccessEnded: as `members.access.actor.lock_actor` says.
    """
    portal = locked_portal(comment.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    found = Comment.objects.same_as(comment) if together else Comment.objects.filter(pk=comment.pk)
    rows = list(found.select_for_update(of=("self",), no_key=True).select_related("sender", "page").order_by("pk"))
    stored = next((row for row in rows if row.pk == comment.pk), None)
    if stored is None:
        raise TargetGone
    if by is None:
        if stored.token_hash != hash_of(token):
            raise NotYourComment
    elif not may_act(actors_of(by, portal.pk, on=timezone.localdate(at)), verb):
        raise NotYourComment
    if not allows_verb(stored, verb):
        raise CommentMoved
    found_rows = [stored, *(row for row in rows if row.pk != stored.pk and _shares_decision(row, stored, verb))]
    if opened_at is not None and any(_changed_since(opened_at, row, verb) for row in found_rows):
        raise CommentMoved
    return portal, found_rows


def allows_verb(row: Comment, verb: CommentVerb) -> bool:
    """Whether a comment is in a state for a verb: nothing is published that is erased."""
    return state_after(ModerationState(row.state), verb) is not None and (
        verb not in {CommentVerb.PUBLISH, CommentVerb.REDACT} or bool(row.text)
    )


def _shares_decision(row: Comment, stored: Comment, verb: CommentVerb) -> bool:
    """Whether a comment with the same words goes with another, whose state and response it has."""
    if verb == CommentVerb.ANSWER and (row.response, row.response_text) != (stored.response, stored.response_text):
        return False
    return allows_verb(row, verb) and (row.state == stored.state or {row.state, stored.state} <= READABLE_STATES)


def _changed_since(moment: datetime, row: Comment, verb: CommentVerb) -> bool:
    """Whether somebody decided on a comment, or responded to it, since a form was opened for the same."""
    last = row.answered_at if verb == CommentVerb.ANSWER else row.moderated_at
    return last is not None and last > moment


def begin_retention(row: Comment, *, by: User | None, at: datetime) -> None:
    """Begin the period after which the data of the sender is erased: the matter has ended."""
    if row.sender is not None and not row.sender.is_erased:
        start_keeping(row.sender, ended_on=timezone.localdate(at), by=by, at=at)


def counted_comments(rows: Collection[Comment]) -> dict[str, Any]:
    """Details of an event: how many comments it is about, and which."""
    return {"count": len(rows), "comments": [row.code for row in rows]}


def record_comment_event(
    kind: CommentEventKind, comment: Comment, *, portal: Portal, by: User | None, at: datetime, **details: Any
) -> None:
    """Write the event of a verb on a comment."""
    record_event(
        kind, portal=portal, at=at, by=by, title=comment.page.title, page=comment.page_id, comment=comment.code,
        **details,
    )  # fmt: skip
