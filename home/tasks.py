"""Background work of pages."""

from __future__ import annotations

from celery import shared_task
from wagtail.models import Page, Revision

from home.contentcheck.link_checks import MAX_LINKS, check_links
from home.contentcheck.page_checks import external_links
from home.models import PortalBranding
from home.outbound.client import MAX_REDIRECTS, REQUEST_TIMEOUT
from home.publication.pictures import BANNER_SPECS, LOGO_SPECS, delete_files, delete_unseen_files, make_files
from home.serving.preloading import pictures_of
from library.files.usage import is_shown
from library.models import PortalImage


@shared_task
def make_page_pictures(page_id: int) -> int:
    """Make the files of all pictures of a live page, so that no reader waits for them. Returns how many there are.

    Making them takes a while: those of pictures that nobody sees any more are taken away again.
    """
    page = Page.objects.live().filter(pk=page_id).specific().first()
    pictures = pictures_of(page) if page is not None else []
    made = make_files(pictures)
    delete_files(pictures)
    return made


@shared_task
def make_look_pictures(site_id: int) -> int:
    """Make the files of the logo and the banner that a portal wears in public, so that no reader waits for them.
    Returns how many there are."""
    row = PortalBranding.objects.select_related("logo", "banner").filter(site=site_id).first()
    logos = [row.logo] if row is not None and row.logo and is_shown(row.logo) else []
    banners = [row.banner] if row is not None and row.banner and is_shown(row.banner) else []
    made = make_files(logos, LOGO_SPECS) + make_files(banners, BANNER_SPECS)
    delete_files([*logos, *banners])
    return made


@shared_task
def take_away_pictures(image_ids: list[int]) -> int:
    """Delete the files of pictures that the public sees nowhere. Returns of how many."""
    return delete_files(PortalImage.objects.filter(pk__in=image_ids))


@shared_task
def take_away_unseen_pictures() -> int:
    """Delete the files of all pictures that public pages would show and none does. Returns of how many."""
    return delete_unseen_files()


@shared_task(time_limit=MAX_LINKS * (MAX_REDIRECTS + 1) * REQUEST_TIMEOUT * 2)
def follow_links(revision_id: int) -> int:
    """Follow the external links of a submitted version. Returns how many could not be opened."""
    revision = Revision.objects.filter(pk=revision_id).first()
    return len(check_links(revision.pk, external_links(revision.as_object()))) if revision is not None else 0
