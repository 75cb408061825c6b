"""Registration only."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.rich_text import LinkHandler

from home.rich_text import PageLinkHandler


@hooks.register("register_rich_text_features", order=10)
def register_page_links(features: Any) -> None:
    """Replace Wagtail's handler of links to pages; registered after it, so ours wins."""
    handler: type[LinkHandler] = PageLinkHandler
    features.register_link_type(handler)


@hooks.register("insert_global_admin_js")
def fold_marks_in_slugs() -> str:
    """Give Wagtail's slug fields, in the editor and in the form for copies, text whose marks are taken off."""
    return format_html('<script src="{}"></script>', static("js/admin/slug.js"))
