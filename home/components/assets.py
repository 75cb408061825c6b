"""Style sheets, icons and addresses that the other components need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from home.components.icons import ICONS
from home.serving.addresses import PlainPage

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


register = template.Library()

# On every page: the chrome, and what any page may need.
BASE_COMPONENTS = (
    "breadcrumb", "button", "city-bar", "masthead", "notice", "preferences", "search-box", "section-head",
    "site-footer", "site-nav",
)  # fmt: skip

# What each block of a page body is drawn with.
BLOCK_COMPONENTS = {
    "accordion": ("disclosure",),
    "audio": ("disclosure", "media"),
    "contact": ("contact-card", "facts"),
    "documents": ("attachments",),
    "figure": ("figure",),
    "gallery": ("gallery",),
    "links": ("link-list",),
    "notice": ("notice",),
    "quote": ("quote",),
    "table": ("data-table",),
    "video": ("disclosure", "media"),
}


@register.simple_tag(takes_context=True)
def component_css(context: Context, *names: str) -> SafeString:
    """Link the style sheets of the named components, each once a page. Without names: those of every page."""
    store: Any = context.render_context
    linked: set[str] = store.setdefault("linked_css", set())
    wanted = [name for name in (names or BASE_COMPONENTS) if name not in linked]
    linked.update(wanted)
    return format_html_join(
        "\n  ", '<link rel="stylesheet" href="{}">', ((static(f"css/components/{name}.css"),) for name in wanted)
    )


@register.simple_tag(takes_context=True)
def body_css(context: Context, body: StreamValue) -> SafeString:
    """Link the style sheets that the blocks of a page body need."""
    used = sorted({child["type"] for child in body.raw_data}) if body else []
    names = dict.fromkeys(name for kind in used for name in BLOCK_COMPONENTS.get(kind, ()))
    return component_css(context, "prose", *names)


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of `home.components.icons`; a word always stands beside it."""
    drawing = mark_safe(ICONS[name])  # noqa: S308 -- our own drawings
    return format_html('<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', drawing)


@register.simple_tag(takes_context=True)
def url_of(context: Context, item: Any) -> str:
    """Address of a page, or of anything that knows its `url`."""
    if type(item) is Page:
        return PlainPage.of(item).get_url(context.get("request"))
    if hasattr(item, "get_url"):
        return item.get_url(context.get("request")) or ""
    return item.url
