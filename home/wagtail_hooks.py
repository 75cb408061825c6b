"""Registration only."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.rich_text import LinkHandler

from home.rich_text import PageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: Any) -> None:
    """Replace Wagtail's handler of links to pages; registered after it, so ours wins."""
    handler: type[LinkHandler] = PageLinkHandler
    features.register_link_type(handler)
