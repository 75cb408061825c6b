"""Entries of the content calendar for items that are due by Article 12."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import pgettext_lazy

from adminsite.newsroom.calendar import CalendarEntry, CalendarQuery, EntryKind, register_calendar_source
from home.models import PublicationDeadline

DUE = EntryKind("due", pgettext_lazy("calendar entry", "Due (Article 12)"))


@register_calendar_source
def due_items(query: CalendarQuery) -> Iterator[CalendarEntry]:
    """Items that were never public, on the last day on which they may become so."""
    clocks = PublicationDeadline.objects.for_portal(query.portal.id).open()
    rows = clocks.filter(due__range=(query.first, query.last), page__in=query.pages())
    for row in rows.select_related("page"):
        yield CalendarEntry(
            key=f"due-{row.pk}",
            kind=DUE,
            title=row.page.get_admin_display_title(),
            url=reverse("wagtailadmin_pages:edit", args=[row.pk]),
            day=row.due,
        )
