"""Background work of questions."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from accounts.mail import MAIL_RETRIED
from qa.desk.succession import give_back_left
from qa.mail.following import end_of_closed, forget_unconfirmed
from qa.mail.kinds import MailState
from qa.mail.queue import send_left
from qa.mail.sender import deliver
from qa.models import QuestionMail
from qa.oversight import figures


@shared_task(ignore_result=True)
def anchor_history() -> None:
    """Keep outside the database where the histories of questions end.

    Raises:
        CommandError: they do not hold, or the storage did not take it.
    """
    call_command("anchor_history")


@shared_task(ignore_result=True, **MAIL_RETRIED)
def send_question_mail(mail_id: int) -> None:
    """Send one mail on a question. A mail server that does not answer is asked again, within seconds and then less
    often, for half an hour; after that its board sees it in a list."""
    deliver(mail_id, at=timezone.now())


@shared_task(ignore_result=True)
def send_mails_to_followers(event_id: int) -> None:
    """Make a task of each mail to a follower that an event made."""
    mails = QuestionMail.objects.filter(event=event_id, state=MailState.QUEUED).exclude(follower=None)
    for key in list(mails.order_by("pk").values_list("pk", flat=True)):
        send_question_mail.delay(key)


@shared_task
def forget_followers() -> int:
    """Erase the addresses of those who asked to follow a question and did not confirm it, and of those whose question
    has been closed for long. Returns how many."""
    now = timezone.now()
    return forget_unconfirmed(at=now) + end_of_closed(at=now)


@shared_task
def send_left_mails() -> int:
    """Send the mails whose task was lost. Returns how many."""
    return send_left(at=timezone.now())


@shared_task
def give_back_left_questions() -> int:
    """Give to their boards the questions of officers whose last day has passed. Returns how many."""
    return give_back_left(at=timezone.now())


@shared_task(ignore_result=True)
def count_questions() -> None:
    """Count the figures of questions again."""
    figures.count_questions(at=timezone.now())
