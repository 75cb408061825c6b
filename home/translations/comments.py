"""Comments of Wagtail on texts of an English page, at places that its page editor knows as well."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.models import Comment

from adminsite.newsroom.comment_notices import send_comment_notices
from audit.on_commit import run_on_commit
from home.editing.comments import comment_text
from home.models import BasePage
from home.translations.actions import edited_version
from home.translations.errors import CommentGone, SegmentRemoved
from home.translations.queries import read_side_by_side
from home.translations.segments import Segment
from home.translations.side_by_side import SideBySide

if TYPE_CHECKING:
    from accounts.models import User


def add_comment(version: BasePage, key: str, text: str, *, by: User, at: datetime) -> Comment:
    """Add a comment at a text of the English page, which followers of the page are mailed.

    Rights and locks are those of the page editor, and so is what is recorded: an entry in the history of the page.

    Args:
        key: of the text (`Segment.key`).

    Raises:
        EditForbidden, PageHeld: see `home.translations.actions.translate`.
        SegmentRemoved: the Vietnamese page no longer has the text.
        CommentEmpty, CommentTooLong: see `home.editing.comments.comment_text`.
    """
    words = comment_text(text)
    with edited_version(version, by=by) as page:
        pages = read_side_by_side(page)
        segment = pages.by_key(key)
        if segment is None:
            raise SegmentRemoved
        comment = Comment(page=page, user=by, text=words, revision_created=page.latest_revision)
        comment.contentpath = _place_in_editor(comment, page.get_latest_revision_as_object(), segment.path)
        if segment.path != comment.contentpath:
            # A cell of a table; Wagtail reads positions in running text alone.
            comment.position = segment.path
        comment.save()
        comment.log_create(page_revision=page.latest_revision, user=by)
        run_on_commit(send_comment_notices, page, {"new_comments": [comment]}, by=by, on=timezone.localdate(at))
    return comment


def resolve_comment(version: BasePage, comment_id: int | None, *, by: User, at: datetime) -> None:
    """Mark a comment of the English page as resolved, as the page editor does.

    Raises:
        EditForbidden, PageHeld: see `home.translations.actions.translate`.
        CommentGone: somebody deleted or resolved it.
    """
    with edited_version(version, by=by) as page:
        comment = Comment.objects.filter(page=page.pk, pk=comment_id, resolved_at=None).first()
        if comment is None:
            raise CommentGone
        comment.resolved_at, comment.resolved_by = at, by
        comment.save()
        comment.log_resolve(page_revision=page.latest_revision, user=by)
        run_on_commit(send_comment_notices, page, {"resolved_comments": [comment]}, by=by, on=timezone.localdate(at))


def path_of(comment: Comment) -> str:
    """Path of the text that a comment is on, which may lie below the place that the page editor knows."""
    place, below = comment.contentpath, comment.position
    return below if below.startswith(f"{place}.") else place


def text_at(pages: SideBySide, path: str) -> Segment | None:
    """The text that a comment at a path is on: of those at the path, above or below it, the one that has most of it in
    common; the first of several. None: it is on none."""

    def in_common(segment: Segment) -> int:
        shorter, longer = sorted((f"{segment.path}.", f"{path}."), key=len)
        return len(shorter) if longer.startswith(shorter) else 0

    found = max(pages.segments, key=in_common, default=None)
    return found if found is not None and in_common(found) else None


def _place_in_editor(comment: Comment, draft: BasePage, path: str) -> str:
    """The deepest place of a text at which Wagtail knows comments: a cell of a table has none of its own, nor
    has a block without a stored key."""
    steps = path.split(".")
    while len(steps) > 1:
        comment.contentpath = ".".join(steps)
        if comment.has_valid_contentpath(draft):
            return comment.contentpath
        steps.pop()
    return steps[0]
