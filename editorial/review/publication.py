"""Publication of what a board approved, at once or at its appointed time: each verb is atomic, with its event."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from audit.events import record_event
from audit.models import PortalEvent
from editorial.enums import ReviewEventKind, ReviewNoticeKind
from editorial.errors import NotApproved
from editorial.integrity.approvals import approve_as, settle_files
from editorial.integrity.guard import is_approved_as_it_is
from editorial.models import Approval, Takedown
from editorial.notices import tell_author
from editorial.review.quorum import approval_state
from editorial.review.reviewable import named, portal_of
from editorial.review.submission import Submission
from sites.enums import PortalState
from sites.errors import PortalArchived
from sites.models import Portal
from sites.signals import version_published

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def publish_approved(
    revision: Revision,
    *,
    by: User | None,
    at: datetime,
    since: datetime | None = None,
    persons: int = 1,
    submission: Submission | None = None,
) -> None:
    """Publish a version, past Wagtail's permission that nobody holds, if the board approved exactly this revision.

    With `since`, only an approval of that time or later counts: what the board took down comes back by a review of
    its own, not by the approval of former days. With `persons`, so many must have approved what it says.

    Raises:
        NotApproved: it did not, or the version is not what it was when the board approved it.
        FilesElsewhere: it shows a picture or document that lies in the library of another portal now.
        PortalArchived: nothing new becomes public on its portal.
    """
    submission = submission or Submission(revision, item=Page.objects.get(pk=revision.object_id))
    page = submission.item
    given = [row for row in submission.approvals if row.revision_id == revision.pk]
    approval = max(
        (row for row in given if since is None or row.approved_at >= since),
        key=lambda row: (row.approved_at, row.pk),
        default=None,
    )
    if approval is None or not is_approved_as_it_is(revision, submission=submission):
        raise NotApproved
    if persons > 1:
        state = approval_state(submission, since=since, asked=persons, on=timezone.localdate(at))
        if not state.is_complete:
            raise NotApproved
    portal = submission.portal
    # Read again: whoever archives the portal may have been faster than the approval.
    portal.refresh_from_db(fields=["state"])
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    if persons > 1:
        settle_files(submission.object, by=approval, shown=submission.shown)
    # This verb records it: Wagtail's signal, which carries the version, finds nothing more to record.
    revision.is_recorded = True
    try:
        revision.publish(user=by, skip_permission_checks=True)
    finally:
        del revision.is_recorded
    if page.first_published_at is not None:
        # A revision keeps times in milliseconds; what is quoted stays to the digit (13.2.a).
        Page.objects.filter(pk=page.pk).update(first_published_at=page.first_published_at)
    page = page.specific_class._default_manager.select_related("locale").get(pk=page.pk)
    is_public = page.live and page.live_revision_id == revision.pk
    kind = ReviewEventKind.ITEM_PUBLISHED if is_public else ReviewEventKind.ITEM_SCHEDULED
    event = record_event(kind, portal=portal, at=at, by=by, revision=revision.pk, **named(page))
    tell_author(page, ReviewNoticeKind.APPROVED, event=event)
    if is_public:
        _follow_publication(page, revision, portal=portal, by=by, at=at)


@transaction.atomic
def publish_by_proposal(page: Page, *, approval: Approval, by: User | None, at: datetime) -> None:
    """Publish the latest version of a page that came to be by an approved proposal, with an approval of its own."""
    revision = page.latest_revision
    approve_as(approval, revision.as_object(), portal=portal_of(page), revision=revision)
    publish_approved(revision, by=by, at=at)


@transaction.atomic
def record_scheduled_publication(page: Page, revision: Revision, *, at: datetime) -> None:
    """Record that an approved version became public at its appointed time, by nobody's hand. Once, however many publish
    at that time; not what a board publishes, which `publish_approved` records."""
    if getattr(revision, "is_recorded", False):
        return
    Page.objects.select_for_update(no_key=True).get(pk=page.pk)
    portal = portal_of(page)
    asked = (ReviewEventKind.ITEM_SCHEDULED, ReviewEventKind.ITEM_PUBLISHED)
    # The kind first: the record of a portal grows by everything that its people do.
    events = PortalEvent.objects.filter(portal=portal, kind__in=asked)
    events = events.filter(data__page=page.pk, data__revision=revision.pk)
    kinds = set(events.values_list("kind", flat=True))
    if ReviewEventKind.ITEM_SCHEDULED in kinds and ReviewEventKind.ITEM_PUBLISHED not in kinds:
        published = ReviewEventKind.ITEM_PUBLISHED
        event = record_event(published, portal=portal, at=at, by=None, revision=revision.pk, **named(page))
        tell_author(page, ReviewNoticeKind.APPROVED, event=event)
        _follow_publication(page, revision, portal=portal, by=None, at=at)


def _follow_publication(page: Page, revision: Revision, *, portal: Portal, by: User | None, at: datetime) -> None:
    """What follows when a version is public: a withdrawal ends, and the apps that keep versions are told."""
    Takedown.objects.end(page, at=at)
    version_published.send(sender=Page, page=page, revision=revision, portal=portal, by=by, at=at)
