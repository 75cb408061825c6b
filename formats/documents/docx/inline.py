"""A paragraph of Word: its runs, and what stands beside its letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from typing import Final

from formats.documents import findings as codes
from formats.documents.docx.drawings import choice, read_drawing
from formats.documents.docx.fonts import encoding_of_font, shown_in_font, symbol
from formats.documents.docx.package import Element, attribute, child, descendants, tag_of
from formats.documents.docx.state import Field, Place, ReaderState, plain_text
from formats.documents.docx.styles import Form
from formats.documents.tree import Block, Run
from formats.vietnamese.text import real_d, to_nfc

LINKS: Final = re.compile(r"(?:https?://|mailto:|tel:|#)\S*", re.IGNORECASE)
_LINK_FIELD: Final = re.compile(r'HYPERLINK\s+(?:(\\l)\s+)?"([^"]*)"', re.IGNORECASE)
_NO_TEXT: Final = frozenset(
    {
        "w:pPr", "w:rPr", "w:sectPr", "w:instrText", "w:delInstrText", "w:sdtPr", "w:sdtEndPr", "w:fldData",
        "w:proofErr", "w:lastRenderedPageBreak", "w:footnoteRef", "w:endnoteRef", "w:annotationRef",
    }
)  # fmt: skip
_SIGNS: Final = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011", "w:softHyphen": ""}
_DELETED: Final = frozenset({"w:del", "w:moveFrom"})
_ADDED: Final = frozenset({"w:ins", "w:moveTo"})
_CONTENTS: Final = "TOC"
_CONTENTS_GALLERY: Final = "table of contents"

# Reads the blocks below an element, at a place.
BlockReader = Callable[[Element, Place], list[Block]]


class ParagraphReader:
    """Reads one paragraph.

    Attributes:
        runs: its letters.
        beside: pictures and text boxes that stand in it.
    """

    def __init__(self, state: ReaderState, place: Place, read_blocks: BlockReader) -> None:
        self.state, self.place, self.read_blocks = state, place, read_blocks
        self.runs: list[Run] = []
        self.beside: list[Block] = []
        self._raw: list[tuple[Run, str]] = []
        self._link = ""
        self._found: list[tuple[str, str]] = []
        self._paragraph: Element = None
        self._form: Form | None = None
        self._special: dict[str, Callable[[Element], None]] = {
            "w:br": self._break,
            "w:instrText": self._instruction,
            "w:fldChar": self._field,
            "w:footnoteReference": self._note,
            "w:endnoteReference": self._note,
            "w:commentReference": self._comment,
            "w:sym": self._symbol,
            "w:drawing": self._drawing,
            "w:pict": self._drawing,
            "w:object": self._object,
        }

    def read(self, paragraph: Element) -> None:
        self._paragraph = paragraph
        self._children(paragraph)
        self.runs = self._finished()
        near = "".join(run.text for run in self.runs).strip()
        for code, text in self._joined_findings():
            self.state.find(code, near=near, text=text)

    def find(self, code: str, text: str = "") -> None:
        """Tell of something in this paragraph."""
        self._found.append((code, text))

    # What stands in a paragraph

    def _children(self, element: Element) -> None:
        for one in element:
            self._element(one)

    def _element(self, element: Element) -> None:
        tag = tag_of(element)
        if tag == "w:r":
            self._run(element)
        elif tag in _DELETED:
            self.find(codes.TRACKED)
            self._left_out(element, codes.DELETED)
        elif tag in _ADDED:
            self.find(codes.TRACKED)
            self._children(element)
        elif tag == "w:hyperlink":
            self._linked(element, self._address(element))
        elif tag == "w:fldSimple":
            self.place.fields.append(Field(attribute(element, "w:instr"), is_result=True))
            self._linked(element, self._address_of_field())
            self.place.fields.pop()
        elif tag in {"m:oMath", "m:oMathPara"}:
            self.find(codes.FORMULA)
            self._add("".join(one.text or "" for one in descendants(element, "m:t")))
        elif tag == "w:sdt" and is_contents(element):
            self._left_out(element, codes.CONTENTS)
        elif tag == "mc:AlternateContent":
            self._children(choice(element))
        elif tag and tag not in _NO_TEXT:
            self._children(element)

    def _left_out(self, element: Element, code: str) -> None:
        before, self.place.left_out_as = self.place.left_out_as, self.place.left_out_as or code
        self._children(element)
        self.place.left_out_as = before

    def _linked(self, element: Element, address: str) -> None:
        before, self._link = self._link, address or self._link
        self._children(element)
        self._link = before

    def _address(self, element: Element) -> str:
        key, anchor = attribute(element, "r:id"), attribute(element, "w:anchor")
        relation = self.place.part.rels.get(key)
        if relation is None or not relation.is_external:
            return f"#{anchor}" if anchor else ""
        return self._taken(relation.target_ref + (f"#{anchor}" if anchor else ""))

    def _address_of_field(self) -> str:
        """The address of the innermost field that is a link."""
        for field in reversed(self.place.fields):
            if match := _LINK_FIELD.search(field.instruction):
                return f"#{match[2]}" if match[1] else self._taken(match[2])
        return ""

    def _taken(self, address: str) -> str:
        address = address.strip()
        if LINKS.fullmatch(address):
            return address
        self.find(codes.LINK)
        return ""

    # What stands in a run

    def _run(self, run: Element) -> None:
        before, self._form = self._form, self.state.styles.form(run, self._paragraph)
        for one in run:
            self._part(one, tag_of(one))
        self._form = before

    def _part(self, element: Element, tag: str) -> None:
        if tag in {"w:t", "w:delText"}:
            self._add(element.text or "")
        elif tag in _SIGNS:
            self._add(_SIGNS[tag])
        elif tag == "mc:AlternateContent":
            for one in choice(element):
                self._part(one, tag_of(one))
        elif tag in self._special:
            self._special[tag](element)
        else:
            self._element(element)

    def _comment(self, element: Element) -> None:
        comment = self.state.comments.pop(attribute(element, "w:id"), None)
        if comment is not None:
            self.find(codes.COMMENT, plain_text(comment))

    def _symbol(self, element: Element) -> None:
        sign = symbol(attribute(element, "w:font"), attribute(element, "w:char"))
        if sign:
            self._add(sign)
        else:
            self.find(codes.SYMBOL)

    def _instruction(self, element: Element) -> None:
        if self.place.fields:
            self.place.fields[-1].instruction += element.text or ""

    def _object(self, element: Element) -> None:
        self.find(codes.OBJECT)
        self._drawing(element)

    def _drawing(self, element: Element) -> None:
        self.beside += read_drawing(element, self.state, self.place, self.read_blocks, self.find)

    def _break(self, element: Element) -> None:
        if attribute(element, "w:type") in {"page", "column"}:
            self.find(codes.PAGE_BREAKS)
        else:
            self._add("\n")

    def _field(self, element: Element) -> None:
        fields, mark = self.place.fields, attribute(element, "w:fldCharType")
        if mark == "begin":
            fields.append(Field())
        elif mark == "separate" and fields:
            fields[-1].is_result = True
        elif mark == "end" and fields:
            fields.pop()

    def _note(self, element: Element) -> None:
        kind = tag_of(element)[2:].removesuffix("Reference")
        held = self.state.unread_notes.pop((kind, attribute(element, "w:id")), None)
        if held is None:
            return
        part, note = held
        if code := self._destination():
            self.find(code, plain_text(note))
            return
        number = str(len(self.state.notes) + 1)
        self.state.notes[number] = []
        self.state.notes[number] = self.read_blocks(note, Place(part))
        self._raw.append((Run("", note=number), ""))

    # Letters

    def _destination(self) -> str:
        """The code of the finding that letters belong to here; empty where they belong to the tree."""
        if self.place.left_out_as:
            return self.place.left_out_as
        if any(field.kind == _CONTENTS for field in self.place.fields):
            return codes.CONTENTS
        if not all(field.is_result for field in self.place.fields) or (self._form is not None and self._form.hidden):
            return codes.HIDDEN
        return ""

    def _add(self, text: str) -> None:
        if not text:
            return
        if code := self._destination():
            self.find(code, text)
            return
        form = self._form
        link = self._link or self._address_of_field()
        if form is None:
            self._raw.append((Run(text, link=link), ""))
            return
        if text.strip() and form.underline and not link:
            self.find(codes.UNDERLINE)
        if text.strip() and form.struck:
            self.find(codes.STRUCK)
        run = Run(text, bold=form.bold, italic=form.italic, script=form.script, link=link)
        self._raw.append((run, form.font if encoding_of_font(form.font) else ""))

    def _finished(self) -> list[Run]:
        runs, converted = read_in_fonts(self._raw)
        for _ in range(converted):
            self.find(codes.OLD_ENCODING)
        return runs

    def _joined_findings(self) -> Iterable[tuple[str, str]]:
        """Letters that were left out one after the other for one reason are one finding."""
        for code, found in groupby(self._found, key=lambda one: one[0]):
            texts = [text for _code, text in found]
            if code in {codes.DELETED, codes.HIDDEN, codes.CONTENTS}:
                yield code, to_nfc("".join(texts))
            else:
                yield from ((code, text) for text in texts)


def read_in_fonts(raw: Iterable[tuple[Run, str]]) -> tuple[list[Run], int]:
    """Join runs of one form, as words in old fonts may stand in several, then read them in their fonts.

    Args:
        raw: runs, each with its font, empty for one that shows Unicode.

    Returns:
        The runs, and how many were in another encoding.
    """
    shown: list[Run] = []
    converted = 0
    for (look, font), pieces in groupby(raw, key=lambda one: (replace(one[0], text=""), one[1])):
        text = "".join(run.text for run, _font in pieces)
        if font and (read := shown_in_font(text, font)) != text:
            converted += 1
            text = read
        shown.append(replace(look, text=text))
    return joined(shown), converted


def joined(runs: Iterable[Run]) -> list[Run]:
    """Neighbours of one form as one run, in NFC."""
    found: list[Run] = []
    for look, pieces in groupby(runs, key=lambda run: replace(run, text="")):
        if look.note:
            found += pieces
        elif text := "".join(piece.text for piece in pieces):
            found.append(replace(look, text=real_d(to_nfc(text))))
    return found


def is_contents(sdt: Element) -> bool:
    """Whether a control holds the table of contents."""
    gallery = child(sdt, "w:sdtPr/w:docPartObj/w:docPartGallery")
    return attribute(gallery, "w:val").lower() == _CONTENTS_GALLERY


def is_joined_to_next(paragraph: Element) -> bool:
    """Whether the end of a paragraph was deleted, with changes tracked: the next one goes on with it."""
    return child(paragraph, "w:pPr/w:rPr/w:del") is not None
