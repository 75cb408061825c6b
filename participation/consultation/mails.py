"""Mails to those who commented on a draft and want them: what was made of their comment, and a new last day."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import TextChoices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from accounts.mail import one_line, send
from audit.on_commit import enqueue_on_commit
from information.enums import REPORTED_DRAFTS, SETTLED_DRAFTS
from participation.consents import has_consent, senders_who_agree
from participation.consultation.drafts import shows_responses, takes_comments
from participation.enums import CommentState, ConsentPurpose, ViewReason
from participation.errors import SealNotOpened, SenderErased
from participation.models import Comment, Sender
from participation.personal_data.retention import kept_until
from participation.senders import read_contact
from sites.directory import get_directory

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.models.comment import CommentQuerySet

TEMPLATE: Final = "email/participation/comment"
# What stands in the link by which somebody stops mails: good for mails alone.
STOPS = signing.Signer(salt="participation.comments")
# Lost mails that are handed over at once.
MOST_LEFT: Final = 500


class CommentMail(TextChoices):
    """The facts that a mail names."""

    REPORT = "report"
    EXTENDED = "extended"


def follow_published(draft: DraftPage, *, at: datetime) -> None:
    """Queue the mails that the public version of a draft makes: a later last day, and the report. With the report, or
    once the draft is abandoned, the period of keeping the data of the senders begins."""
    enqueue_on_commit("participation.tasks.queue_comment_mails", draft.pk)
    if draft.state in SETTLED_DRAFTS:
        end = kept_until(timezone.localdate(at), months=settings.PERSONAL_DATA_KEPT_MONTHS)
        comments = _with_sender(draft)
        Sender.objects.kept().filter(keep_until=None, comments__in=comments).update(keep_until=end)


def queue_mails(draft: DraftPage, *, at: datetime) -> int:
    """Hand over a mail for each comment whose sender does not know yet what a public draft says. Returns how many."""
    comments = _with_sender(draft)
    if shows_responses(draft):
        return _hand_over(comments.filter(mailed_report_at=None).settled(), CommentMail.REPORT)
    if draft.closes_on and takes_comments(draft, on=timezone.localdate(at)):
        return _hand_over(comments.filter(known_until__lt=draft.closes_on), CommentMail.EXTENDED)
    return 0


def _with_sender(draft: DraftPage) -> CommentQuerySet:
    return Comment.objects.of_draft(draft).exclude(state=CommentState.WITHDRAWN).exclude(sender=None)


def send_left() -> int:
    """Hand over mails on public reports whose task was lost, or that were not due when the report came out; some at a
    time. Returns how many."""
    with transaction.atomic():
        reported = Comment.objects.filter(page__live=True, page__state__in=REPORTED_DRAFTS, mailed_report_at=None)
        return _hand_over(reported.exclude(sender=None).settled(), CommentMail.REPORT, most=MOST_LEFT)


def _hand_over(comments: CommentQuerySet, kind: CommentMail, *, most: int | None = None) -> int:
    wants = senders_who_agree(comments.values("sender"), ConsentPurpose.NOTICES)
    keys = comments.filter(sender__in=wants).order_by("pk").values_list("pk", flat=True)
    found = list(keys[:most])
    for key in found:
        enqueue_on_commit("participation.tasks.mail_comment", key, kind.value)
    return len(found)


def deliver(comment_id: int, kind: CommentMail, *, at: datetime) -> bool:
    """Mail one sender, unless that was done, is not wanted any more or is no news. Returns whether a mail went.

    It is claimed before it goes, so that two workers never send it twice.

    Raises:
        OSError: the mail server did not take it.
    """
    claimed = _claim(comment_id, kind, at=at)
    if claimed is None:
        return False
    comment, sender, former = claimed
    try:
        about = f"participation.comment:{comment.pk}"
        facts = read_contact(sender, by=None, at=at, why=ViewReason.NOTICE, about=about)
        if not facts.email:
            return False
        _mail(comment, kind, facts.email)
    except (SenderErased, SealNotOpened, ValueError):
        # Nobody is there to be mailed, or the address is none.
        return False
    except BaseException:
        Comment.objects.filter(pk=comment.pk).update(**former)
        raise
    return True


@transaction.atomic
def _claim(key: int, kind: CommentMail, *, at: datetime) -> tuple[Comment, Sender, dict[str, Any]] | None:
    """A comment whose sender is to be told now, and what stood in its columns before; None where nothing is to go."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("sender", "page")
    comment = rows.filter(pk=key).exclude(sender=None).exclude(state=CommentState.WITHDRAWN).first()
    if comment is None or comment.sender is None or not has_consent(comment.sender, ConsentPurpose.NOTICES):
        return None
    former: dict[str, Any]
    if kind == CommentMail.REPORT:
        is_settled = Comment.objects.filter(pk=key).settled().exists()
        if comment.mailed_report_at is not None or not is_settled or not shows_responses(comment.page):
            return None
        former, comment.mailed_report_at = {"mailed_report_at": None}, at
    else:
        last = comment.page.closes_on
        if comment.known_until is None or last is None or last <= comment.known_until:
            return None
        former, comment.known_until = {"known_until": comment.known_until}, last
    comment.save(update_fields=[*former])
    return comment, comment.sender, former


def stop_token(comment: Comment) -> str:
    """Sign the key of a comment for the link that stops its mails. The link does not expire."""
    return STOPS.sign_object(comment.pk)


def comment_of_stop(token: str, *, portal_id: int) -> Comment | None:
    """The comment of such a link, on its own portal."""
    try:
        key = STOPS.unsign_object(token)
    except signing.BadSignature:
        return None
    rows = Comment.objects.filter(portal=portal_id, pk=key).exclude(sender=None)
    return rows.select_related("sender", "page").first()


def _mail(comment: Comment, kind: CommentMail, address: str) -> None:
    record = get_directory().by_id[comment.portal_id]
    with translation.override(comment.language):
        stop_url = record.root_url + reverse("comment_mails", args=[stop_token(comment)])
        context = {
            "comment": comment,
            "draft": comment.page,
            "kind": kind.value,
            "portal": record,
            "draft_url": comment.page.full_url,
            "comments_url": record.root_url + reverse("draft_comments", args=[comment.page_id]),
            "stop_url": stop_url,
        }
        send(
            address,
            subject=one_line(render_to_string(f"{TEMPLATE}_subject.txt", context)),
            text=render_to_string(f"{TEMPLATE}.txt", context),
            reply_to=record.email,
            stop_url=stop_url,
        )
