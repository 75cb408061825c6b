"""Open work of a board: reviews and proposals that stay behind when nobody is left who approves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from editorial.models import ProposedChange
from editorial.review.queue import items_of, steps_on
from members.duties import NAMED, OpenWork, Post, is_last, register_open_work
from members.enums import Duty

if TYPE_CHECKING:
    from accounts.models import User
    from editorial.review.reviewable import Reviewable


def items_in_review(person: User, posts: Sequence[Post], reader: User, on: date) -> OpenWork | None:
    """Pages and proposals in review where the person is the last who approves, those that wait longest first."""
    portals = {post.portal_id for post in posts if post.duty == Duty.APPROVE and is_last(person, post)}
    steps = steps_on(portals).order_by("started_at", "pk") if portals else None
    if steps is None or not (count := steps.count()):
        return None
    reviews = [step.workflow_state for step in steps.select_related("workflow_state")[:NAMED]]
    items = items_of(reviews, user=reader)
    entries = [_entry(items[review.pk]) for review in reviews if review.pk in items]
    return OpenWork(_("Pages and proposals in review"), count, tuple(entries))


def _entry(item: Reviewable) -> tuple[str, str]:
    if isinstance(item, ProposedChange):
        return str(item), reverse("portals_admin:proposal", args=[item.pk])
    return item.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[item.pk])


register_open_work(items_in_review)
