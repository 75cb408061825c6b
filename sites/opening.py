"""What the opening of a portal makes public."""

from __future__ import annotations

from wagtail.models import Page

from sites.models import Portal


def pages_to_open(portal: Portal) -> list[Page]:
    """The starter pages that the board approves together: laid out by provisioning, in Vietnamese, not public yet.

    Pages that an editor created, and the English ones, go through review one by one. One query.
    """
    home = portal.vietnamese_home
    if home is None:
        return []
    return list(home.get_descendants(inclusive=True).filter(live=False, owner=None).order_by("path"))


def pages_to_review(portal: Portal) -> int:
    """Pages of the portal that the opening leaves alone, since each needs its own review. One query."""
    home = portal.vietnamese_home
    if home is None:
        return 0
    return home.get_descendants().filter(live=False).exclude(owner=None).count()
