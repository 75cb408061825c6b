"""Verbs of followers of drafts: ask, confirm by a link, end by another or by time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.events import record_event
from audit.on_commit import enqueue_on_commit
from audit.sealing.seals import new_token
from information.enums import SETTLED_DRAFTS, DraftState
from participation.consultation.drafts import live_draft
from participation.enums.comments import CommentEventKind
from participation.errors import FollowingClosed
from participation.mails.following import ASKED_AGAIN_AFTER, CONFIRM_WITHIN, FollowerLinks, may_mail_unproved
from participation.models import DraftFollower
from participation.personal_data.ciphers import contact_digest
from participation.throttled_actions import MAILING_FOLLOW_LINK
from sites.directory import get_directory
from sites.enums import PortalState
from sites.locking import locked_portal

if TYPE_CHECKING:
    from information.models import DraftPage

LINKS: Final = FollowerLinks(DraftFollower, salt="participation.draft_followers")
# After these nothing is to come.
LAST_STATES: Final = frozenset({DraftState.ISSUED, DraftState.ABANDONED})


def can_be_followed(draft: DraftPage, *, on: date) -> bool:
    """Whether something is to come of a draft: it takes comments, did or will, and has no report yet."""
    return draft.live and draft.state_on(on) not in SETTLED_DRAFTS


@transaction.atomic
def ask_to_follow(draft: DraftPage, *, address: str, language: str, at: datetime) -> None:
    """Mail an address the link by which it follows a draft. One that follows it already gets nothing, nor does one that
    got enough of such mails today: what is answered tells nothing of who follows.

    Raises:
        FollowingClosed: nothing is to come of the draft, or its portal takes nothing.
    """
    record = get_directory().for_path(draft.path)
    if record is None:
        raise FollowingClosed
    portal = locked_portal(record.id)
    stored = live_draft(draft.pk, record.container_path)
    if portal.state != PortalState.LIVE or stored is None or not can_be_followed(stored, on=timezone.localdate(at)):
        raise FollowingClosed
    follower = DraftFollower.objects.for_portal(portal).filter(page=stored).with_address(address).first()
    if follower is None:
        follower = DraftFollower(portal=portal, page=stored, secret=new_token())
        follower.put(address)
    elif follower.confirmed_at is not None or follower.asked_at > at - ASKED_AGAIN_AFTER:
        return
    if not may_mail_unproved(contact_digest(address), at=at, action=MAILING_FOLLOW_LINK):
        return
    follower.asked_at, follower.language, follower.known_until = at, language, stored.closes_on
    follower.save()
    enqueue_on_commit("participation.tasks.mail_draft_confirmation", follower.pk)


@transaction.atomic
def confirm_following(follower: DraftFollower, *, at: datetime) -> None:
    """Begin to mail somebody who proved by the link that the address is theirs; the address of somebody who is late is
    deleted. Writes an event, which does not say who."""
    portal = locked_portal(follower.portal_id)
    asked = DraftFollower.objects.for_portal(portal).filter(pk=follower.pk, confirmed_at=None)
    asked.filter(asked_at__lt=at - CONFIRM_WITHIN).delete()
    if asked.filter(asked_at__gte=at - CONFIRM_WITHIN).update(confirmed_at=at):
        record_event(CommentEventKind.DRAFT_FOLLOWED, portal=portal, at=at, by=None, page=follower.page_id)


@transaction.atomic
def end_following(follower: DraftFollower, *, at: datetime) -> None:
    """Delete the row of a follower. Writes an event where the address was confirmed."""
    portal = locked_portal(follower.portal_id)
    rows = DraftFollower.objects.for_portal(portal).select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk=follower.pk).first()
    if row is not None:
        row.delete()
        if row.confirmed_at is not None:
            record_event(CommentEventKind.DRAFT_UNFOLLOWED, portal=portal, at=at, by=None, page=row.page_id)


def forget_followers(*, at: datetime) -> int:
    """Delete those who did not confirm in time, and end those who confirmed so long ago that they may have forgotten
    it, on a portal that was archived, or that were told of the last step of the draft. Returns how many."""
    number, _models = DraftFollower.objects.filter(confirmed_at=None, asked_at__lt=at - CONFIRM_WITHIN).delete()
    since = at - timedelta(days=settings.DRAFT_FOLLOWERS_KEPT_DAYS)
    ended = Q(confirmed_at__lt=since) | Q(portal__state=PortalState.ARCHIVED) | Q(known_state__in=LAST_STATES)
    over = list(DraftFollower.objects.confirmed().filter(ended).order_by("pk"))
    for follower in over:
        end_following(follower, at=at)
    return number + len(over)
