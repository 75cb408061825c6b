"""Mails to followers of drafts: the link to confirm, a later last day, the report, the issue, the abandonment."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from audit.on_commit import enqueue_on_commit
from information.enums import SETTLED_DRAFTS
from participation.consultation.drafts import extension_reason
from participation.consultation.following.actions import LAST_STATES, LINKS, end_following
from participation.mails.claims import send_claimed, unclaimed
from participation.mails.following import mail_follower
from participation.models import DraftFollower
from sites.directory import get_directory

if TYPE_CHECKING:
    from information.models import DraftPage
    from participation.models.draft_follower import DraftFollowerQuerySet

TEMPLATE: Final = "email/participation/draft"
# Lost mails that are handed over at once.
MOST_LEFT: Final = 500


def queue_news(draft: DraftPage, *, at: datetime) -> int:
    """Hand over a mail for each follower of a draft who does not know what it says. Returns how many."""
    return _hand_over(DraftFollower.objects.untold(on=timezone.localdate(at)).filter(page=draft.pk))


def send_left_news(*, at: datetime) -> int:
    """Hand over mails whose task was lost or whose worker died; some at a time. Returns how many."""
    rows = DraftFollower.objects.untold(on=timezone.localdate(at)).filter(unclaimed(at=at))
    with transaction.atomic():
        return _hand_over(rows, most=MOST_LEFT)


def _hand_over(followers: DraftFollowerQuerySet, *, most: int | None = None) -> int:
    found = list(followers.order_by("pk").values_list("pk", flat=True)[:most])
    for key in found:
        enqueue_on_commit("participation.tasks.mail_draft_news", key)
    return len(found)


def deliver_confirmation(follower_id: int, *, at: datetime) -> bool:
    """Mail somebody the link to confirm; not who did, or ended meanwhile. Returns whether a mail went.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    follower = DraftFollower.objects.select_related("page").filter(pk=follower_id, confirmed_at=None).first()
    return follower is not None and _mail(follower, "confirm", {}, at=at)


def deliver_news(follower_id: int, *, at: datetime) -> bool:
    """Mail one follower what the draft says, unless that was done. The row is deleted once nothing more is to come.
    Returns whether a mail went.

    Raises:
        MailNotTaken: the mail server did not take it, and may take it later.
    """
    follower = _claim(follower_id, at=at)
    if follower is None:
        return False
    draft = follower.page
    state = draft.state if draft.state in SETTLED_DRAFTS else ""
    context = {"state": state, "reason": "" if state else extension_reason(draft)}
    known = {"known_state": state, "known_until": draft.closes_on}
    is_sent = send_claimed(follower, lambda: _mail(follower, "news", context, at=at), **known)
    if state in LAST_STATES:
        end_following(follower, at=at)
    return is_sent


@transaction.atomic
def _claim(key: int, *, at: datetime) -> DraftFollower | None:
    """A follower who is to be told now; None where nothing is to go."""
    rows = DraftFollower.objects.untold(on=timezone.localdate(at)).filter(unclaimed(at=at), pk=key)
    follower = rows.select_for_update(of=("self",), no_key=True).select_related("page").first()
    if follower is not None:
        follower.mail_claimed_at = at
        follower.save(update_fields=["mail_claimed_at"])
    return follower


def _mail(follower: DraftFollower, name: str, more: dict[str, Any], *, at: datetime) -> bool:
    """Send one mail. An address that the mail server refuses for good follows no more."""
    record = get_directory().by_id[follower.portal_id]
    with translation.override(follower.language):
        link = record.root_url + reverse("draft_follower", args=[LINKS.token_of(follower)])
        context = {"draft": follower.page, "draft_url": follower.page.full_url, "portal": record, "link": link, **more}
        subject = render_to_string(f"{TEMPLATE}_{name}_subject.txt", context)
        text = render_to_string(f"{TEMPLATE}_{name}.txt", context)
    # Nothing is to be stopped before it was confirmed.
    stop_url = link if follower.confirmed_at is not None else ""
    is_sent = mail_follower(follower, subject=subject, text=text, portal=record, stop_url=stop_url)
    if not is_sent:
        end_following(follower, at=at)
    return is_sent
