"""Background work of this app."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts.mail import MAIL_RETRIED
from information.models import DraftPage
from participation.consultation.following.actions import forget_followers
from participation.consultation.following.mails import deliver_confirmation, deliver_news, queue_news, send_left_news
from participation.consultation.mails import CommentMail, deliver, queue_mails, send_left
from participation.contribution import mails as contribution_mails
from participation.contribution.erasing import delete_unused_pictures
from participation.dialogue.erasing import settle_ended_events
from participation.rating.actions import forget_words
from participation.sent_forms.day_marks import forget_day_marks


@shared_task(ignore_result=True)
def erase_personal_data() -> None:
    """Erase the data of senders whose period of keeping is over.

    Raises:
        CommandError: after the others, for senders that could not be erased.
    """
    call_command("erase_personal_data", due=True)


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_comment(comment_id: int, kind: str) -> None:
    """Mail one sender of a comment on a draft. A mail server that does not answer is asked again for half an hour; then
    the operator sees it among the work that failed."""
    deliver(comment_id, CommentMail(kind), at=timezone.now())


@shared_task(ignore_result=True)
def queue_comment_mails(draft_id: int) -> None:
    """Hand over the mails that a public version of a draft makes, one for each comment and each follower."""
    draft = DraftPage.objects.live().filter(pk=draft_id).first()
    if draft is not None:
        queue_mails(draft, at=timezone.now())
        queue_news(draft, at=timezone.now())


@shared_task
def send_left_comment_mails() -> int:
    """Send the mails on comments, and to followers of drafts, that nobody sent. Returns how many."""
    return send_left(at=timezone.now()) + send_left_news(at=timezone.now())


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_draft_confirmation(follower_id: int) -> None:
    """Mail somebody the link by which a draft is followed; retried as `mail_comment` is."""
    deliver_confirmation(follower_id, at=timezone.now())


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_draft_news(follower_id: int) -> None:
    """Mail a follower of a draft what it says; retried as `mail_comment` is."""
    deliver_news(follower_id, at=timezone.now())


@shared_task
def forget_draft_followers() -> int:
    """Delete the addresses that did not confirm, or whose time is over. Returns how many."""
    return forget_followers(at=timezone.now())


@shared_task(ignore_result=True, **MAIL_RETRIED)
def mail_contribution(step_id: int) -> None:
    """Mail the sender of a contribution what happened to it; retried as `mail_comment` is."""
    contribution_mails.deliver(step_id, at=timezone.now())


@shared_task
def send_left_contribution_mails() -> int:
    """Send the mails on contributions that nobody sent. Returns how many."""
    return contribution_mails.send_left(at=timezone.now())


@shared_task(ignore_result=True)
def delete_contribution_pictures(contribution_id: int) -> None:
    """Delete the pictures of a contribution that ended from the library, as far as nothing uses them."""
    delete_unused_pictures(contribution=contribution_id, at=timezone.now())


@shared_task(ignore_result=True)
def forget_traces_of_ratings() -> None:
    """Delete what was kept so that a network rates once a day, and words whose period of keeping is over."""
    today = timezone.localdate()
    forget_day_marks(today=today)
    forget_words(today=today)


@shared_task
def settle_live_events() -> int:
    """Pass on the questions that were not answered at events of former days. Returns how many."""
    now = timezone.now()
    return settle_ended_events(on=timezone.localdate(now), at=now)
