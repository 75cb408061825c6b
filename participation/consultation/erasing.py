"""Erasing of comments with the data of their sender: the words as they were sent, their files, and the name. What the
board published of them stays, and so does the response. The words of those who left neither name nor contact go as
late. Beside it: what follows a corrected name."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from home.models import PublicVersion
from information.enums import SETTLED_DRAFTS
from information.models import DraftPage
from participation.consultation.actions.locking import record_comment_event
from participation.consultation.actions.withdrawing import empty_comment
from participation.consultation.files import erase_comment_files
from participation.enums.comments import CommentEventKind
from participation.enums.submissions import ModerationState
from participation.erasing import (
    Erasures,
    lock_of_sender,
    one_by_one,
    register_erasure,
    register_name_correction,
    start_retention,
)
from participation.models import Comment, CommentFile, Sender
from participation.permissions import archived_portals
from participation.personal_data.contacts import initials
from participation.personal_data.retention import first_kept_end

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from sites.models import Portal


def erase_comments_of(sender: Sender, at: datetime) -> None:
    """Empty what a sender wrote."""
    for comment in Comment.objects.filter(sender=sender).select_related("portal", "page"):
        _empty_words(comment, at=at)


def settle_left(*, on: date, at: datetime) -> Erasures:
    """Let the period of keeping begin for senders of comments whose matter nobody ends any more: the portal was
    archived, or the draft has been given up."""
    left = Comment.objects.filter(Q(portal__in=archived_portals()) | Q(page__in=_given_up_before(on)))
    return start_retention(Sender.objects.filter(comments__in=left), on=on, at=at)


def erase_unsigned(*, on: date, at: datetime) -> Erasures:
    """Empty the words, as they were sent, of comments without a sender, where the public reads other words or none, or
    where files came with them, and the period ended before a day: since the report, since the draft was abandoned or
    given up, or since the portal was archived. The comments on each draft as `participation.erasing.one_by_one` says,
    which names the draft where it fails."""
    has_files = Exists(CommentFile.objects.kept().filter(comment=OuterRef("pk")))
    due = Comment.objects.filter(sender=None).filter((~Q(text="") & ~Q(state=ModerationState.PUBLISHED)) | has_files)
    first = first_kept_end(on, months=settings.PERSONAL_DATA_KEPT_MONTHS)
    settled = DraftPage.objects.filter(state__in=SETTLED_DRAFTS, pk__in=due.values("page"))
    drafts = [key for key in settled.values_list("pk", flat=True) if _is_settled_before(first, key)]
    is_archived = Q(portal__in=archived_portals(), portal__archived_at__date__lt=first)
    over = due.filter(Q(page__in=drafts) | Q(page__in=_given_up_before(first)) | is_archived)

    def erase(key: int, portal: Portal) -> int:
        rows = due.filter(page=key, portal=portal).select_for_update(of=("self",), no_key=True)
        found = list(rows.select_related("portal", "page").order_by("pk"))
        for comment in found:
            _empty_words(comment, at=at)
        return len(found)

    rows = over.order_by("page", "portal").values_list("page", "portal").distinct()
    return Erasures(*one_by_one(rows, erase, failure="The words of comments on draft %s were not erased"))


def _given_up_before(day: date) -> QuerySet[DraftPage]:
    """Drafts that had not been public for DRAFT_GIVEN_UP_MONTHS before a day. No verb says that a draft will not come
    back: its page is withdrawn, and that is all."""
    versions = PublicVersion.objects.filter(page=OuterRef("pk")).order_by("-number")
    drafts = DraftPage.objects.filter(live=False).annotate(public_until=Subquery(versions.values("ended_at")[:1]))
    return drafts.filter(public_until__date__lt=first_kept_end(day, months=settings.DRAFT_GIVEN_UP_MONTHS)).values("pk")


def _is_settled_before(day: date, draft_key: int) -> bool:
    """Whether the public versions of a draft have said since before a day that it is settled."""
    since = None
    versions = PublicVersion.objects.filter(page=draft_key).order_by("-number")
    # Revisions hold the whole text: their state alone is read.
    for state, published_at in versions.values_list("revision__content__state", "published_at"):
        if state not in SETTLED_DRAFTS:
            break
        since = published_at
    return since is not None and timezone.localdate(since) < day


def _empty_words(comment: Comment, *, at: datetime) -> None:
    """Empty the words of a comment that is locked. What the board has not looked at is taken back: nobody could read
    it any more."""
    if comment.state == ModerationState.RECEIVED:
        empty_comment(comment, at=at)
        record_comment_event(CommentEventKind.COMMENT_WITHDRAWN, comment, portal=comment.portal, by=None, at=at)
    erase_comment_files(comment, at=at)
    comment.text = comment.public_name = ""
    # The hash of words tells them to whoever guesses them; that of public ones tells nothing.
    comment.content_hash = comment.public_hash
    comment.save()


def correct_names_of(sender: Sender) -> None:
    """Where the name is public, readers see the initials of the corrected one."""
    Comment.objects.filter(sender=sender).exclude(public_name="").update(public_name=initials(sender.facts.name))


register_name_correction(correct_names_of)
register_erasure(hold=lock_of_sender(Comment), erase=erase_comments_of)
