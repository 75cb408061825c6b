"""The text of a draft in parts, as its page shows it, with what the rooms above put beside each part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from formats.lawtext.citing import citations, title_and_lines
from formats.lawtext.parsing import parse
from formats.lawtext.parts import Level, Part

# Characters: several times the longest regulation of a city.
MOST_TEXT: Final = 400_000
# Of headings of the page: below that of the text.
_FIRST_LEVEL: Final = 3
_LAST_LEVEL: Final = 6


class HasText(Protocol):
    """A draft, as far as its text is asked for."""

    text: str


@dataclass(frozen=True, slots=True)
class PartLink:
    """A link beside a part: to the form for comments on it, to the comments on it.

    Attributes:
        more: what tells it from the other links of the page to those who do not see where it stands.
    """

    url: str
    text: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part as the page shows it.

    Attributes:
        kind: of its style: "article", "clause", "point", "body", or "chapter" for all that holds articles.
        heading: of the title, from 3 to 6; 0: the part has no title.
        citation: "điểm đ khoản 1 Điều 12"; empty: the text before the first part.
    """

    anchor: str
    kind: str
    heading: int
    title: str
    lines: list[str]
    citation: str
    links: Sequence[PartLink] = ()


def parts_of(draft: HasText) -> Sequence[Part]:
    """The parts of the text of a draft, in their order; a draft whose text is only in its files has none."""
    return _parts_of(draft.text) if draft.text.strip() else ()


@lru_cache(maxsize=4)
def _parts_of(text: str) -> tuple[Part, ...]:
    """A page asks several times, of a draft that it reads several times."""
    return tuple(parse(text))


def shown_parts(parts: Sequence[Part], links: Mapping[str, Sequence[PartLink]]) -> list[ShownPart]:
    """The parts as the page shows them.

    Args:
        links: beside parts, by their anchors.
    """
    cited = citations(parts)
    found, open_levels = [], list[Level]()
    for part in parts:
        title, lines = title_and_lines(part)
        if not (title or lines):
            continue
        heading = 0
        if title:
            open_levels = [level for level in open_levels if level < part.level]
            heading = min(_FIRST_LEVEL + len(open_levels), _LAST_LEVEL)
            open_levels.append(part.level)
        kind = "chapter" if Level.BODY < part.level < Level.ARTICLE else part.level.name.lower()
        found.append(
            ShownPart(part.anchor, kind, heading, title, lines, cited[part.anchor], links.get(part.anchor, ()))
        )
    return found


def contents_of(parts: Iterable[ShownPart]) -> list[ShownPart]:
    """Parts for the list of contents: those with a title."""
    return [part for part in parts if part.title]
