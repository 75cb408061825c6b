"""The steps from the bytes of a file to its tree: read, convert old encodings, find letterhead and divisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from formats.documents import findings as codes
from formats.documents.docx.inline import joined
from formats.documents.docx.reader import read_docx
from formats.documents.office import letter_of, with_roles
from formats.documents.structure import structured, structured_cell
from formats.documents.tree import Block, Document, Finding, Run, paragraphs_of
from formats.documents.word_html.reader import read_word_html
from formats.vietnamese.legacy_conversion import in_unicode
from formats.vietnamese.legacy_encodings import legacy_encoding


def assemble(content: bytes) -> Document:
    """Read a Word file whose contents were checked (`formats.files.check_contents`).

    What it holds comes from outside, and libraries raise what they like over a file that is broken:
    `formats.documents.reading` gives it a process of its own.
    """
    return _assembled(read_docx(content))


def assemble_html(content: bytes) -> Document:
    """Read HTML that Word put on the clipboard, in UTF-8; for the same process."""
    return _assembled(read_word_html(content))


def assemble_pages(pages: Sequence[Sequence[str]]) -> list[Document]:
    """Read HTML of pages of the web, each with the address of its page; for the same process."""
    return [_assembled(read_word_html(html.encode(errors="replace"), base=base)) for html, base in pages]


def _assembled(document: Document) -> Document:
    _convert_old_text(document)
    blocks = with_roles(document.blocks)
    document.letter = letter_of(blocks)
    document.blocks = structured(blocks)
    document.notes = {key: structured_cell(note) for key, note in document.notes.items()}
    return document


def _convert_old_text(document: Document) -> None:
    """Text in an old encoding that lost its font on the way."""
    if not legacy_encoding(document.text):
        return
    bodies: list[Sequence[Block]] = [document.blocks, *document.notes.values()]
    paragraphs = [one for blocks in bodies for one in paragraphs_of(blocks)]
    texts = [run.text for one in paragraphs for run in one.runs]
    converted = in_unicode(texts).texts
    if converted == texts:
        return
    left = iter(converted)
    changed = 0
    for one in paragraphs:
        before, one.runs = one.runs, joined(replace(run, text=next(left)) for run in one.runs)
        changed += _said(before) != _said(one.runs)
    document.findings.append(Finding(codes.OLD_ENCODING, count=changed))


def _said(runs: Sequence[Run]) -> list[Any]:
    return [run.text for run in runs]
