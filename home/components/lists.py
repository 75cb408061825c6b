"""Lists: items, persons, files, filters, ways on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext
from wagtail.models import Page

from formats.vietnamese.dates import vi_date, vi_datetime, vi_short_datetime, vi_time
from home.components.assets import url_of
from home.templatetags.text_filters import in_vietnamese

if TYPE_CHECKING:
    from django.core.paginator import Page as ResultPage

    from library.models import PortalDocument
from page_cache.declaring import changes_by_the_clock

register = template.Library()

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
    with_facts: bool = False,
    dated: str = "date",
) -> dict[str, Any]:
    """Render one item of a list. `variant`: plain, lead (first story), row (picture beside), card (picture above).

    `item` is a page, or anything with title, lead and first_published_at; source_agency and image where it has them.
    `with_origin` names the portal it stands on: for lists that gather from several. `with_facts` says what is special
    to its kind.
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
        "facts": _facts_of(item) if with_facts else [],
        "origin": origin,
        "variant": variant,
        "heading": heading,
        "dated": dated,
    }


def _facts_of(item: Any) -> list[dict[str, Any]]:
    """The facts that a page has for lists, as they are written."""
    if not hasattr(item, "list_facts"):
        return []
    changes_by_the_clock()
    found = item.list_facts(now=timezone.now())
    return [
        {"label": capfirst(one.label), "value": _written(one.value, short=True), "tone": one.tone}
        for one in found
        if one is not None and one.value not in (None, "")
    ]


@register.inclusion_tag("components/story-list.html", takes_context=True)
def story_list(
    context: Context,
    items: Iterable[Any],
    *,
    layout: str = "list",
    variant: str = "",
    with_lead: bool = True,
    with_origin: bool = False,
    with_facts: bool = False,
) -> dict[str, Any]:
    """Render stories one under the other (`layout` list or wide) or side by side (cards).

    With a `variant` that shows pictures, the view has read them: `home.publication.pictures.prefetch_item_pictures`.
    """
    return {
        "request": context.get("request"),
        "items": items,
        "layout": layout,
        "variant": variant,
        "with_lead": with_lead,
        "with_origin": with_origin,
        "with_facts": with_facts,
    }


@register.inclusion_tag("components/person.html", takes_context=True)
def person(context: Context, page: Any, *, head: bool = False, heading: str = "h3") -> dict[str, Any]:
    """Render a leader or officer: portrait, name, position, field of work, e-mail."""
    return {"page": page, "url": url_of(context, page), "head": head, "heading": heading}


@register.inclusion_tag("components/facts.html")
def facts(*, entries: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """List what is known of a thing: pairs of a label and a value. Days and times are written as the language does."""
    return {"entries": [(capfirst(label), _written(value)) for label, value in entries]}


def _written(value: Any, *, short: bool = False) -> Any:
    if isinstance(value, datetime):
        return vi_short_datetime(value) if short else vi_datetime(value)
    if isinstance(value, time):
        return vi_time(value)
    return vi_date(value) if isinstance(value, date) else value


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


@register.inclusion_tag("components/tags.html")
def tag_list(*, tags: Iterable[Any], search_url: str) -> dict[str, Any]:
    """List the tags of a page; each leads to a search for its name."""
    return {"tags": [{"name": tag.name, "url": f"{search_url}?{urlencode({'q': tag.name})}"} for tag in tags]}


@register.inclusion_tag("components/siblings.html", takes_context=True)
def siblings(
    context: Context,
    *,
    previous: Page | None,
    following: Page | None,
    label: str,
    before: str = "",
    after: str = "",
    named_by: str = "title",
) -> dict[str, Any]:
    """Lead to the item published before this one and to the one after it.

    Args:
        label: what the navigation is called; before, after: what stands above each of its links.
        named_by: the attribute of an item that the link to it says.
    """
    return {
        "previous": previous and {"url": url_of(context, previous), "name": getattr(previous, named_by)},
        "following": following and {"url": url_of(context, following), "name": getattr(following, named_by)},
        "label": label,
        "before": before or pgettext("item of a section", "Previous"),
        "after": after or pgettext("item of a section", "Next"),
    }


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
