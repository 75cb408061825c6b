"""What a board approved of a proposal is done: values written, a page taken off, an item shown by the city."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import CollectionMember

from audit.events import record_event
from editorial.enums import ProposalKind, ProposalState, ReviewEventKind, ReviewNoticeKind
from editorial.errors import MoreWouldGo, NotApproved, NotForCity, ProposalOver, SectionMissing, TargetChanged
from editorial.integrity.approvals import approve_as, unapproved_files
from editorial.integrity.content_hash import content_hash_of
from editorial.models import Approval, ProposedChange
from editorial.notices import tell_author
from editorial.proposals.reviewed_models import city_items
from editorial.review.locking import locked_public_page, locked_row
from editorial.review.quorum import approval_state
from editorial.review.reviewable import locked_item, named
from editorial.review.submission import Submission
from editorial.withdrawal.page_groups import goes_by_proposal, more_goes, refuse_too_many, successor_by_proposal
from editorial.withdrawal.redirects import lead_to_successor
from sites.enums import PortalState
from sites.errors import TargetGone
from sites.tree import content_type_of

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def apply_proposal(
    change: ProposedChange,
    *,
    by: User | None,
    at: datetime,
    since: datetime,
    persons: int = 1,
    submission: Submission | None = None,
) -> None:
    """Carry out what the board approved. Called when its review ends, with what the verb has read of it.

    With `persons`, so many must have approved it.

    Raises:
        NotApproved: the board did not approve this proposal since its review began, or it says something else now.
        ProposalOver: it is decided, taken back or overtaken.
        TargetChanged: the row has other values than those that the proposal was compared with; the page says something
            else than what was offered to the city portal.
        TargetGone: there is no such row any more, or the page is not public.
        MoreWouldGo, TooManyPages: more pages would go with one that is taken off than the proposal names, or than one
            decision can take.
        SectionMissing: nobody chose where the item will stand on the city portal.
    """
    change = locked_item(change)
    revision = change.latest_revision
    # Not those of files that it refers to, which may have its number.
    approvals = Approval.objects.filter(
        revision=revision,
        content_type=content_type_of(ProposedChange),
        object_id=str(change.pk),
        approved_at__gte=since,
    )
    approval = approvals.order_by("approved_at", "pk").last()
    if approval is None or revision is None:
        raise NotApproved
    if submission is None or not submission.is_of(revision):
        submission = Submission(revision, item=change)
    state = approval_state(submission, since=since, asked=persons, on=timezone.localdate(at)) if persons > 1 else None
    too_few = state is not None and not state.is_complete
    if too_few or approval.content_hash != content_hash_of(change):
        raise NotApproved
    if change.state != ProposalState.WAITING:
        raise ProposalOver
    # First of all: what it leads to closes what else is proposed of the same page.
    change.state, change.made_at = ProposalState.MADE, at
    change.save(update_fields=["state", "made_at"])
    if change.kind == ProposalKind.CHANGE:
        _make_values(change, approval, by=by, at=at)
    elif change.kind == ProposalKind.UNPUBLISH:
        _unpublish(change, by=by, at=at)
    else:
        _take_up(change, approval, by=by, at=at)
    event = record_event(ReviewEventKind.CHANGE_MADE, portal=change.portal, at=at, by=by, **named(change))
    tell_author(change, ReviewNoticeKind.APPROVED, event=event)


def _make_values(change: ProposedChange, approval: Approval, *, by: User | None, at: datetime) -> None:
    if change.target is None:
        raise TargetGone
    rule, row = locked_row(change.target)
    if rule.read(row, list(change.before)) != change.before:
        raise TargetChanged
    was_approved = not isinstance(row, CollectionMember) or not unapproved_files({type(row): {row.pk}})
    # For the guard of rows.
    row.is_as_approved = True  # type: ignore[attr-defined]
    try:
        rule.write(row, change, by, at)
    finally:
        del row.is_as_approved  # type: ignore[attr-defined]
    # Of a file that no board has approved, this one has seen what was proposed, and nothing of the rest.
    if was_approved:
        approve_as(approval, row, portal=change.portal, revision=change.latest_revision)


def _unpublish(change: ProposedChange, *, by: User | None, at: datetime) -> None:
    """Take a page off with what goes with it, which was locked with the proposal, and which the board read there. Where
    the page that was to take its place is not public any more, the addresses lead nowhere: what must go does not wait.
    """
    pages = goes_by_proposal(change)
    if not pages:
        raise TargetGone
    refuse_too_many(pages)
    if more_goes(change, pages):
        raise MoreWouldGo
    addresses: dict[str, str] = {}
    for page in pages:
        specific = page.specific
        if parts := specific.get_url_parts():
            addresses[parts[2]] = page.locale.language_code
        UnpublishPageAction(specific, user=by).execute(skip_permission_checks=True)
        record_event(
            ReviewEventKind.ITEM_UNPUBLISHED,
            portal=change.portal,
            at=at,
            by=by,
            reason=change.reason,
            page=page.pk,
            proposal=change.pk,
        )
    successor = successor_by_proposal(change)
    lead_to_successor(addresses, successor, portal=change.portal, at=at, by=by)


def _take_up(change: ProposedChange, approval: Approval, *, by: User | None, at: datetime) -> None:
    if change.section_id is None:
        raise SectionMissing
    page = locked_public_page(int(change.object_id))
    if change.origin.state != PortalState.LIVE or city_items().is_shown(page):
        raise NotForCity
    if city_items().read(page) != change.values:
        raise TargetChanged
    city_items().make(change, approval, by, at)
