"""What a program can find against WCAG 2.1 in the pages of a portal, without a browser; people find the rest.

The templates are checked in a browser with each release. What editors add to them is looked at here: whether each page
says its language and title, has one heading at the top and skips none, names pictures, links, fields and frames, and
heads its tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from bs4 import BeautifulSoup
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cityportal.mirror.visiting import Visitor
from sites.directory import HOME_DEPTH, PortalRecord

if TYPE_CHECKING:
    from bs4 import Tag
    from django.utils.functional import Promise

# Pages of a portal that are read: its homes and sections, and as many of the newest others.
NEWEST: Final = 20
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# Fields that need no label of their own.
_UNLABELLED: Final = frozenset({"hidden", "submit", "button", "image", "reset"})

Rule = Callable[[BeautifulSoup], bool]


def _is_without_name(tag: Tag) -> bool:
    named = tag.get("aria-label") or tag.get("aria-labelledby") or tag.get("title") or tag.get_text(strip=True)
    return not named and not any(image.get("alt") for image in tag.find_all("img"))


def _skips_headings(page: BeautifulSoup) -> bool:
    levels = [int(tag.name[1]) for tag in page.find_all(_HEADINGS)]
    return any(second > first + 1 for first, second in pairwise(levels))


def _has_unlabelled_fields(page: BeautifulSoup) -> bool:
    labelled = {label.get("for") for label in page.find_all("label")}
    return any(
        field.get("type") not in _UNLABELLED
        and field.get("id") not in labelled
        and not (field.get("aria-label") or field.get("aria-labelledby") or field.get("title"))
        and field.find_parent("label") is None
        for field in page.find_all(["input", "select", "textarea"])
    )


def _has_same_ids(page: BeautifulSoup) -> bool:
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    return any(count > 1 for count in ids.values())


# By code: what is wrong, and whether it is so of a page.
RULES: Final[dict[str, tuple[Promise, Rule]]] = {
    "language": (_("no language"), lambda page: page.html is None or not page.html.get("lang")),
    "title": (_("no title"), lambda page: page.title is None or not page.title.get_text(strip=True)),
    "heading": (_("not one main heading"), lambda page: len(page.find_all("h1")) != 1),
    "order": (_("headings that skip a level"), _skips_headings),
    "picture": (_("pictures without a text in their place"), lambda page: bool(page.select("img:not([alt])"))),
    "link": (
        _("links and buttons without a name"),
        lambda page: any(map(_is_without_name, page.find_all(["a", "button"]))),
    ),
    "field": (_("fields without a label"), _has_unlabelled_fields),
    "frame": (_("frames without a title"), lambda page: bool(page.select("iframe:not([title])"))),
    "table": (
        _("tables without headings"),
        lambda page: any(table.find("th") is None for table in page.find_all("table")),
    ),
    "id": (_("the same mark twice"), _has_same_ids),
}


def problems_of(html: str) -> set[str]:
    """Codes of the rules that a page breaks."""
    page = BeautifulSoup(html, "html.parser")
    return {code for code, (_name, is_broken) in RULES.items() if is_broken(page)}


@dataclass(slots=True)
class Problems:
    """The rules that pages of a portal break.

    Attributes:
        pages: how many were read.
        broken: on how many of them each rule is broken, by its code.
        example: the address of one of these, by the code.
    """

    pages: int = 0
    broken: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)


def problems_on(portal: PortalRecord) -> Problems:
    """Read pages of a portal as a visitor."""
    visitor, found = Visitor(), Problems()
    for address in _addresses(portal):
        answer = visitor.ask(portal.host, address)
        if (answer.status, answer.content_type) == (HTTPStatus.OK, "text/html"):
            found.pages += 1
            for code in problems_of(answer.content.decode(errors="replace")):
                found.broken[code] += 1
                found.example.setdefault(code, address)
    return found


def _addresses(portal: PortalRecord) -> Iterator[str]:
    public = Page.objects.live().filter(path__startswith=portal.container_path, depth__gte=HOME_DEPTH)
    sections = public.filter(depth__lte=HOME_DEPTH + 1)
    newest = public.filter(depth__gt=HOME_DEPTH + 1).order_by("-last_published_at", "-pk")[:NEWEST]
    for page in [*sections, *newest]:
        if parts := page.get_url_parts():
            yield parts[2]
