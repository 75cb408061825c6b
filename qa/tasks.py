"""Background work of questions."""

from __future__ import annotations

from celery import shared_task
from django.core.management import call_command


@shared_task(ignore_result=True)
def anchor_history() -> None:
    """Keep outside the database where the histories of questions end.

    Raises:
        CommandError: they do not hold, or the storage did not take it.
    """
    call_command("anchor_history")
