"""Style sheets, icons and addresses that the other components need."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from home.components.icons import ICONS
from home.serving.addresses import PlainPage
from home.serving.stylesheets import BASE_COMPONENTS, SITE, version_of

register = template.Library()

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
    "poll": ("poll", "bar-chart", "data-table"),
    "quote": ("quote",),
    "table": ("data-table",),
    "video": ("disclosure", "media"),
}


@register.simple_tag
def site_css() -> SafeString:
    """Link the style sheet of every page."""
    return _sheet((SITE,))


@register.simple_block_tag(takes_context=True)
def type_css(context: Context, content: SafeString) -> SafeString:
    """Link one style sheet with all components that the tags in it name."""
    named = sorted(_named(context).difference(BASE_COMPONENTS))
    return format_html("{}{}", content.strip(), _sheet(tuple(named)) if named else "")


@register.simple_tag(takes_context=True)
def component_css(context: Context, *names: str) -> str:
    """Name the components that the page is drawn with: for `type_css`."""
    _named(context).update(names)
    return ""


@register.simple_tag(takes_context=True)
def body_css(context: Context) -> str:
    """Name the components of all blocks that a body may have, so that pages of a type ask for the same sheet."""
    return component_css(context, "prose", *(name for names in BLOCK_COMPONENTS.values() for name in names))


def _named(context: Context) -> set[str]:
    store: Any = context.render_context
    named: set[str] = store.setdefault("named_components", set())
    return named


def _sheet(names: tuple[str, ...]) -> SafeString:
    address = reverse("style_sheet", args=[version_of(names), ".".join(names)])
    return format_html('<link rel="stylesheet" href="{}">', address)


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
