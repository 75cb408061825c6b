"""Paragraphs and lists of a document as running text of a page (`home.blocks.text.TEXT_FEATURES`)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from django.utils.html import escape

from adminviews.hidden_inputs import DEEPEST_LIST
from formats.documents.tree import BULLETS, Block, Heading, List, Marker, MarkerKind, Paragraph, Run
from home.word_import import findings as codes

_TAGS: Final = {"super": "sup", "sub": "sub"}

Find = Callable[[str], None]


class RichText:
    """Writes running text; what it leaves out of a run is told by its code."""

    def __init__(self, find: Find) -> None:
        self.find = find

    def paragraph(self, block: Paragraph | Heading, *, marker: Marker | None = None) -> str:
        """A paragraph with its marker."""
        said = self.runs(block.runs)
        shown = marker or block.marker
        if shown is None:
            return f"<p>{said}</p>"
        number = f"<b>{escape(shown.text)}</b>" if shown.kind is MarkerKind.ARTICLE else escape(shown.text)
        return f"<p>{number} {said}</p>"

    def list(self, block: List) -> list[str]:
        """A list as one of HTML, where that shows the markers of the document; else its items as paragraphs with their
        markers."""
        if self._is_plain(block, depth=1):
            return [self._plain(block)]
        found: list[str] = []
        for item in block.items:
            first, *others = item.blocks
            found += [self.paragraph(first, marker=item.marker)] if isinstance(first, Paragraph) else []
            for other in others:
                found += self.list(other) if isinstance(other, List) else []
        return found

    def runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs)).strip()

    def _run(self, run: Run) -> str:
        if run.note:
            return f"<sup>({escape(run.note)})</sup>"
        said = escape(run.text.replace("\t", " ")).replace("\n", "<br/>")
        if not said.strip():
            return said
        if run.italic:
            self.find(codes.ITALIC)
        if run.script in _TAGS:
            said = f"<{_TAGS[run.script]}>{said}</{_TAGS[run.script]}>"
        if run.bold:
            said = f"<b>{said}</b>"
        if run.link.startswith("#"):
            self.find(codes.LOCAL_LINK)
        elif run.link:
            said = f'<a href="{escape(run.link)}">{said}</a>'
        return said

    def _is_plain(self, block: List, *, depth: int) -> bool:
        """Whether HTML counts a list as the document does."""
        markers = [item.marker for item in block.items]
        counted = [marker.text for marker in markers] == [f"{number}." for number in range(1, len(markers) + 1)]
        if depth >= DEEPEST_LIST or not (block.kind in BULLETS or (block.kind is MarkerKind.DECIMAL and counted)):
            return False
        return all(_begins_with_text(item.blocks) and self._inner(item.blocks, depth) for item in block.items)

    def _inner(self, blocks: Sequence[Block], depth: int) -> bool:
        return all(isinstance(one, List) and self._is_plain(one, depth=depth + 1) for one in blocks[1:])

    def _plain(self, block: List) -> str:
        tag = "ul" if block.kind in BULLETS else "ol"
        items = []
        for item in block.items:
            first, *others = item.blocks
            said = self.runs(first.runs) if isinstance(first, Paragraph) else ""
            items.append(f"<li>{said}{''.join(self._plain(one) for one in others if isinstance(one, List))}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>"


def _begins_with_text(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and isinstance(blocks[0], Paragraph)
