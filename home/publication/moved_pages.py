"""Verb of a page that gets another slug or place: its address, and those below it, lead on."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q
from wagtail.models import Page

from editorial.review.reviewable import portal_of
from editorial.withdrawal.redirects import keep_addresses, without_named
from home.serving.addresses import url_parts
from sites.directory import HOME_DEPTH


def keep_addresses_of_moved(page: Page, url_path: str, *, at: datetime) -> None:
    """Let the address that a page had, and those of pages below it, lead to where they are now.

    What no one could ever read there has no address to keep. Where a person named another page instead of one that was
    withdrawn, that stays.

    Args:
        url_path: of the row, before it changed.
    """
    if page.depth <= HOME_DEPTH:
        return
    was_public = Q(live=True) | Q(first_published_at__isnull=False)
    pages = Page.objects.filter(was_public, path__startswith=page.path).order_by("path")
    former: dict[str, int] = {}
    withdrawn: dict[str, int] = {}
    for pk, path, now, is_live in pages.values_list("pk", "path", "url_path", "live").iterator():
        if parts := url_parts(path, url_path + now.removeprefix(page.url_path)):
            (former if is_live else withdrawn)[parts[2]] = pk
    portal = portal_of(page)
    keep_addresses(portal, former | without_named(portal, withdrawn), at=at)
