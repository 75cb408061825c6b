"""HTML that Word puts on the clipboard, and that of pages of the web, as blocks: paragraphs as they stand, and tables;
divisions are found later.

Pictures are named by their addresses on a page of the web; what Word copied has those of somebody's own computer, which
are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urljoin

from lxml import etree

from formats.documents import findings as codes
from formats.documents.docx.fonts import encoding_of_font, symbol
from formats.documents.docx.inline import LINKS, read_in_fonts
from formats.documents.docx.numbering import in_letters
from formats.documents.docx.reader import MOST_COLUMNS, drop_unused_columns
from formats.documents.markers import marker_at
from formats.documents.tree import (
    Block,
    Cell,
    Document,
    Finding,
    Marker,
    MarkerKind,
    Paragraph,
    Picture,
    Role,
    Run,
    Table,
)
from formats.documents.word_html.styles import BLOCKS, Element, Look, Styles, classes_of
from formats.vietnamese.text import clean_text

# Elements in elements. Word's tables need twenty; the parser gives up at 255, and loses what follows.
MOST_DEPTH: Final = 100
_NO_TEXT: Final = frozenset({"head", "script", "style", "template", "title", "xml"})
_ROLES: Final = {
    "msotitle": Role.SUBJECT, "msosubtitle": Role.SUBJECT, "msocaption": Role.CAPTION, "caption": Role.CAPTION,
}  # fmt: skip
_LEVELS: Final = frozenset("123456789")
_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_COUNTERS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SYMBOL_FONTS: Final = frozenset({"symbol", "wingdings", "courier new"})
_DASHES: Final = {"-": MarkerKind.DASH, "–": MarkerKind.DASH, "+": MarkerKind.PLUS}
_LEVEL: Final = re.compile(r"\blevel([1-9])\b")
_SPACES: Final = re.compile(r"\s+")


def read_word_html(content: bytes, *, base: str = "") -> Document:
    """Read HTML in UTF-8.

    Args:
        base: address of the page of the web that has it: pictures are read, and addresses are relative to it.

    Raises:
        ValueError: it is nested deeper than anybody writes.
    """
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", no_network=True))
    if root is None and base:
        return Document([])
    findings: dict[str, Finding] = {}
    return Document(_Reader(Styles(root), findings, base).read(root, Look(), 0), findings=list(findings.values()))


@dataclass(frozen=True, slots=True)
class _Form:
    """Outline level, role and depth of a paragraph, by the elements around it."""

    outline: int = 0
    role: Role = Role.BODY
    depth: int = 0


@dataclass(slots=True)
class _OpenList:
    """A list of HTML: how it counts, empty for one of bullets, and the number of its next item."""

    counter: str
    number: int


class _Reader:
    def __init__(self, styles: Styles, findings: dict[str, Finding], base: str) -> None:
        self.styles, self.findings, self.base = styles, findings, base
        self.blocks: list[Block] = []
        self._raw: list[tuple[Run, str]] = []
        self._form = _Form()
        self._align = ""
        # Of the next paragraph.
        self._marker: Marker | None = None
        self._lists: list[_OpenList] = []

    def read(self, element: Element, look: Look, depth: int) -> list[Block]:
        """The blocks inside an element."""
        self._inside(element, look, depth)
        self._end()
        return self.blocks

    def find(self, code: str, text: str = "") -> None:
        before = self.findings.get(code, Finding(code, count=0))
        texts = "\n".join(filter(None, [before.text, text]))
        self.findings[code] = replace(before, count=before.count + 1, text=texts)

    # Elements

    def _inside(self, element: Element, look: Look, depth: int) -> None:
        if depth > MOST_DEPTH:
            raise ValueError(depth)
        self._add(element.text or "", look)
        for one in element:
            if isinstance(one.tag, str) and one.tag not in _NO_TEXT:
                self._element(one, look, depth + 1)
            self._add(one.tail or "", look)

    def _element(self, element: Element, look: Look, depth: int) -> None:
        properties = self.styles.of(element)
        if code := _left_out_as(element, properties):
            self.find(code, _text(element))
            return
        look = self._linked(element, look.within(element, properties))
        if properties.get("mso-list", "").lower() == "ignore":
            self._marker = _marker(_text(element), look.font)
        elif "mso-tab-count" in properties:
            self._add("\t", look, is_sign=True)
        elif element.tag == "br":
            if self._raw and "page-break-before" not in properties:
                self._add("\n", look, is_sign=True)
        elif element.tag == "img" and self.base:
            self._end()
            if source := self._whole(element.get("src", "").strip()):
                self.blocks.append(Picture(source, clean_text(element.get("alt", ""))))
        elif element.tag == "table":
            self._end()
            self._table(element, look, depth)
        elif element.tag in BLOCKS:
            self._block(element, properties, look, depth)
        else:
            self._inside(element, look, depth)

    def _linked(self, element: Element, look: Look) -> Look:
        address = self._whole(element.get("href", "").strip()) if element.tag == "a" else ""
        if not address or LINKS.fullmatch(address):
            return replace(look, link=address) if address else look
        self.find(codes.LINK)
        return look

    def _whole(self, address: str) -> str:
        """An address as it is, or from the page of the web that names it; empty for what is none."""
        try:
            return urljoin(self.base, address) if self.base and address and address[0] != "#" else address
        except ValueError:
            return ""

    def _block(self, element: Element, properties: dict[str, str], look: Look, depth: int) -> None:
        """Read an element that begins a paragraph and ends one."""
        self._end()
        before = self._form, self._align
        self._form, self._align = self._form_of(element, properties), look.align
        if element.tag in {"ol", "ul"}:
            counter = "" if element.tag == "ul" else element.get("type", "1")
            self._lists.append(_OpenList(counter, _number(element.get("start", ""))))
        elif element.tag == "li":
            self._marker = self._next_marker()
        self._inside(element, look, depth)
        self._end()
        if element.tag in {"ol", "ul"}:
            self._lists.pop()
        self._marker = None
        self._form, self._align = before

    def _form_of(self, element: Element, properties: dict[str, str]) -> _Form:
        form = self._form
        roles = [_ROLES[one] for one in (element.tag, *classes_of(element)) if one in _ROLES]
        level = properties.get("mso-outline-level", "")
        outline = int(level) if level in _LEVELS else _HEADINGS.get(element.tag, form.outline)
        depth = max(len(self._lists) - 1, 0) if element.tag == "li" else form.depth
        if listed := _LEVEL.search(properties.get("mso-list", "")):
            depth = int(listed[1]) - 1
        return _Form(outline, roles[0] if roles else form.role, depth)

    def _next_marker(self) -> Marker:
        """The marker of the next item of the innermost list."""
        one = self._lists[-1] if self._lists else _OpenList("", 1)
        if not one.counter:
            return Marker(MarkerKind.BULLET, "•", is_typed=False)
        number = in_letters(one.number, _COUNTERS.get(one.counter, ""))
        one.number += 1
        kinds = {"a": MarkerKind.LETTER, "i": MarkerKind.ROMAN}
        return Marker(kinds.get(one.counter.lower(), MarkerKind.DECIMAL), f"{number}.", number, is_typed=False)

    # Tables

    def _table(self, element: Element, look: Look, depth: int) -> None:
        for caption in element.iterchildren("caption"):
            self._element(caption, look, depth + 1)
        # Word adds a row of no height where the columns of rows do not meet.
        lines = [row for row in element.xpath("./tr | ./*/tr") if row.get("height") != "0"]
        rows: list[list[Cell]] = []
        header_rows = 0
        # How many rows more a cell above covers, by columns.
        covered: dict[int, int] = {}
        for number, line in enumerate(lines):
            if line.getparent().tag == "thead" and header_rows == number:
                header_rows += 1
            row: list[Cell] = []
            column = 0
            for one in line.iterchildren("td", "th"):
                while covered.get(column):
                    column += 1
                columns = min(_number(one.get("colspan", "")), MOST_COLUMNS)
                row_span = min(_number(one.get("rowspan", "")), len(lines) - number)
                cell = _Reader(self.styles, self.findings, self.base)
                cell._element(one, look, depth + 1)
                row.append(Cell(cell.blocks, column, columns, row_span))
                covered |= dict.fromkeys(range(column, column + columns), row_span)
                column += columns
            rows.append(row)
            covered = {place: left - 1 for place, left in covered.items() if left > 1}
        drop_unused_columns(rows)
        if any(rows):
            self.blocks.append(Table(rows, header_rows))

    # Letters

    def _add(self, text: str, look: Look, *, is_sign: bool = False) -> None:
        if not is_sign:
            text = _SPACES.sub(" ", text)
            if not self._raw or self._raw[-1][0].text.endswith((" ", "\n", "\t")):
                text = text.removeprefix(" ")
        if not text:
            return
        if look.struck and text.strip():
            self.find(codes.STRUCK)
        if look.font.lower() in _SYMBOL_FONTS:
            text = "".join(_sign(look.font, letter) for letter in text)
        run = Run(text, bold=look.bold, italic=look.italic, script=look.script, link=look.link)
        self._raw.append((run, look.font if encoding_of_font(look.font) else ""))

    def _end(self) -> None:
        """End the paragraph that is open, if letters stand in it."""
        raw, self._raw = self._raw, []
        while raw and not raw[-1][0].text.strip():
            raw.pop()
        if not raw:
            return
        runs, converted = read_in_fonts(raw)
        for _ in range(converted):
            self.find(codes.OLD_ENCODING)
        form = self._form
        self.blocks.append(Paragraph(runs, form.role, self._marker, self._align, form.outline, form.depth))
        self._marker = None


def _left_out_as(element: Element, properties: dict[str, str]) -> str:
    """The code of the finding that all letters of an element go to; empty where they are read."""
    if element.tag == "del":
        return codes.DELETED
    if "msocomanchor" in classes_of(element) or properties.get("mso-element", "") == "comment-list":
        return codes.COMMENT
    return codes.HIDDEN if properties.get("display") == "none" or properties.get("mso-hide") == "all" else ""


def _sign(font: str, letter: str) -> str:
    """A letter as a symbol font shows it, by its place in the font, or in the area of Unicode that Word gives fonts."""
    is_place = letter < "\u0100" or "\uf000" <= letter <= "\uf0ff"
    return (is_place and symbol(font, f"{ord(letter):X}")) or letter


def _text(element: Element) -> str:
    return _SPACES.sub(" ", "".join(element.itertext())).strip()


def _marker(text: str, font: str) -> Marker | None:
    """The marker of a paragraph that Word counts, as it is shown."""
    if not text:
        return None
    if font.lower() in _SYMBOL_FONTS or not any(map(str.isalnum, text)):
        return Marker(_DASHES.get(text, MarkerKind.BULLET), "•", is_typed=False)
    typed = marker_at(f"{text} x")
    if typed is not None:
        return replace(typed, text=text, is_typed=False)
    return Marker(MarkerKind.DECIMAL, text, text.strip(".()"), is_typed=False)


def _number(text: str) -> int:
    return min(max(int(text), 1), 10_000) if text.isdecimal() and len(text) < 6 else 1
