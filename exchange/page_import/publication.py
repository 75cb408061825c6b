"""Verb of an imported page that becomes public: it was first published on the former portal."""

from __future__ import annotations

from django.db.models import F, OuterRef, Subquery
from wagtail.models import Page

from exchange.models import IncomingItem


def keep_day_of_former_portal(page: Page) -> None:
    """Write when a page was first published on the portal from which it was imported. In the transaction of its
    publication."""
    there = IncomingItem.objects.filter(page=OuterRef("pk"), published_at__isnull=False).values("published_at")[:1]
    rows = Page.objects.filter(pk=page.pk, incoming_items__published_at__lt=F("first_published_at"))
    rows.update(first_published_at=Subquery(there))
