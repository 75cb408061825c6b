"""Bold words and links of a text as numbered markers, [1]bold words[/1]: the form in which translators write them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import PageElement, Tag
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail_localize.strings import StringValue

from audit.errors import PortalRefusal

_MARKER: Final = re.compile(r"\[(/?)(\d+)\]")


class MarkersRefused(PortalRefusal):
    code = "markers_refused"
    message = _("Each marker needs its end, and none may cross another or stand in itself: %(expected)s.")

    def __init__(self, expected: str) -> None:
        super().__init__(expected)
        self.expected = expected

    def __str__(self) -> str:
        return str(self.message) % {"expected": self.expected}


class _Markers:
    """Numbers of the tags of a Vietnamese text. A number that its words have in brackets is passed over."""

    def __init__(self, source: str) -> None:
        soup = BeautifulSoup(source, "html.parser")
        taken = {int(number) for _end, number in _MARKER.findall(soup.get_text())}
        numbers = (number for number in range(1, 1000) if number not in taken)
        tags = [tag for tag in soup.find_all(True) if tag.name != "br"]
        self.tags: dict[int, tuple[str, str]] = {next(numbers): (tag.name, str(tag.get("id") or "")) for tag in tags}

    def number_of(self, tag: Tag, met: dict[str, int]) -> int | None:
        """The number of a tag of a translation: a link is found by its key, other tags by their order."""
        same = [number for number, (name, _key) in self.tags.items() if name == tag.name]
        if tag.get("id"):
            return next((number for number in same if self.tags[number][1] == tag["id"]), None)
        place = met[tag.name] = met.get(tag.name, -1) + 1
        return same[min(place, len(same) - 1)] if same else None


def to_markers(data: str, *, source: str) -> str:
    """Convert a stored text, Vietnamese or English, to the markers of its source."""
    markers = _Markers(source)
    met: dict[str, int] = {}
    parts: list[str] = []

    def walk(element: Tag) -> None:
        for child in element.children:
            if not isinstance(child, Tag):
                parts.append(str(child))
            elif child.name == "br":
                parts.append("\n")
            else:
                number = markers.number_of(child, met)
                parts.append(f"[{number}]" if number else "")
                walk(child)
                parts.append(f"[/{number}]" if number else "")

    walk(BeautifulSoup(data, "html.parser"))
    return "".join(parts)


def from_markers(text: str, *, source: str) -> str:
    """Convert a text with markers to the form in which wagtail-localize stores it.

    Raises:
        MarkersRefused: a marker without its end, across another, or in itself.
    """
    known, open_tags, parts, last = _Markers(source).tags, [], [], 0
    text = "\n".join(line.strip() for line in text.strip().splitlines())

    def words(piece: str) -> str:
        return escape(piece).replace("\n", "<br/>")

    for marker in _MARKER.finditer(text):
        number = int(marker[2])
        if number not in known:
            continue
        parts.append(words(text[last : marker.start()]))
        last = marker.end()
        name, key = known[number]
        if not marker[1] and number not in open_tags:
            open_tags.append(number)
            parts.append(f'<{name} id="{key}">' if key else f"<{name}>")
        elif marker[1] and open_tags and open_tags[-1] == number:
            open_tags.pop()
            parts.append(f"</{name}>")
        else:
            raise MarkersRefused(_expected(known))
    if open_tags:
        raise MarkersRefused(_expected(known))
    parts.append(words(text[last:]))
    return str(StringValue.from_translated_html("".join(parts)).data)


def _expected(numbers: Iterable[int]) -> str:
    return " ".join(f"[{number}]…[/{number}]" for number in numbers)


def markers_of(source: str) -> list[int]:
    """Numbers of the markers that a translation of this text may use."""
    return list(_Markers(source).tags)


def marked_html(source: str) -> SafeString:
    """A stored text for the screen: bold words and links with their form and their markers."""
    markers = _Markers(source)
    met: dict[str, int] = {}

    def walk(element: Tag) -> SafeString:
        return format_html_join("", "{}", ((piece(child),) for child in element.children))

    def piece(child: PageElement) -> SafeString:
        if not isinstance(child, Tag):
            return conditional_escape(str(child))
        if child.name == "br":
            return mark_safe("<br>")
        number = markers.number_of(child, met)
        form = "u" if child.name == "a" else "strong" if child.name in {"b", "strong"} else "em"
        return format_html(
            '<span class="side-by-side__marker">[{}]</span><{}>{}</{}><span class="side-by-side__marker">[/{}]</span>',
            number, form, walk(child), form, number,
        )  # fmt: skip

    return walk(BeautifulSoup(source, "html.parser"))


def plain_text(data: str) -> str:
    """A stored text without its tags."""
    return str(StringValue(data).render_text())
