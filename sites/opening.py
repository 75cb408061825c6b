"""What the opening of a portal makes public."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Page

from sites.models import Portal
from sites.permissions import wrote_part_of

if TYPE_CHECKING:
    from accounts.models import User


def pages_to_open(portal: Portal) -> list[Page]:
    """The starter pages that the board approves together: laid out by provisioning, in Vietnamese, not public yet.

    Pages that an editor created, and the English ones, go through review one by one. One query.
    """
    home = portal.vietnamese_home
    if home is None:
        return []
    starters = home.get_descendants(inclusive=True).filter(live=False, owner=None)
    return list(starters.select_related("latest_revision").order_by("path"))


def changed_by(user: User, page: Page) -> bool:
    """Whether a starter page holds changes of this person, which the opening may not approve. At most three queries."""
    return page.latest_revision is not None and wrote_part_of(user, page, page.latest_revision)


def pages_to_review(portal: Portal) -> int:
    """Pages of the portal that the opening leaves alone, since each needs its own review. One query."""
    home = portal.vietnamese_home
    if home is None:
        return 0
    return home.get_descendants().filter(live=False).exclude(owner=None).count()
