"""Background work of this app."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from information.press.press_requests import forget_unanswered


@shared_task(ignore_result=True)
def erase_personal_data() -> None:
    """Erase the data of senders whose period of keeping is over, and requests of the press that nobody answered.

    Raises:
        CommandError: after the others, for senders that could not be erased.
    """
    try:
        call_command("erase_personal_data", due=True)
    finally:
        forget_unanswered(at=timezone.now())
