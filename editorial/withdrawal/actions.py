"""Withdrawing what is public at once: by the board, with a reason (Regulation 13.1, 25.1)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page

from audit.anonymous import anonymous_actor
from audit.errors import ReasonMissing
from audit.events import record_event
from editorial.enums import ReviewEventKind, TakedownReason
from editorial.errors import FixedPage, NotPublic, SuccessorRefused, TakedownForbidden
from editorial.models import Takedown
from editorial.notices import tell_of_takedown
from editorial.permissions import can_review
from editorial.review.locking import lock_what_goes
from editorial.review.reviewable import portal_of
from editorial.withdrawal.page_groups import goes_together, is_fixed, refuse_too_many
from editorial.withdrawal.redirects import lead_to_successor, refuse_unfit_successor
from members.access.actor import lock_actor
from sites.models import Portal
from sites.signals import page_taken_down

if TYPE_CHECKING:
    from accounts.models import AnyUser, User


def can_take_down(user: AnyUser, page: Page, *, on: datetime) -> bool:
    """Whether the person may withdraw this public page: an approving seat on its board."""
    return page.live and not is_fixed(page) and can_review(user, page, on=timezone.localdate(on))


@transaction.atomic
def take_down(
    page: Page,
    *,
    by: User,
    at: datetime,
    reason_class: TakedownReason,
    reason: str,
    with_versions: bool = False,
    successor: Page | None = None,
) -> list[Takedown]:
    """Withdraw a public page at once, with the public pages below it; its address answers 410 with date and class.

    A review in progress ends, and what was approved for later is not published. `with_versions`: the versions in
    other languages go as well. Locks do not hold it up. Returns what was withdrawn, the page itself first.

    Args:
        successor: a public page of any portal to which the addresses lead instead, each in its language.

    Raises:
        FixedPage: a container or a home.
        TakedownForbidden: no approving seat on the board of the page's portal.
        ReasonMissing: no reason in words.
        NotPublic: somebody was faster.
        TooManyPages: more would go than one decision can take.
        SuccessorRefused: the successor is not public, or goes as well.
        and what `refuse_unfit_successor` raises.
    """
    if is_fixed(page):
        raise FixedPage
    lock_actor(by)
    if not can_review(by, page, on=timezone.localdate(at)):
        raise TakedownForbidden
    if not reason.strip():
        raise ReasonMissing
    pages = goes_together(page, with_versions=with_versions)
    refuse_too_many(pages)
    pages = lock_what_goes(pages)
    if page.pk not in {one.pk for one in pages}:
        raise NotPublic
    if successor is not None:
        if not successor.live or successor.pk in {one.pk for one in pages}:
            raise SuccessorRefused
        refuse_unfit_successor(successor, pages)
    portal = portal_of(page)
    withdrawn = [
        _withdraw(one, portal=portal, by=by, at=at, reason_class=reason_class, reason=reason.strip()) for one in pages
    ]
    addresses = {row.address: row.language for row in withdrawn}
    lead_to_successor(addresses, successor, portal=portal, at=at, by=by)
    return withdrawn


@transaction.atomic
def take_down_follower(page: Page, *, follows: Takedown) -> Takedown:
    """Withdraw a page that only stands for one that was withdrawn, on whatever portal. By nobody's decision there."""
    with anonymous_actor():
        return _withdraw(
            page, portal=portal_of(page), by=None, at=follows.at, reason_class=follows.reason_class, follows=follows
        )


def _withdraw(
    page: Page,
    *,
    portal: Portal,
    by: User | None,
    at: datetime,
    reason_class: str,
    reason: str = "",
    follows: Takedown | None = None,
) -> Takedown:
    specific = page.specific
    review = specific.current_workflow_state
    if review is not None:
        review.cancel(user=by)
    parts = specific.get_url_parts()
    takedown = Takedown.objects.create(
        portal=portal,
        page=page,
        title=page.title,
        address=parts[2] if parts else "",
        language=page.locale.language_code,
        reason_class=reason_class,
        reason=reason,
        at=at,
        by=by,
        follows=follows,
    )
    # The right was asked for above; Wagtail would be stopped by a lock, such as that of a schedule.
    UnpublishPageAction(specific, user=by).execute(skip_permission_checks=True)
    event = record_event(
        ReviewEventKind.ITEM_TAKEN_DOWN,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        page=page.pk,
        title=page.title,
        address=takedown.address,
        language=takedown.language,
        reason_class=str(reason_class),
        takedown=takedown.pk,
        ended_review=review.pk if review is not None else None,
    )
    tell_of_takedown(takedown, event=event)
    page_taken_down.send(sender=Takedown, takedown=takedown, page=specific)
    return takedown
