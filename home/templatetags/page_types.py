"""Page types in the admin."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from wagtail.models import Page

from home.editing.page_types import Offered, by_likelihood

register = template.Library()


@register.simple_tag
def page_types_for(parent: Page, rows: Iterable[tuple[str, ...]]) -> Offered:
    """Order the page types that can be made below a page: what the place is for comes first."""
    return by_likelihood(parent, rows)
