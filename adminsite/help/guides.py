"""The guides of `docs/` as the admin shows them: in parts, which can be searched."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.token import Token

from adminsite.enums import Audience
from formats.vietnamese.folding import fold, folded_words

# Pictures of a guide are static files: their addresses, as the files in `docs/` write them, begin so.
STATIC_FROM_DOCS: Final = "../cityportal/static/"
_DOCS: Final = Path(__file__).resolve().parent.parent.parent / "docs"
FILES: Final = {"bien-tap": "huong-dan-bien-tap.md", "van-hanh": "huong-dan-van-hanh.md"}
EDITORS: Final = "bien-tap"
OPERATORS: Final = "van-hanh"
# The section of a guide that is the handout of an audience, in the part of handouts.
HANDOUTS: Final = "to-in-mot-trang"
HANDOUT_OF: Final = {
    Audience.WRITER: (EDITORS, "nguoi-viet-bai"),
    Audience.BOARD: (EDITORS, "nguoi-phe-duyet"),
    Audience.PORTAL_ADMIN: (EDITORS, "quan-tri-cong"),
    Audience.OFFICER: (EDITORS, "can-bo-tra-loi"),
    Audience.OPERATOR: (OPERATORS, "don-vi-van-hanh"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter of a guide.

    Attributes:
        words: what it says, folded, with a blank on both sides.
        sections: ids and titles of what it is divided into.
    """

    slug: str
    title: str
    html: SafeString
    words: str
    sections: tuple[tuple[str, str], ...]


@cache
def parts_of(guide: str) -> tuple[Part, ...]:
    """Read a guide, as it was when the process began.

    Raises:
        KeyError: there is no guide of this name.
    """
    text = (_DOCS / FILES[guide]).read_text(encoding="utf-8")
    return tuple(_part(tokens) for tokens in _chapters(_READER.parse(text)))


@dataclass(frozen=True, slots=True)
class Handout:
    """What an audience has beside the keyboard: one page of paper."""

    title: str
    html: SafeString


@cache
def handout_of(audience: Audience) -> Handout:
    """Read the handout of an audience, as its guide was when the process began.

    Raises:
        LookupError: its guide has no such section.
    """
    guide, wanted = HANDOUT_OF[audience]
    text = (_DOCS / FILES[guide]).read_text(encoding="utf-8")
    for chapter in _chapters(_READER.parse(text)):
        if _part(chapter).slug == HANDOUTS:
            for section in _divided(chapter[3:], {"h3"}):
                if slugify(fold(_text_of(section[1]))) == wanted:
                    return Handout(_text_of(section[1]), _rendered(section[3:]))
    raise LookupError(wanted)


def parts_with(guide: str, query: str) -> list[Part]:
    """Parts that have every word of a query, marks and capitals aside; those that have it in their title first."""
    words = folded_words(query).split()
    found = [part for part in parts_of(guide) if words and all(f" {word}" in part.words for word in words)]
    return sorted(found, key=lambda part: not all(word in fold(part.title) for word in words))


_READER: Final = MarkdownIt("commonmark", {"html": False}).enable("table")


def _chapters(tokens: list[Token]) -> Iterator[list[Token]]:
    """Tokens from each heading of the first two levels to the next."""
    return _divided(tokens, {"h1", "h2"})


def _divided(tokens: list[Token], tags: Set[str]) -> Iterator[list[Token]]:
    chapter: list[Token] = []
    for token in tokens:
        if token.type == "heading_open" and token.tag in tags and chapter:
            yield chapter
            chapter = []
        chapter.append(token)
    yield chapter


def _part(tokens: list[Token]) -> Part:
    title, body = _text_of(tokens[1]), tokens[3:]
    sections = []
    for opening, inline in pairwise(body):
        if opening.type == "heading_open":
            opening.attrSet("id", slugify(fold(_text_of(inline))))
            sections.append((str(opening.attrGet("id")), _text_of(inline)))
    words = folded_words(" ".join(_text_of(token) for token in tokens if token.type == "inline"))
    number, _dot, name = title.partition(". ")
    slug = slugify(fold(name if number.isdigit() else title))
    return Part(slug, title, _rendered(body), f" {words} ", tuple(sections))


def _rendered(tokens: list[Token]) -> SafeString:
    for picture in (child for token in tokens for child in token.children or [] if child.type == "image"):
        picture.attrSet("src", static(str(picture.attrGet("src")).removeprefix(STATIC_FROM_DOCS)))
        picture.attrSet("loading", "lazy")
    html = _READER.renderer.render(tokens, _READER.options, {})
    return mark_safe(html)  # noqa: S308 -- our own file, without HTML


def _text_of(inline: Token) -> str:
    return "".join(child.content if child.content else " " for child in inline.children or [])
