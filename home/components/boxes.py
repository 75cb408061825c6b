"""Single things a page says or offers: a notice, a panel, a search field, tools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

register = template.Library()


@register.simple_block_tag
def notice(content: SafeString, *, level: str = "info", title: str, uid: str, heading: str = "h2") -> SafeString:
    """Say what the reader must know before going on. `level`: info, warning, error, success; `heading`: h2, h3 or p."""
    if level not in {"info", "warning", "error", "success"}:
        raise ValueError(f"notice: unknown level {level!r}")
    values = {"content": content, "level": level, "title": title, "uid": uid, "heading": heading}
    return render_to_string("components/notice.html", values)


@register.simple_block_tag
def panel(content: SafeString, *, title: str, uid: str, accent: bool = False, no_print: bool = False) -> SafeString:
    """Put something secondary into a quiet box."""
    values = {"content": content, "title": title, "uid": uid, "accent": accent, "no_print": no_print}
    return render_to_string("components/panel.html", values)


@register.simple_block_tag
def message(content: SafeString, *, code: str = "", title: str, lead: str = "") -> SafeString:
    """Say one thing: the only content of an error page."""
    return render_to_string("components/message.html", {"content": content, "code": code, "title": title, "lead": lead})


@register.simple_block_tag
def empty_state(content: SafeString, *, title: str) -> SafeString:
    """Say why a list is empty and what to do next."""
    return render_to_string("components/empty-state.html", {"content": content, "title": title})


@register.inclusion_tag("components/section-head.html")
def section_head(*, title: str, uid: str, url: str = "", link: str = "", small: bool = False) -> dict[str, Any]:
    """Render the heading of a part of the page, with a link to all of it. `uid` names the part for aria-labelledby."""
    return {"title": title, "uid": uid, "url": url, "link": link, "small": small}


@register.inclusion_tag("components/search-box.html")
def search_box(
    *,
    action: str,
    uid: str,
    label: str,
    query: str = "",
    placeholder: str = "",
    button: str = "",
    large: bool = False,
    kept: Mapping[str, str] | None = None,
    suggests: bool = False,
) -> dict[str, Any]:
    """Render a search field that keeps what was typed. `kept`: what its address asks besides; `suggests`: the page has
    `js/search.js`, and the field searches the portal."""
    return {
        "action": action,
        "uid": uid,
        "label": label,
        "query": query,
        "placeholder": placeholder,
        "button": button or pgettext("button", "Search"),
        "large": large,
        "suggests": suggests,
        "kept": {name: value for name, value in (kept or {}).items() if name != "q"}.items(),
    }


@register.inclusion_tag("components/player.html", takes_context=True)
def outside_player(context: Context, *, url: str, title: str, link: str, uid: str) -> dict[str, Any]:
    """Lead to a broadcast or recording elsewhere, and play it here on a click where the page may.

    The page says so by `players` in its context: players of `home.editing.embeds` by their addresses.
    """
    player = (context.get("players") or {}).get(url)
    return {"player": player, "url": url, "title": title, "link": link, "uid": f"player-{uid}"}


@register.inclusion_tag("components/page-tools.html")
def page_tools(*, share: Any, report_email: str = "", column: bool = False) -> dict[str, Any]:
    """Print, share without third-party scripts, report what is wrong. `share` has page_url, title, facebook, email."""
    return {"share": share, "report_url": _report_url(share, report_email) if report_email else "", "column": column}


def _report_url(share: Any, address: str) -> str:
    subject = gettext("Content to check: %(title)s") % {"title": share.title}
    return f"mailto:{quote(address, safe='@')}?" + urlencode(
        {"subject": subject, "body": share.page_url}, quote_via=quote
    )
