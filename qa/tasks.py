"""Background work of this app."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from qa import figures, usefulness


@shared_task(ignore_result=True)
def count_questions() -> None:
    """Count the figures of questions anew."""
    figures.count_questions(at=timezone.now())


@shared_task(ignore_result=True)
def forget_useful_marks() -> None:
    """Delete what was kept so that a network says once a day whether an answer was useful."""
    usefulness.forget_marks(today=timezone.localdate())
