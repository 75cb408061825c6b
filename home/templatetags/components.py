"""Components of the public pages. Each names its inputs by keyword, and Django refuses any other.

Template, style sheet and class share the component's name: `notice`, `components/notice.html`, `notice.css`, `.notice`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode, urljoin

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, override, pgettext
from wagtail.images.models import Picture
from wagtail.images.shortcuts import get_rendition_or_not_found, get_renditions_or_not_found
from wagtail.models import Page

from home.addresses import PlainPage
from home.blocks.choosers import preloaded
from home.icons import ICONS
from home.pictures import USES, prefetch_item_pictures, prefetch_pictures
from home.templatetags.text_filters import in_vietnamese, is_figure

if TYPE_CHECKING:
    from django.core.paginator import Page as ResultPage
    from wagtail.blocks import StreamValue

    from library.models import PortalDocument, PortalImage

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


# --- Styles, icons, addresses ---------------------------------------------------------------------------------------


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
    """Draw an icon of `home.icons`; a word always stands beside it."""
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


@register.simple_tag
def title_in(portal: Any, *, language: str) -> str:
    """Return the title of a portal in another language than the active one."""
    with override(language):
        return portal.portal_title


# --- Pictures -------------------------------------------------------------------------------------------------------


@register.simple_tag
def responsive_picture(
    image: PortalImage | None, *, use: str, css_class: str = "", eager: bool = False, alt: str | None = None
) -> SafeString | str:
    """Render a <picture> in modern formats, with its size. `use` is a place named in `home.pictures`.

    `eager` is for the one picture a visitor sees first; `alt=""` where the words beside it say the same.
    """
    if image is None:
        return ""
    place = USES[use]
    attributes = {"class": css_class or None, "sizes": place.sizes, "decoding": "async"}
    attributes |= {"fetchpriority": "high"} if eager else {"loading": "lazy"}
    if alt is not None:
        attributes["alt"] = alt
    elif _is_described_in_vietnamese(image):
        attributes["lang"] = "vi"
    renditions = get_renditions_or_not_found(image, place.specs)
    return mark_safe(Picture(renditions, attributes).__html__())  # noqa: S308 -- Wagtail escapes the attributes


def _is_described_in_vietnamese(image: PortalImage) -> bool:
    """Whether a page of another language has only the Vietnamese description: no words of its own, no English ones."""
    own_words = getattr(image, "contextual_alt_text", "") or getattr(image, "decorative", False)
    return get_language() != "vi" and not own_words and not image.description_en


@register.simple_tag
def absolute_picture_url(image: PortalImage, *, use: str, root_url: str) -> str:
    """Address of one file of a picture with scheme and host, for other sites."""
    return urljoin(root_url, picture_url(image, use=use))


@register.simple_tag
def picture_url(image: PortalImage, *, use: str) -> str:
    """Address of one file of a picture, as for a poster."""
    return get_rendition_or_not_found(image, USES[use].specs[0]).url


# --- The body of a page ---------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def render_body(context: Context, body: StreamValue) -> SafeString:
    """Render the blocks of a page body.

    A sub-heading that no main heading precedes becomes a main heading, so the outline never skips a level; addresses
    of headings are unique; the renditions of all pictures are read in one query.
    """
    if not body:
        return mark_safe("")
    outer: Any = context.flatten()
    rows = outer.get("preloaded_rows")
    if rows is None:
        prefetch_pictures(_pictures(body), "figure", "gallery", "full", "poster")
    with preloaded(rows or {}):
        return _rendered(body, outer)


def _rendered(body: StreamValue, outer: dict[str, Any]) -> SafeString:
    anchors: set[str] = set()
    has_main_heading = False
    parts = []
    for position, child in enumerate(body, start=1):
        inner = {**outer, "block_id": f"block-{position}"}
        if child.block_type == "heading":
            is_sub = child.value.is_sub and has_main_heading
            has_main_heading = True
            inner |= {"heading_tag": "h3" if is_sub else "h2", "anchor": _unique(child.value.anchor, anchors)}
        parts.append(child.render(context=inner))
    return mark_safe("\n".join(parts))  # noqa: S308 -- each block's template escapes its values


@register.simple_tag(takes_context=True)
def values_of(context: Context, stream: StreamValue) -> list[Any]:
    """Return the values of a stream's blocks, from the rows that were read for the page."""
    with preloaded(context.get("preloaded_rows") or {}):
        return [child.value for child in stream]


def _pictures(body: StreamValue) -> Iterable[PortalImage | None]:
    for child in body:
        if child.block_type == "figure":
            yield child.value["picture"]
        elif child.block_type == "gallery":
            yield from (figure["picture"] for figure in child.value["pictures"])
        elif child.block_type == "video":
            yield child.value["poster"]


def _unique(anchor: str, taken: set[str]) -> str:
    candidate, number = anchor, 2
    while candidate in taken:
        candidate, number = f"{anchor}-{number}", number + 1
    taken.add(candidate)
    return candidate


@register.simple_tag
def table_of(value: dict[str, Any]) -> dict[str, Any]:
    """Lay out the value of a table block: header cells, rows of cells, each with the way it is set."""
    rows = [["" if cell is None else str(cell) for cell in row] for row in value.get("data") or []]
    has_header = bool(value.get("first_row_is_table_header"))
    body = rows[1:] if has_header else rows
    columns = list(zip(*body, strict=False))
    is_number = [any(column) and all(is_figure(cell) for cell in column if cell) for column in columns]
    has_row_headers = bool(value.get("first_col_is_header"))

    def cells(row: list[str]) -> list[dict[str, Any]]:
        return [
            {"text": text, "is_number": number, "is_header": has_row_headers and position == 0}
            for position, (text, number) in enumerate(zip(row, is_number, strict=False))
        ]

    return {
        "caption": value.get("table_caption") or "",
        "header": cells(rows[0]) if has_header and body else [],
        "rows": [cells(row) for row in body],
    }


# --- Chrome ---------------------------------------------------------------------------------------------------------


@register.inclusion_tag("components/city-bar.html")
def city_bar(
    *, portal: Any, city: Any, portal_count: int, portals_url: str, hotline: str, language_switch: Any
) -> dict[str, Any]:
    """Say which portal of the city this is; the same bar on every portal."""
    parent = portal.parent
    between = parent if parent and not parent.is_city else None
    return {
        "portal": portal,
        "city": city,
        "between": between,
        "portal_count": portal_count,
        "portals_url": portals_url,
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
    """The body above a portal's own, with its place where that is not the city. The city has none above: its own."""
    superior = portal.parent or portal
    body = in_vietnamese(superior.governing_body, superior.governing_body_en)
    above = superior.parent
    return format_html("{}, {}", body, above.name) if above else body


@register.inclusion_tag("components/site-nav.html")
def site_nav(*, menu: Sequence[Any], search_url: str) -> dict[str, Any]:
    """Render the main menu: one line on a wide screen, a button on a narrow one."""
    return {"menu": menu, "search_url": search_url}


@register.inclusion_tag("components/site-footer.html")
def site_footer(*, portal: Any, city: Any, menu: Sequence[Any], portals_url: str, is_demo: bool) -> dict[str, Any]:
    """Name the bodies of Article 6, the person responsible, contacts, the conditions of reuse (13.2)."""
    return {"portal": portal, "city": city, "menu": menu, "portals_url": portals_url, "is_demo": is_demo}


@register.inclusion_tag("components/breadcrumb.html")
def breadcrumb(*, crumbs: Sequence[Any] = (), current: str = "", home_url: str = "/") -> dict[str, Any]:
    """Render the way from the home page to here: `crumbs` with title and url, or the home page and `current`."""
    steps = [(crumb.title, crumb.url) for crumb in crumbs] or [
        (pgettext("breadcrumb", "Home"), home_url),
        (current, ""),
    ]
    return {"steps": steps[:-1], "current": steps[-1][0]}


# --- Blocks of content ----------------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: SafeString, *, level: str = "info", title: str, uid: str, heading: str = "h2") -> SafeString:
    """Say what the reader must know before going on. `level`: info, warning, error, success; `heading`: h2, h3 or p."""
    if level not in NOTICE_LEVELS:
        raise ValueError(f"notice: unknown level {level!r}")
    values = {"content": content, "level": level, "title": title, "uid": uid, "heading": heading}
    return render_to_string("components/notice.html", values)


NOTICE_LEVELS = frozenset({"info", "warning", "error", "success"})


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
def section_head(
    *, title: str, uid: str, url: str = "", link: str = "", small: bool = False, lang: str = ""
) -> dict[str, Any]:
    """Render the heading of a part of the page, with a link to all of it. `uid` names the part for aria-labelledby."""
    return {"title": title, "uid": uid, "url": url, "link": link, "small": small, "lang": lang}


@register.inclusion_tag("components/search-box.html")
def search_box(
    *, action: str, uid: str, label: str, query: str = "", placeholder: str = "", button: str = "", large: bool = False
) -> dict[str, Any]:
    """Render a search field that keeps what was typed."""
    return {
        "action": action,
        "uid": uid,
        "label": label,
        "query": query,
        "placeholder": placeholder,
        "button": button or pgettext("button", "Search"),
        "large": large,
    }


STORY_VARIANTS = {"": "", "lead": "lead", "row": "thumb", "card": "card"}


@register.inclusion_tag("components/story.html", takes_context=True)
def story(
    context: Context,
    item: Any,
    *,
    variant: str = "",
    heading: str = "h3",
    with_lead: bool = True,
    with_origin: bool = False,
    dated: str = "date",
) -> dict[str, Any]:
    """Render one item of a list. `variant`: plain, lead (first story), row (picture beside), card (picture above).

    `item` is a page, or anything with title, lead and first_published_at; source_agency and image where it has them.
    `with_origin` names the portal it stands on: for lists that gather from several.
    """
    origin = getattr(item, "portal", None) if with_origin else getattr(item, "origin", None)
    return {
        "title": item.title,
        "url": url_of(context, item),
        "lead": getattr(item, "lead", "") if with_lead and variant else "",
        "image": getattr(item, "image", None) if variant else None,
        "picture_use": STORY_VARIANTS[variant],
        "published_at": getattr(item, "first_published_at", None),
        "source": getattr(item, "source_agency", ""),
        "origin": origin,
        "variant": variant,
        "heading": heading,
        "dated": dated,
    }


@register.inclusion_tag("components/story-list.html", takes_context=True)
def story_list(
    context: Context,
    items: Iterable[Any],
    *,
    layout: str = "list",
    variant: str = "",
    with_lead: bool = True,
    with_origin: bool = False,
) -> dict[str, Any]:
    """Render stories one under the other (`layout` list or wide) or side by side (cards).

    Their pictures are read in two queries, whatever their number.
    """
    shown = list(items)
    if variant:
        prefetch_item_pictures(shown, STORY_VARIANTS[variant])
    return {
        "request": context.get("request"),
        "items": shown,
        "layout": layout,
        "variant": variant,
        "with_lead": with_lead,
        "with_origin": with_origin,
    }


@register.simple_tag
def prepare_portraits(*, people: Iterable[Any] | None, units: Iterable[Any] | None = None) -> str:
    """Read the portraits of persons, and of those in units, together: two queries for a whole page of people."""
    in_units = [one for unit in units or () for one in unit.people]
    prefetch_item_pictures([*(people or ()), *in_units], "portrait", field="portrait")
    return ""


@register.inclusion_tag("components/person.html", takes_context=True)
def person(context: Context, page: Any, *, head: bool = False, heading: str = "h3") -> dict[str, Any]:
    """Render a leader or officer: portrait, name, position, field of work, e-mail."""
    return {"page": page, "url": url_of(context, page), "head": head, "heading": heading}


@register.inclusion_tag("components/attachments.html")
def attachments(*, entries: Iterable[Any]) -> dict[str, Any]:
    """List files for download with their kind and size. `entries` hold `document` and, if it has its own, `title`."""
    return {"files": [_file(entry["document"], entry["title"]) for entry in entries if entry["document"]]}


def _file(document: PortalDocument, title: str) -> dict[str, Any]:
    return {
        "title": title or in_vietnamese(document.title),
        "url": document.url,
        "extension": document.file_extension.upper(),
        "size": document.file_size,
    }


@register.inclusion_tag("components/facets.html")
def facets(*, groups: Sequence[Any]) -> dict[str, Any]:
    """Narrow a listing by links: each group has heading, clear_url and facets with label, count, url, selected."""
    return {"groups": [(group, any(facet.selected for facet in group.facets)) for group in groups]}


@register.inclusion_tag("components/tags.html", takes_context=True)
def tag_list(context: Context, *, tags: Iterable[Any], search_url: str) -> dict[str, Any]:
    """List the tags of a page; each leads to a search for its name."""
    return {"tags": [{"name": tag.name, "url": f"{search_url}?{urlencode({'q': tag.name})}"} for tag in tags]}


@register.inclusion_tag("components/siblings.html", takes_context=True)
def siblings(context: Context, *, previous: Page | None, following: Page | None, label: str) -> dict[str, Any]:
    """Lead to the item published before this one and to the one after it."""
    return {
        "previous": previous,
        "previous_url": url_of(context, previous) if previous else "",
        "following": following,
        "following_url": url_of(context, following) if following else "",
        "label": label,
    }


@register.inclusion_tag("components/page-tools.html")
def page_tools(*, share: Any, report_email: str = "", column: bool = False) -> dict[str, Any]:
    """Print, share without third-party scripts, report what is wrong. `share` has page_url, title, facebook, email."""
    return {"share": share, "report_url": _report_url(share, report_email) if report_email else "", "column": column}


def _report_url(share: Any, address: str) -> str:
    subject = gettext("Content to check: %(title)s") % {"title": share.title}
    return f"mailto:{quote(address, safe='@')}?" + urlencode(
        {"subject": subject, "body": share.page_url}, quote_via=quote
    )


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, *, results: ResultPage, label: str = "", parameter: str = "trang") -> dict[str, Any]:
    """Lead through the pages of a listing; the other parameters of the address are kept."""
    request = context.get("request")
    kept = request.GET.copy() if request else None
    if kept is not None:
        kept.pop(parameter, None)
    prefix = f"?{kept.urlencode()}&" if kept else "?"
    numbers = results.paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1)
    return {
        "results": results,
        "numbers": list(numbers),
        "ellipsis": results.paginator.ELLIPSIS,
        "prefix": f"{prefix}{parameter}=",
        "label": label or gettext("Pages of results"),
    }
