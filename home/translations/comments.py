"""Comments of Wagtail on texts of an English page, at places that its page editor knows as well."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment

from adminsite.newsroom.comment_notices import send_comment_notices
from audit.errors import PortalRefusal
from audit.locking import atomic_refusing_deadlocks
from audit.on_commit import run_on_commit
from editorial.errors import PageDeleted
from editorial.review.locking import lock_edited
from formats.vietnamese.text import to_nfc, writable
from home.models import BasePage
from home.translations.actions import why_not_translated
from home.translations.errors import SegmentRemoved
from home.translations.queries import read_side_by_side
from members.access.actor import lock_actor

if TYPE_CHECKING:
    from accounts.models import User


class CommentEmpty(PortalRefusal):
    code = "comment_empty"
    message = _("Write what is to be said about the text.")


class CommentGone(PortalRefusal):
    code = "comment_gone"
    message = _("Somebody resolved or deleted this comment already.")


def add_comment(version: BasePage, key: str, text: str, *, by: User) -> Comment:
    """Add a comment at a text of the English page, which followers of the page are mailed.

    Rights and locks are those of the page editor, and so is what is recorded: an entry in the history of the page.

    Args:
        key: of the text (`Segment.key`).

    Raises:
        EditForbidden, PageHeld: see `home.translations.actions.translate`.
        SegmentRemoved: the Vietnamese page no longer has the text.
        CommentEmpty: there are no words.
    """
    words = to_nfc(writable(text)).strip()
    if not words:
        raise CommentEmpty
    with _edited(version, by=by) as page:
        pages = read_side_by_side(page)
        segment = pages.by_key(key)
        if segment is None:
            raise SegmentRemoved
        comment = Comment(page=page, user=by, text=words, revision_created=page.latest_revision)
        comment.contentpath = _place_in_editor(comment, page.get_latest_revision_as_object(), segment.path)
        comment.save()
        comment.log_create(page_revision=page.latest_revision, user=by)
        run_on_commit(send_comment_notices, page, {"new_comments": [comment]}, by=by)
    return comment


def resolve_comment(version: BasePage, comment_id: int, *, by: User, at: datetime) -> None:
    """Mark a comment of the English page as resolved, as the page editor does.

    Raises:
        EditForbidden, PageHeld: see `home.translations.actions.translate`.
        CommentGone: somebody deleted or resolved it.
    """
    with _edited(version, by=by) as page:
        comment = Comment.objects.filter(page=page.pk, pk=comment_id, resolved_at=None).first()
        if comment is None:
            raise CommentGone
        comment.resolved_at, comment.resolved_by = at, by
        comment.save()
        comment.log_resolve(page_revision=page.latest_revision, user=by)
        run_on_commit(send_comment_notices, page, {"resolved_comments": [comment]}, by=by)


@contextmanager
def _edited(version: BasePage, *, by: User) -> Iterator[BasePage]:
    """Open a transaction in which only this person edits the page, as it is stored now."""
    with atomic_refusing_deadlocks():
        lock_actor(by)
        lock_edited(version.pk, {}, page=version)
        page = type(version).objects.filter(pk=version.pk).first()
        if page is None:
            raise PageDeleted
        if refusal := why_not_translated(page, by=by):
            raise refusal
        yield page


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
