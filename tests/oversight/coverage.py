"""Assignments to cover a portal, as tests make them."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from members.enums import Role
from oversight.coverage import assign_coverage
from tests.factories import make_head, make_member

# A Tuesday, 8:00 in the city.
STARTS = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
AT = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)


def assign(portal, person=None, **values):
    person = person or make_member(portal, Role.REPORTER)
    facts = {"event": "Họp báo quý IV", "place": "Hội trường", "starts_at": STARTS, "by": make_head(portal), "at": AT}
    return assign_coverage(portal, person, **facts | values)


def in_past(portal, **values):
    """Assigned ten days ago, due three days ago."""
    now = timezone.now()
    times = {"starts_at": now - timedelta(days=4), "due_at": now - timedelta(days=3), "at": now - timedelta(days=10)}
    return assign(portal, **times | values)
