"""The content calendar of one portal: what is planned, waits, is approved for later, due, and takes place.

The rooms above register what they put into it (`register_calendar_source`), and see that the person may know of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from django.db.models import CharField, Q, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import pgettext_lazy
from wagtail.models import Page, Revision, WorkflowState
from wagtail.permissions import policy_registry

from adminsite.newsroom.items import EDITED
from adminviews.filters import begins, ends
from members.views.base import portal_url
from oversight.enums import CoverageState
from oversight.queries import assignments_seen_by
from sites.directory import HOME_DEPTH

if TYPE_CHECKING:
    from django.utils.functional import Promise
    from wagtail.query import PageQuerySet

    from accounts.models import User
    from sites.directory import PortalRecord

# A version holds null where nothing is planned, which SQLite tells as a word.
_UNPLANNED: Final = Q(planned=None) | Q(planned="null")
# Of what has no day, as much is shown.
MOST_UNDATED: Final = 30


@dataclass(frozen=True, slots=True)
class EntryKind:
    """A kind of entries; the code is a class in the style sheet."""

    code: str
    label: Promise | str


PLANNED = EntryKind("planned", pgettext_lazy("calendar entry", "Draft"))
WAITING = EntryKind("waiting", pgettext_lazy("calendar entry", "Waits for approval"))
SCHEDULED = EntryKind("scheduled", pgettext_lazy("calendar entry", "Approved, becomes public"))
COVERAGE = EntryKind("coverage", pgettext_lazy("calendar entry", "Coverage of an event"))


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of the calendar.

    Attributes:
        key: tells entries apart, whatever happens to them.
        at: None: the whole day, or no day yet.
        movable: key of the page whose planned time the person may change.
    """

    key: str
    kind: EntryKind
    title: str
    url: str
    day: date | None
    at: datetime | None = None
    place: str = ""
    movable: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarQuery:
    """The portal, the person and the days of which the calendar is read."""

    portal: PortalRecord
    user: User
    first: date
    last: date

    @property
    def begins(self) -> datetime:
        return begins(self.first)

    @property
    def ends(self) -> datetime:
        return ends(self.last)

    def pages(self) -> PageQuerySet:
        """Pages of the portal, homes aside, as far as the person sees them in the explorer."""
        seen = policy_registry.get_by_type(Page).explorable_instances(self.user)
        here = {"path__startswith": self.portal.container_path, "depth__gt": HOME_DEPTH}
        return seen.filter(**here) if self.portal.container_path else seen.none()


Source = Callable[[CalendarQuery], Iterable[CalendarEntry]]
_sources: list[Source] = []


def register_calendar_source(source: Source) -> Source:
    """Register a function that adds entries to the calendar."""
    _sources.append(source)
    return source


def calendar_entries(query: CalendarQuery) -> list[CalendarEntry]:
    """All entries of some days, in the order of the days; of a day what has no time first."""
    entries = [entry for source in _sources for entry in source(query) if entry.day is not None]
    return sorted(entries, key=lambda entry: (entry.day, entry.at is not None, entry.at or query.begins, entry.key))


def undated_entries(query: CalendarQuery) -> list[CalendarEntry]:
    """Drafts and what waits for approval without a planned day, what was written last first."""
    rows = _unpublished(query).filter(_UNPLANNED).order_by("-latest_revision_created_at", "-pk")
    return [_entry(query, page, None) for page in rows[:MOST_UNDATED]]


@register_calendar_source
def pages_of_calendar(query: CalendarQuery) -> Iterator[CalendarEntry]:
    """Drafts and what waits, on the day for which they are planned; what is approved for later."""
    rows = _unpublished(query).filter(planned__gte=_in_utc(query.begins), planned__lte=_in_utc(query.ends))
    for page in rows:
        yield _entry(query, page, parse_datetime(page.planned))
    keys = query.pages().order_by().annotate(key=Cast("pk", CharField())).values("key")
    approved = Revision.page_revisions.filter(object_id__in=keys, approved_go_live_at__range=(query.begins, query.ends))
    times = dict(approved.values_list("object_id", "approved_go_live_at"))
    for page in query.pages().filter(pk__in=[int(key) for key in times]):
        at = times[str(page.pk)]
        yield CalendarEntry(
            key=f"page-{page.pk}",
            kind=SCHEDULED,
            title=page.get_admin_display_title(),
            url=_edit_url(page),
            day=timezone.localdate(at),
            at=at,
        )


@register_calendar_source
def coverage_of_calendar(query: CalendarQuery) -> Iterator[CalendarEntry]:
    """Events that somebody is sent to, as far as the person sees the assignment."""
    seen = assignments_seen_by(query.user, on=timezone.localdate()).for_portal(query.portal.id)
    rows = seen.exclude(state=CoverageState.CANCELLED).filter(starts_at__range=(query.begins, query.ends))
    for row in rows.select_related("person"):
        yield CalendarEntry(
            key=f"coverage-{row.pk}",
            kind=COVERAGE,
            title=f"{row.event} ({row.person})",
            url=portal_url("coverage_assignment", row.pk),
            day=timezone.localdate(row.starts_at),
            at=row.starts_at,
            place=row.place,
        )


def _unpublished(query: CalendarQuery) -> PageQuerySet:
    """Pages whose latest version is neither public nor approved, with the time that it plans."""
    rows = query.pages().filter(EDITED, latest_revision__approved_go_live_at=None)
    # Compared as text: a key of JSON would be compared as JSON.
    planned = Cast(KeyTextTransform("go_live_at", "latest_revision__content"), TextField())
    rows = rows.annotate(planned=planned)
    return rows.exclude(latest_revision=None).prefetch_workflow_states()


def _entry(query: CalendarQuery, page: Any, at: datetime | None) -> CalendarEntry:
    review = page.current_workflow_state
    waits = review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS
    may_move = not waits and page.permissions_for_user(query.user).can_edit()
    return CalendarEntry(
        key=f"page-{page.pk}",
        kind=WAITING if waits else PLANNED,
        title=page.get_admin_display_title(),
        url=_edit_url(page),
        day=timezone.localdate(at) if at else None,
        at=at,
        movable=page.pk if may_move else None,
    )


def _edit_url(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def _in_utc(moment: datetime) -> str:
    """A moment as versions hold it, which sort as text."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def weeks_between(first: date, last: date) -> list[list[date]]:
    """Return whole weeks, Monday first, that hold all days from one to another."""
    monday = first - timedelta(days=first.weekday())
    count = ((last - monday).days // 7) + 1
    return [[monday + timedelta(days=7 * week + day) for day in range(7)] for week in range(count)]
