"""Cancel the time of publication of a draft whose contribution ended."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from wagtail.models import Page, Revision

from audit.events import record_event
from editorial.enums import ReviewEventKind
from editorial.review.reviewable import locked_item, named, portal_of
from editorial.review.schedule import waits_for_its_time

if TYPE_CHECKING:
    from accounts.models import User


def take_off_schedule(page: Page | None, *, by: User | None, at: datetime) -> None:
    """Cancel the schedule of a draft, which the verb has locked. Unlike one that the board cancels, it gets no other
    time without a review: its event names no place where it waits."""
    if page is None:
        return
    page = locked_item(page)
    scheduled = page.scheduled_revision
    if scheduled is None and not waits_for_its_time(page):
        return
    revision = scheduled or page.latest_revision
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    event = ReviewEventKind.ITEM_UNSCHEDULED
    record_event(event, portal=portal_of(page), at=at, by=by, revision=revision.pk, parent=None, **named(page))
