"""Pictures, text boxes, charts and diagrams that stand in a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from formats.documents import findings as codes
from formats.documents.docx.package import Element, attribute, child, descendants, name, part_xml, tag_of
from formats.documents.docx.state import Place, ReaderState, plain_text
from formats.documents.tree import Block, Picture
from formats.vietnamese.text import clean_text

# Lines between blocks of a letterhead: nothing that anybody reads.
_LINES: Final = frozenset({"line", "straightConnector1"})

Find = Callable[..., None]


def choice(alternates: Element) -> Element:
    """Of several ways to write one thing, the newest; where it is missing, the one for old programs."""
    found = child(alternates, "mc:Choice")
    if found is None:
        found = child(alternates, "mc:Fallback")
    return [] if found is None else found


def read_drawing(
    element: Element,
    state: ReaderState,
    place: Place,
    read_blocks: Callable[[Element, Place], list[Block]],
    find: Find,
) -> list[Block]:
    """What a drawing holds, in its order; what it holds and cannot be shown is told."""
    drawing = _Drawing(element, state, place, find)
    found: list[Block] = []
    for one in _visited(element):
        if tag_of(one) == "w:txbxContent":
            boxed = read_blocks(one, place)
            if boxed:
                find(codes.TEXT_BOX)
            drawing.is_shown = True
            found += boxed
        else:
            found += drawing.read(one)
    if not drawing.is_shown and not _is_line(element):
        find(codes.DRAWING)
    return found


def _visited(element: Element) -> Iterator[Element]:
    """Elements in their order, without what stands in text boxes, and of alternatives the one that counts."""
    for one in choice(element) if tag_of(element) == "mc:AlternateContent" else element:
        yield one
        if tag_of(one) != "w:txbxContent":
            yield from _visited(one)


class _Drawing:
    def __init__(self, element: Element, state: ReaderState, place: Place, find: Find) -> None:
        self.element, self.state, self.place, self.find = element, state, place, find
        self.is_shown = False

    def read(self, one: Element) -> list[Block]:
        tag = tag_of(one)
        if tag == "a:blip":
            return self._picture(attribute(one, "r:embed"), attribute(one, "r:link"))
        if tag == "v:imagedata":
            return self._picture(attribute(one, "r:id"), attribute(one, "r:href"))
        if tag == "c:chart":
            self._told(codes.CHART, attribute(one, "r:id"))
        elif tag == "dgm:relIds":
            self._told(codes.DIAGRAM, attribute(one, "r:dm"))
        elif tag == "a:t":
            self.is_shown = True
            self.find(codes.DIAGRAM, one.text or "")
        return []

    def _picture(self, key: str, link: str) -> list[Block]:
        self.is_shown = True
        part = self._part(key)
        if part is not None:
            return [Picture(self.state.keep_picture(part), self._alt())]
        relation = self.place.part.rels.get(key or link)
        is_elsewhere = relation is not None and relation.is_external
        self.find(codes.PICTURE_ELSEWHERE if is_elsewhere else codes.PICTURE_DAMAGED)
        return []

    def _told(self, code: str, key: str) -> None:
        """A chart or a diagram: its words stand in a part of their own."""
        self.is_shown = True
        part = self._part(key)
        self.find(code, "" if part is None else plain_text(part_xml(part)))

    def _part(self, key: str) -> Any:
        relation = self.place.part.rels.get(key)
        return None if relation is None or relation.is_external else relation.target_part

    def _alt(self) -> str:
        described = [one.get("descr") or one.get("title") for one in descendants(self.element, "wp:docPr")]
        shapes = self.element.iter(name("v:shape"), name("v:rect"))
        return clean_text(next(filter(None, [*described, *(one.get("alt") for one in shapes)]), ""))


def _is_line(element: Element) -> bool:
    forms = {one.get("prst") for one in descendants(element, "a:prstGeom")}
    return bool(forms and forms <= _LINES) or any(tag_of(one) == "v:line" for one in element.iter())
