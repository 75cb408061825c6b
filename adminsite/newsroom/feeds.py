"""The content calendar at a secret address, for programs of calendars. Each person has one address for each portal."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.core import signing
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.utils import timezone
from icalendar import Calendar, Event

from adminsite.enums import AdminEventKind
from adminsite.models import CalendarFeed
from adminsite.newsroom.calendar import CalendarEntry, CalendarQuery, calendar_entries
from audit.events import record_event
from members.access.actor import lock_actor
from members.access.scope import scope_of
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User
    from sites.models import Portal

_SALT: Final = "content calendar"
# Days before and after today that the feed tells of.
PAST, AHEAD = timedelta(days=31), timedelta(days=183)
LENGTH: Final = timedelta(hours=1)
NONCE_BYTES: Final = 24


@transaction.atomic
def make_address(portal: Portal, *, by: User, at: datetime) -> CalendarFeed:
    """Give the person a secret address for the calendar of a portal; one that there was leads nowhere from now on."""
    lock_actor(by)
    values = {"nonce": secrets.token_urlsafe(NONCE_BYTES), "made_at": at}
    feed, _made = CalendarFeed.objects.update_or_create(user=by, portal=portal, defaults=values)
    record_event(AdminEventKind.CALENDAR_ADDRESS_MADE, portal=portal, at=at, by=by)
    return feed


@transaction.atomic
def end_address(portal: Portal, *, by: User, at: datetime) -> None:
    """End the person's secret address for the calendar of a portal; nothing where there is none."""
    lock_actor(by)
    if CalendarFeed.objects.for_portal(portal).filter(user=by).delete()[0]:
        record_event(AdminEventKind.CALENDAR_ADDRESS_ENDED, portal=portal, at=at, by=by)


def token_of(feed: CalendarFeed) -> str:
    """Sign what the address holds, so that the database alone gives nobody an address."""
    return signing.Signer(salt=_SALT).sign_object([feed.pk, feed.nonce])


def feed_of(token: str) -> CalendarFeed | None:
    """The feed of an address; None for what we did not write, or what was renewed or ended since."""
    try:
        key, nonce = signing.Signer(salt=_SALT).unsign_object(token)
        return CalendarFeed.objects.select_related("user").get(pk=key, nonce=nonce)
    except (signing.BadSignature, ObjectDoesNotExist, TypeError, ValueError):
        return None


def calendar_of(feed: CalendarFeed, *, today: date) -> Calendar | None:
    """Build the calendar that the person may read today; None where the person has no part in the portal any more."""
    record = get_directory().by_id.get(feed.portal_id)
    scope = scope_of(feed.user, on=today)
    if record is None or record not in scope.content_records:
        return None
    query = CalendarQuery(record, feed.user, today - PAST, today + AHEAD)
    calendar = Calendar()
    calendar.add("prodid", "-//cityportal//lich bien tap//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", record.name)
    for entry in calendar_entries(query):
        calendar.add_component(_event(entry, host=record.host))
    calendar.add_missing_timezones()
    return calendar


def _event(entry: CalendarEntry, *, host: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("summary", f"{entry.kind.label}: {entry.title}")
    event.add("dtstamp", timezone.now())
    if entry.at is not None:
        starts = timezone.localtime(entry.at)
        event.add("dtstart", starts)
        event.add("dtend", starts + LENGTH)
    elif entry.day is not None:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
    event.add("url", f"{settings.ADMIN_BASE_URL}{entry.url}")
    if entry.place:
        event.add("location", entry.place)
    return event
