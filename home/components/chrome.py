"""The frame of a page: whose portal this is, where one is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import get_language, override

from home.templatetags.text_filters import in_vietnamese

register = template.Library()


@register.simple_tag
def title_in(portal: Any, *, language: str) -> str:
    """Return the title of a portal in another language than the active one."""
    with override(language):
        return portal.portal_title


@register.inclusion_tag("components/city-bar.html")
def city_bar(
    *, portal: Any, city: Any, portal_count: int, city_links: Any, hotline: str, language_switch: Any
) -> dict[str, Any]:
    """Say which portal of the city this is; the same bar on every portal."""
    parent = portal.parent
    # One that citizens cannot know of yet is not named.
    between = parent if parent and not parent.is_city and parent.is_listed else None
    return {
        "portal": portal,
        "city": city,
        "between": between,
        "portal_count": portal_count,
        "city_links": city_links,
        "hotline": hotline,
        "language_switch": language_switch,
    }


@register.inclusion_tag("components/masthead.html")
def masthead(*, portal: Any, home_url: str, logo_url: str, with_search: bool = True) -> dict[str, Any]:
    """Render logo, superior body, official name, name in the other language, search field."""
    other_language = "vi" if get_language() == "en" else "en"
    return {
        "portal": portal,
        "superior": superior_body(portal),
        "home_url": home_url,
        "logo_url": logo_url,
        "other_language": other_language,
        "other_title": title_in(portal, language=other_language),
        "with_search": with_search,
    }


def superior_body(portal: Any) -> SafeString | str:
    """The body above a portal's own, with its place where that is not the city. The city has none above: its own.

    Of a portal above that citizens cannot know of yet nothing is said: the next one stands there.
    """
    superior = _listed_above(portal) or portal
    body = in_vietnamese(superior.governing_body, superior.governing_body_en)
    above = _listed_above(superior)
    return format_html("{}, {}", body, above.name) if above else body


def _listed_above(portal: Any) -> Any:
    """The nearest portal above one that citizens know of; None: there is none."""
    above = portal.parent
    while above is not None and not above.is_listed:
        above = above.parent
    return above


@register.inclusion_tag("components/site-nav.html")
def site_nav(*, menu: Sequence[Any], search_url: str) -> dict[str, Any]:
    """Render the main menu: one line on a wide screen, a button on a narrow one."""
    return {"menu": menu, "search_url": search_url}


@register.inclusion_tag("components/site-footer.html")
def site_footer(
    *,
    portal: Any,
    city: Any,
    foot: Mapping[str, str] | None,
    city_links: Any,
    hotline: str,
    gazette_url: str,
    is_demo: bool,
    changed_at: datetime | None = None,
) -> dict[str, Any]:
    """Name the bodies of Article 6, the person responsible, contacts, the conditions of reuse (13.2).

    `foot`: addresses of pages of the portal that are public; None where the portal answers no page.
    `changed_at`: when something public of the portal changed last.
    """
    return {
        "portal": portal,
        "city": city,
        "foot": foot,
        "city_links": city_links,
        "hotline": hotline,
        "gazette_url": gazette_url,
        "changed_on": localdate(changed_at) if changed_at else None,
        "official_host": city.host if city and f".{portal.host}".endswith(f".{city.host}") else "",
        "is_demo": is_demo,
    }


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*, crumbs: Sequence[Any]) -> dict[str, Any]:
    """Render the way from the home page to here; nothing on the home page itself."""
    return {"steps": crumbs[:-1], "current": crumbs[-1].title if crumbs else ""}
