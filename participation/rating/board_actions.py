"""Verbs of the board about pages that did not help. Who may is asked by the caller."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from audit.errors import ChangedMeanwhile
from audit.events import record_event
from members.access.actor import lock_actor
from participation.enums.ratings import FeedbackState, RatingEventKind
from participation.models import PageFeedback
from sites.enums import PortalState
from sites.errors import PortalArchived, TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User

# From which states each state is reached; what somebody lacked after it was done makes it new again by itself.
BEFORE = {
    FeedbackState.SEEN: frozenset({FeedbackState.NEW}),
    FeedbackState.DONE: frozenset({FeedbackState.NEW, FeedbackState.SEEN}),
}
KINDS = {
    FeedbackState.SEEN: RatingEventKind.PAGE_FEEDBACK_SEEN,
    FeedbackState.DONE: RatingEventKind.PAGE_FEEDBACK_DONE,
}


@transaction.atomic
def move_feedback(
    feedback: PageFeedback, state: FeedbackState, *, remark: str = "", shown: int | None = None, by: User, at: datetime
) -> PageFeedback:
    """Note that the board has seen the feedback on a page, or is done with it. Writes an event.

    Args:
        remark: what was done.
        shown: how many answers of readers who lacked something the person was shown; None: as `feedback` says. Those
            that came later are not settled.

    Raises:
        PortalArchived: nothing is done any more on its portal.
        ChangedMeanwhile: somebody else went first.
        TargetGone: there is no such feedback.
    """
    portal = locked_portal(feedback.portal_id)
    lock_actor(by)
    if portal.state == PortalState.ARCHIVED:
        raise PortalArchived
    held = PageFeedback.objects.select_for_update(of=("self",), no_key=True).filter(pk=feedback.pk).first()
    if held is None:
        raise TargetGone
    if held.standing not in BEFORE[state]:
        raise ChangedMeanwhile
    held.state, held.changed_at, held.changed_by = state, at, by
    if state == FeedbackState.DONE:
        held.settled = min(feedback.unhelped if shown is None else shown, held.unhelped)
    held.save(update_fields=["state", "changed_at", "changed_by", "settled"])
    record_event(KINDS[state], portal=portal, at=at, by=by, reason=remark, feedback=held.pk, item=str(held))
    return held
