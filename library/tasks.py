"""Background work of the library."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from library import leftovers
from library.files import checked


@shared_task
def delete_unfinished_uploads() -> int:
    """Delete what was sent in and never became a picture or a document. Returns how many files."""
    return checked.delete_unfinished_uploads(at=timezone.now())


@shared_task
def delete_leftover_renditions() -> int:
    """Delete files of pictures in the public folder that lost their row. Returns how many."""
    return leftovers.delete_leftover_renditions(at=timezone.now())
