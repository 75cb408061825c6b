"""The page that was made of a contribution: its publication, of which the sender is told, and its end as a draft."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Page, Revision

from audit.events import record_event
from editorial.enums import ReviewEventKind
from editorial.review.reviewable import locked_item, named, portal_of
from editorial.review.schedule import waits_for_its_time
from participation.contribution.transitions import end_handling, record_step
from participation.enums.contributions import ContributionState, ContributionStepKind
from participation.models import Contribution

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User


def notify_published(page: Page, *, at: datetime) -> None:
    """Tell senders that the page made of their contribution is public, once for each."""
    for row in _not_notified(page):
        _notify_published(row, at=at)


def _not_notified(page: Page) -> QuerySet[Contribution]:
    rows = Contribution.objects.filter(page=page.pk, state=ContributionState.ACCEPTED)
    return rows.exclude(steps__kind=ContributionStepKind.PUBLISHED).order_by("pk")


@transaction.atomic
def _notify_published(contribution: Contribution, *, at: datetime) -> None:
    rows = Contribution.objects.select_for_update(of=("self",), no_key=True).select_related("portal", "sender")
    row = rows.get(pk=contribution.pk)
    if row.state != ContributionState.ACCEPTED or row.steps.filter(kind=ContributionStepKind.PUBLISHED).exists():
        return
    if not row.sender.is_erased:
        end_handling(row, by=None, at=at)
    record_step(ContributionStepKind.PUBLISHED, row, portal=row.portal, by=None, at=at)


def take_off_schedule(contribution: Contribution, *, by: User | None, at: datetime) -> None:
    """Cancel the schedules of the drafts of a contribution, in each language, which the verb has locked. Unlike one
    that the board cancels, they get no other time without a review: the event names no place where they wait."""
    for page in contribution.pages.filter(live=False):
        _take_off_schedule(locked_item(page), by=by, at=at)


def _take_off_schedule(page: Page, *, by: User | None, at: datetime) -> None:
    scheduled = page.scheduled_revision
    if scheduled is None and not waits_for_its_time(page):
        return
    revision = scheduled or page.latest_revision
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    event = ReviewEventKind.ITEM_UNSCHEDULED
    record_event(event, portal=portal_of(page), at=at, by=by, revision=revision.pk, parent=None, **named(page))
