"""Whether the index can answer, and whether it knows what is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db import DatabaseError
from django.utils import timezone
from wagtail.models import Page
from wagtail.query import PageQuerySet

from home.addresses import HOME_DEPTH
from search.backends import get_backend
from search.models import SearchEntry

# A page just published waits for a worker; that is no fault.
GRACE: Final = timedelta(minutes=10)
# Share of the public pages that must be in the index. A few that cannot be read must not take every server out of
# service; `missing_pages` names them all.
ENOUGH: Final = 0.9


def probe_index() -> str:
    """Say "ok", or what is wrong in words: tables missing, or many public pages not in the index. Three queries."""
    try:
        if not get_backend().is_built():
            return "search: the index does not exist; run migrate"
        expected = _settled_pages().count()
        present = SearchEntry.objects.count()
    except DatabaseError as error:
        return f"search: {type(error).__name__}"
    if present < expected * ENOUGH:
        return f"search: {present} of {expected} public pages are in the index; run rebuild_search_index"
    return "ok"


def missing_pages() -> int:
    """Public pages that should be in the index and are not. One query over all pages: for operators, not for probes."""
    return _settled_pages().public().filter(search_entry=None).count()


def _settled_pages() -> PageQuerySet:
    """Live pages of portals that have been public for a while."""
    long_ago = timezone.now() - GRACE
    return Page.objects.live().filter(depth__gte=HOME_DEPTH, last_published_at__lte=long_ago)
