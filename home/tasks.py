"""Background work of pages."""

from __future__ import annotations

from celery import shared_task
from wagtail.models import Page

from home.pictures import make_files
from home.preloading import pictures_of


@shared_task
def make_page_pictures(page_id: int) -> int:
    """Make the files of all pictures of a live page, so that no reader waits for them. Returns how many there are."""
    page = Page.objects.live().filter(pk=page_id).specific().first()
    return make_files(pictures_of(page)) if page is not None else 0
