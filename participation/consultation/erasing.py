"""Erasing of comments with the data of their sender: the words as they were sent, their files, and the name. What the
board published of them stays, and so does the response. The words of those who left neither name nor contact go as
late. Beside it: what follows a corrected name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from audit.locking import atomic_refusing_deadlocks
from home.models import PublicVersion
from information.enums import SETTLED_DRAFTS
from information.models import DraftPage
from participation.consultation.actions import content_hash_of, empty_comment, record_comment_event
from participation.consultation.files import erase_comment_files
from participation.enums import CommentEventKind, CommentState
from participation.erasing import register_corrected, register_erased
from participation.models import Comment, CommentFile
from participation.personal_data.contacts import initials
from participation.personal_data.retention import kept_until
from sites.locking import locked_portal

if TYPE_CHECKING:
    from participation.models import Sender


def hold_comments_of(sender_key: int) -> None:
    """Lock the comments of a sender before the sender, as their verbs do."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).filter(sender=sender_key)
    list(rows.order_by("pk").values_list("pk"))


def erase_comments_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender wrote."""
    for comment in Comment.objects.filter(sender=sender).select_related("portal", "page"):
        _empty_words(comment, at=at)


def erase_unsigned(*, on: date, at: datetime) -> int:
    """Empty the words, as they were sent, of comments without a sender, where the public reads other words or none, or
    where files came with them, and the period since the report or the abandonment of the draft ended before a day.
    Returns how many."""
    has_files = Exists(CommentFile.objects.kept().filter(comment=OuterRef("pk")))
    due = Comment.objects.filter(sender=None).filter((~Q(text="") & ~Q(state=CommentState.PUBLISHED)) | has_files)
    count = 0
    for draft in DraftPage.objects.filter(state__in=SETTLED_DRAFTS, pk__in=due.values("page")).order_by("pk"):
        since = _settled_since(draft)
        if since is None or kept_until(timezone.localdate(since), months=settings.PERSONAL_DATA_KEPT_MONTHS) >= on:
            continue
        for portal_id in list(due.filter(page=draft).order_by("portal").values_list("portal", flat=True).distinct()):
            with atomic_refusing_deadlocks():
                locked_portal(portal_id)
                rows = due.filter(page=draft, portal=portal_id).select_for_update(of=("self",), no_key=True)
                for comment in rows.select_related("portal", "page").order_by("pk"):
                    _empty_words(comment, at=at)
                    count += 1
    return count


def _settled_since(draft: DraftPage) -> datetime | None:
    """Since when the public versions have said that the draft is settled; None: the last does not."""
    since = None
    for version in PublicVersion.objects.filter(page=draft.pk).select_related("revision").order_by("-number"):
        if version.revision.content.get("state") not in SETTLED_DRAFTS:
            break
        since = version.published_at
    return since


def _empty_words(comment: Comment, *, at: datetime) -> None:
    """Empty the words of a comment that is locked. What the board has not looked at is taken back: nobody could read
    it any more."""
    if comment.state == CommentState.RECEIVED:
        empty_comment(comment, at=at)
        record_comment_event(CommentEventKind.COMMENT_WITHDRAWN, comment, portal=comment.portal, by=None, at=at)
    erase_comment_files(comment, at=at)
    comment.text = comment.public_name = ""
    # The hash of words tells them to whoever guesses them; that of public ones tells nothing.
    comment.content_hash = content_hash_of(comment.public_text) if comment.public_text else ""
    comment.save()


def correct_names_of(sender: Sender) -> None:
    """Where the name is public, readers see the initials of the corrected one."""
    Comment.objects.filter(sender=sender).exclude(public_name="").update(public_name=initials(sender.facts.name))


register_corrected(correct_names_of)
register_erased(hold=hold_comments_of, erase=erase_comments_of)
