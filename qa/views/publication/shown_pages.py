"""Pages of a chosen file as the screen shows them that covers what tells of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qa.drawing.covers import Place
from qa.drawing.drawn_pages import DrawnPage


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """Where something that a program found stands on a page, in pixels of its picture."""

    key: str
    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page, counted from 1, with the size of its picture in pixels."""

    number: int
    width: int
    height: int
    places: list[FoundPlace]


def shown_pages(pages: Sequence[DrawnPage], places: Mapping[str, Sequence[Place]]) -> list[ShownPage]:
    """Pages with what was found on each; `places` by key of the piece (`qa.publication.copy_files.CopyPiece.key`)."""
    found: dict[int, list[FoundPlace]] = {}
    for key, own in places.items():
        for place in own:
            size = place.right - place.left, place.bottom - place.top
            found.setdefault(place.page, []).append(FoundPlace(key, place.left, place.top, *size))
    return [ShownPage(number, *page.pixels, found.get(number, [])) for number, page in enumerate(pages, 1)]
