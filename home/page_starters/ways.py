"""Ways to begin a new page where one adds it: a starter, a Word file, a copy of an earlier page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils import timezone
from wagtail.models import Page

from home.editing.drafts import draft_types
from home.models import SectionPage
from home.page_starters.offered import Starter, offered_starters
from home.permissions import starters_kept_by
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

MOST_COPIES: Final = 5


@dataclass(frozen=True, slots=True)
class WaysToBegin:
    """Ways that are open to a person in a place.

    Attributes:
        copies: the newest pages that may be copied.
        word: whether a Word file becomes a page there.
        keeps_starters: whether the person adds and changes starters of the place.
    """

    starters: Sequence[Starter] = ()
    copies: Sequence[Page] = ()
    word: bool = False
    keeps_starters: bool = False


def ways_to_begin_in(place: Page, *, by: User) -> WaysToBegin:
    """Return the ways below a page; none outside of sections."""
    record = get_directory().for_path(place.path)
    if not isinstance(place, SectionPage) or record is None:
        return WaysToBegin()
    types = draft_types(place, by=by)
    newest = place.get_children().order_by("-latest_revision_created_at", "-pk")[:MOST_COPIES].specific()
    return WaysToBegin(
        starters=offered_starters(place, types),
        copies=[page for page in newest if page.permissions_for_user(by).can_copy()],
        word=bool(types),
        keeps_starters=record.id in starters_kept_by(by, on=timezone.localdate()),
    )
