"""Background work of this app."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def erase_personal_data() -> None:
    """Erase the data of senders whose period of keeping is over.

    Raises:
        CommandError: after the others, for senders that could not be erased.
    """
    call_command("erase_personal_data", due=True)
