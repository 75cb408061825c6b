"""How proposals end without a decision of the board: taken back, replaced, or overtaken by what happened since."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Page

from audit.events import record_event
from audit.unnamed import by_nobody
from editorial.enums import ProposalState, ReviewEventKind
from editorial.errors import ProposalOver
from editorial.models import ProposedChange
from editorial.notices import tell_of_overtaken
from editorial.review.items import named, rule_of_change
from editorial.review.locks import hold_chains_of

if TYPE_CHECKING:
    from accounts.models import User
    from audit.models import PortalEvent


@transaction.atomic
def close_overtaken(page: Page, *, at: datetime) -> int:
    """Close what is proposed of a page that is no longer public: no board can decide on it. Returns how many.

    One query where nothing is proposed.
    """
    rows = ProposedChange.objects.select_for_update(of=("self",), no_key=True).select_related(
        "portal__container", "origin"
    )
    changes = list(rows.open().of(Page(pk=page.pk)).order_by("pk"))
    if changes:
        hold_chains_of([page])
    for change in changes:
        # The city's board decides of items of every portal.
        overtake(change, by=None, at=at, reason=gettext_noop("The page is no longer public."))
    return len(changes)


def close_of_archived(changes: Iterable[ProposedChange], *, by: User | None, at: datetime) -> None:
    """Close proposals, held by the caller, that a portal decides on or made which is archived now."""
    for change in changes:
        overtake(change, by=by, at=at, reason=gettext_noop("The portal is archived."))


def overtake(change: ProposedChange, *, by: User | None, at: datetime, reason: str) -> None:
    """Close a proposal that its proposer did not take back, and tell the proposer. In the caller's transaction.

    Args:
        by: None where it follows from an act on another portal, or of a citizen: record and reports of the portal that
            decides on it then name nobody, whoever is signed in.
        reason: to be translated.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext(reason)
    with nullcontext() if by is not None else by_nobody():
        event = drop(change, by=by, at=at, kind=ReviewEventKind.CHANGE_OVERTAKEN, reason=words)
    tell_of_overtaken(change, event=event)


def drop(
    change: ProposedChange,
    *,
    by: User | None,
    at: datetime,
    kind: str = ReviewEventKind.CHANGE_DROPPED,
    reason: str = "",
) -> PortalEvent:
    """End an open proposal and its review, in the caller's transaction.

    Raises:
        ProposalOver: it is decided, taken back or overtaken.
    """
    if not change.is_open:
        raise ProposalOver
    review = change.current_workflow_state
    if review is not None:
        review.cancel(user=by)
    ProposedChange.objects.filter(pk=change.pk).update(state=ProposalState.DROPPED)
    if (rule := rule_of_change(change)) is not None:
        rule.dropped(change.target, by, at)
    return record_event(kind, portal=change.portal, at=at, by=by, reason=reason, **named(change))
