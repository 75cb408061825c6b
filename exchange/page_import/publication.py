"""Verb of an imported page that becomes public: it was first published on the former portal."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page

from exchange.models import IncomingItem
from home.models import ClockedPage
from home.timeliness.clocks import keep_clock


def keep_day_of_former_portal(page: Page) -> None:
    """Write when a page was first published on the portal from which it was imported, and stop its clock on that day.
    In the transaction of its publication, whether its clock was stopped before or will be."""
    there = IncomingItem.objects.filter(page=OuterRef("pk"), published_at__isnull=False).values("published_at")[:1]
    rows = Page.objects.filter(pk=page.pk, incoming_items__published_at__lt=F("first_published_at"))
    if not rows.update(first_published_at=Subquery(there)):
        return
    whole = page.specific
    whole.refresh_from_db(fields=["first_published_at"])
    page.first_published_at = whole.first_published_at
    if isinstance(whole, ClockedPage):
        keep_clock(whole, published_at=whole.first_published_at)
