"""Mails to those who commented on a draft and want them: what was made of their comment, a new last day, the
abandonment."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F, Q, TextChoices
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from audit.on_commit import enqueue_on_commit
from information.enums import REPORTED_DRAFTS, SETTLED_DRAFTS, DraftState
from participation.consents import has_consent, senders_who_agree
from participation.consultation.drafts import extension_reason, shows_responses, takes_comments
from participation.enums.submissions import ConsentPurpose, ModerationState, ViewReason
from participation.mails.claims import send_claimed, unclaimed
from participation.mails.sending import send_to
from participation.models import Comment, DraftFollower, Sender
from participation.personal_data.retention import kept_until
from participation.senders import read_contact
from sites.directory import get_directory
from sites.enums import READABLE_STATES

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.models.comment import CommentQuerySet

TEMPLATE: Final = "email/participation/comment"
# What stands in the link by which somebody stops mails: good for mails alone.
STOPS = signing.Signer(salt="participation.comments")
# In these a later last day is news.
TAKING_OR_COMING: Final = frozenset({DraftState.OPEN, DraftState.COMING})
# Lost mails that are handed over at once, and how old what they tell of may be.
MOST_LEFT: Final = 500
LEFT_WITHIN: Final = timedelta(days=7)


class CommentMail(TextChoices):
    """The facts that a mail names."""

    REPORT = "report"
    EXTENDED = "extended"
    ABANDONED = "abandoned"


def handle_draft_published(draft: DraftPage, *, at: datetime) -> None:
    """Queue the mails that the public version of a draft makes: a later last day, the report, the abandonment. With the
    report, or once the draft is abandoned, the period of keeping the data of the senders begins; where a version puts
    that right it ends, and who was told of the mistake is told again of what follows."""
    enqueue_on_commit("participation.tasks.queue_comment_mails", draft.pk)
    comments = _with_sender(draft)
    if draft.state != DraftState.ABANDONED:
        comments.exclude(mailed_abandoned_at=None).update(mailed_abandoned_at=None)
    if draft.state in SETTLED_DRAFTS:
        end = kept_until(timezone.localdate(at), months=settings.PERSONAL_DATA_KEPT_MONTHS)
        Sender.objects.kept().filter(keep_until=None, comments__in=comments).update(keep_until=end)
        return
    # A mail that is being sent tells of the mistake as well: its worker finds its claim gone, and settles nothing.
    claimed = Q(mail_claimed_at__isnull=False)
    told = Q(mailed_report_at__isnull=False) | claimed
    comments.filter(told).update(mailed_report_at=None, mail_claimed_at=None)
    followers = DraftFollower.objects.filter(page=draft.pk).filter(~Q(known_state="") | claimed)
    followers.update(known_state="", mail_claimed_at=None)
    # What was withheld ended by that decision.
    going_on = comments.exclude(state=ModerationState.WITHHELD)
    Sender.objects.kept().exclude(keep_until=None).filter(comments__in=going_on).update(keep_until=None)


def queue_mails(draft: DraftPage, *, at: datetime) -> int:
    """Hand over a mail for each comment whose sender does not know yet what a public draft says. Returns how many."""
    comments = _with_sender(draft)
    if shows_responses(draft):
        return _hand_over(comments.filter(mailed_report_at=None).settled(), CommentMail.REPORT)
    if draft.state == DraftState.ABANDONED:
        return _hand_over(comments.filter(mailed_abandoned_at=None), CommentMail.ABANDONED)
    if draft.closes_on and takes_comments(draft, on=timezone.localdate(at)):
        return _hand_over(comments.filter(known_until__lt=draft.closes_on), CommentMail.EXTENDED)
    return 0


def _with_sender(draft: DraftPage) -> CommentQuerySet:
    return Comment.objects.of_draft(draft).exclude(state=ModerationState.WITHDRAWN).exclude(sender=None)


def send_left(*, at: datetime) -> int:
    """Hand over mails whose task was lost, whose worker died, or that were not due when the draft was published; some
    at a time. Returns how many."""
    today = timezone.localdate(at)
    with transaction.atomic():
        rows = Comment.objects.filter(unclaimed(at=at), page__live=True).exclude(sender=None)
        since = at - LEFT_WITHIN
        is_new = Q(page__last_published_at__gte=since) | Q(moderated_at__gte=since) | Q(answered_at__gte=since)
        rows = rows.filter(is_new, portal__state__in=READABLE_STATES)
        reported = rows.filter(page__state__in=REPORTED_DRAFTS, mailed_report_at=None).settled()
        extended = rows.exclude(state=ModerationState.WITHDRAWN).exclude(page__state__in=SETTLED_DRAFTS)
        extended = extended.filter(page__closes_on__gte=today, known_until__lt=F("page__closes_on"))
        abandoned = rows.exclude(state=ModerationState.WITHDRAWN).filter(mailed_abandoned_at=None)
        abandoned = abandoned.filter(page__state=DraftState.ABANDONED)
        count = _hand_over(reported, CommentMail.REPORT, most=MOST_LEFT)
        count += _hand_over(abandoned, CommentMail.ABANDONED, most=MOST_LEFT)
        return count + _hand_over(extended, CommentMail.EXTENDED, most=MOST_LEFT)


def _hand_over(comments: CommentQuerySet, kind: CommentMail, *, most: int | None = None) -> int:
    wants = senders_who_agree(comments.values("sender"), ConsentPurpose.NOTICES)
    keys = comments.filter(sender__in=wants).order_by("pk").values_list("pk", flat=True)
    found = list(keys[:most])
    for key in found:
        enqueue_on_commit("participation.tasks.mail_comment", key, kind.value)
    return len(found)


def deliver(comment_id: int, kind: CommentMail, *, at: datetime) -> bool:
    """Mail one sender, unless that was done, is not wanted any more or is no news. Returns whether a mail went.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    claimed = _claim(comment_id, kind, at=at)
    if claimed is None:
        return False
    comment, sender, settled = claimed

    def send_mail() -> bool:
        about = f"participation.comment:{comment.pk}"
        address = read_contact(sender, by=None, at=at, why=ViewReason.NOTICE, about=about).email
        return bool(address) and _mail(comment, kind, address)

    return send_claimed(comment, send_mail, **settled)


@transaction.atomic
def _claim(key: int, kind: CommentMail, *, at: datetime) -> tuple[Comment, Sender, dict[str, Any]] | None:
    """A comment whose sender is to be told now, and the values of its columns once that is done; None where nothing is
    to go."""
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("sender", "page")
    rows = rows.filter(unclaimed(at=at), pk=key, portal__state__in=READABLE_STATES)
    comment = rows.exclude(sender=None).exclude(state=ModerationState.WITHDRAWN).first()
    if comment is None or comment.sender is None or not has_consent(comment.sender, ConsentPurpose.NOTICES):
        return None
    settled: dict[str, Any]
    if kind == CommentMail.REPORT:
        is_settled = Comment.objects.filter(pk=key).settled().exists()
        if comment.mailed_report_at is not None or not is_settled or not shows_responses(comment.page):
            return None
        settled = {"mailed_report_at": at}
    elif kind == CommentMail.ABANDONED:
        is_abandoned = comment.page.live and comment.page.state == DraftState.ABANDONED
        if comment.mailed_abandoned_at is not None or not is_abandoned:
            return None
        settled = {"mailed_abandoned_at": at}
    else:
        last = comment.page.closes_on
        if not comment.page.live or comment.page.state_on(timezone.localdate(at)) not in TAKING_OR_COMING:
            return None
        if comment.known_until is None or last is None or last <= comment.known_until:
            return None
        settled = {"known_until": last}
    comment.mail_claimed_at = at
    comment.save(update_fields=["mail_claimed_at"])
    return comment, comment.sender, settled


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


def _mail(comment: Comment, kind: CommentMail, address: str) -> bool:
    """Send one mail. False: there is no such address."""
    record = get_directory().by_id[comment.portal_id]
    with translation.override(comment.language):
        stop_url = record.root_url + reverse("comment_mails", args=[stop_token(comment)])
        context = {
            "comment": comment,
            "draft": comment.page,
            "kind": kind.value,
            "reason": extension_reason(comment.page) if kind == CommentMail.EXTENDED else "",
            "portal": record,
            "draft_url": comment.page.full_url,
            "comments_url": record.root_url + reverse("draft_comments", args=[comment.page_id]),
            "stop_url": stop_url,
        }
        subject = render_to_string(f"{TEMPLATE}_subject.txt", context)
        text = render_to_string(f"{TEMPLATE}.txt", context)
    return send_to(address, about=comment, subject=subject, text=text, reply_to=record.email, stop_url=stop_url)
