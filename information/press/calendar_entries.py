"""Press conferences in the content calendar."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from adminsite.newsroom.calendar import CalendarEntry, CalendarQuery, EntryKind, register_calendar_source
from information.models import PressConferencePage

CONFERENCE = EntryKind("conference", pgettext_lazy("calendar entry", "Press conference"))


@register_calendar_source
def press_conferences(query: CalendarQuery) -> Iterator[CalendarEntry]:
    """Those of the portal, public or not."""
    rows = PressConferencePage.objects.filter(pk__in=query.pages().values("pk"))
    for page in rows.filter(starts_at__range=(query.begins, query.ends)):
        yield CalendarEntry(
            key=f"conference-{page.pk}",
            kind=CONFERENCE,
            title=page.get_admin_display_title(),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            day=timezone.localdate(page.starts_at),
            at=page.starts_at,
            place=page.place,
        )
