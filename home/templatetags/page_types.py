"""Page types in the admin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django import template
from wagtail.models import Page

from home.editing.page_types import Offered, by_likelihood
from home.page_starters.ways import WaysToBegin, ways_to_begin_in

if TYPE_CHECKING:
    from accounts.models import User

register = template.Library()


@register.simple_tag
def page_types_for(parent: Page, rows: Iterable[tuple[str, ...]]) -> Offered:
    """Order the page types that can be made below a page: what the place is for comes first."""
    return by_likelihood(parent, rows)


@register.simple_tag
def ways_to_begin(parent: Page, user: User) -> WaysToBegin:
    """Return the ways to begin a page there."""
    return ways_to_begin_in(parent, by=user)
