"""Background work of pages."""

from __future__ import annotations

from celery import shared_task
from wagtail.models import Page, Revision

from home.content_checks import external_links
from home.link_checks import MAX_LINKS, MAX_REDIRECTS, STEP_SECONDS, check_links
from home.pictures import make_files
from home.preloading import pictures_of


@shared_task
def make_page_pictures(page_id: int) -> int:
    """Make the files of all pictures of a live page, so that no reader waits for them. Returns how many there are."""
    page = Page.objects.live().filter(pk=page_id).specific().first()
    return make_files(pictures_of(page)) if page is not None else 0


@shared_task(time_limit=MAX_LINKS * (MAX_REDIRECTS + 1) * STEP_SECONDS * 2)
def follow_links(revision_id: int) -> int:
    """Follow the external links of a submitted version. Returns how many could not be opened."""
    revision = Revision.objects.filter(pk=revision_id).first()
    return len(check_links(revision.pk, external_links(revision.as_object()))) if revision is not None else 0
