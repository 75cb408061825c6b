"""Keeping whose words a version held before the editor wrote over it."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, Revision

from audit.sealing.stored_json import stored_json
from editorial.models import OverwrittenPiece
from editorial.proposals.diff import mark_of, pieces_of
from editorial.review.reviewable import model_of


def remember_overwritten(revision: Revision, *, stored: Any) -> None:
    """Remember the pieces that a version of a page loses by being saved again, as those of who saved it.

    No query where its content stays or it is of nobody, one where something is lost.

    Args:
        stored: the content that the database has.
    """
    if revision.user_id is None or revision.base_content_type_id != ContentType.objects.get_for_model(Page).pk:
        return
    content = stored_json(revision.content)
    if stored is None or content == stored:
        return
    model = model_of(revision)
    lost = pieces_of(stored, of=model) - pieces_of(content, of=model)
    OverwrittenPiece.objects.bulk_create(
        [
            OverwrittenPiece(page_id=int(revision.object_id), user_id=revision.user_id, mark=mark_of(piece))
            for piece in lost
        ],
        ignore_conflicts=True,
    )


def remember_rewritten(before: Revision, after: Revision) -> None:
    """Let the pieces that a version has in the place of others, which say the same in other letters, be those of who
    wrote the others as well. Two queries and the content of every version of the page."""
    model = model_of(after)
    lost = pieces_of(before.content, of=model) - pieces_of(after.content, of=model)
    new = pieces_of(after.content, of=model) - pieces_of(before.content, of=model)
    rows = Revision.objects.filter(content_type=before.content_type_id, object_id=before.object_id, pk__lte=before.pk)
    authors: set[int | None] = set()
    known: set[tuple[str, Any]] = set()
    for user, content in rows.order_by("created_at", "pk").values_list("user_id", "content"):
        pieces = pieces_of(content, of=model)
        if (pieces - known) & lost:
            authors.add(user)
        known = pieces
    marks = {mark_of(piece) for piece in lost}
    page = int(after.object_id)
    authors |= set(OverwrittenPiece.objects.filter(page=page, mark__in=marks).values_list("user_id", flat=True))
    OverwrittenPiece.objects.bulk_create(
        [
            OverwrittenPiece(page_id=page, user_id=user, mark=mark_of(piece))
            for user in authors
            if user is not None
            for piece in new
        ],
        ignore_conflicts=True,
    )


def copy_overwritten(page_id: int, *, to: Page) -> None:
    """Let a copy that has the versions of its original have these, too. Two queries."""
    rows = OverwrittenPiece.objects.filter(page=page_id).values_list("user_id", "mark")
    OverwrittenPiece.objects.bulk_create(
        [OverwrittenPiece(page_id=to.pk, user_id=user_id, mark=mark) for user_id, mark in rows], ignore_conflicts=True
    )
