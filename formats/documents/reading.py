"""Word files, HTML of Word and of the web, read by a process with bounds of time and memory (decision 0129)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

from formats.documents.conversion import CONVERTED, as_docx
from formats.documents.reading_program import DAMAGED, DOCX, HTML, PAGES
from formats.documents.serialization import document_from_json
from formats.documents.tree import Document
from formats.files import check_contents
from formats.files.errors import ContentRefused, FileDamaged, UnpacksTooLarge

# Seconds, of the clock.
PATIENCE: Final = 30
PATIENCE_WITH_HTML: Final = 5
# Characters. Most of what Word puts on the clipboard are styles, not text.
MOST_HTML: Final = 1_000_000
_PROGRAM: Final = Path(__file__).with_name("reading_program.py")


def read_document(content: bytes, ending: str) -> Document:
    """Read a text document from outside, by the ending of its name.

    Raises:
        ContentRefused: it is not what its ending says, holds what can do harm, or is larger than anybody writes.
        SaveAsDocx: only an office program reads it, and there is none here.
    """
    return read_word_document(as_docx(content, ending) if ending in CONVERTED else content)


def read_word_document(content: bytes) -> Document:
    """Read a Word file (.docx) from outside.

    The process that reads it knows no key and no address of a database.

    Raises:
        ContentRefused: it is no Word file, holds what can do harm, or is larger than anybody writes.
    """
    check_contents(BytesIO(content), "docx")
    return _read(content, DOCX, PATIENCE)


def read_word_html(html: str) -> Document:
    """Read HTML that Word put on the clipboard, from outside.

    Raises:
        ContentRefused: it is larger, or nested deeper, than anybody writes.
    """
    if len(html) > MOST_HTML:
        raise UnpacksTooLarge
    return _read(html.encode(errors="replace"), HTML, PATIENCE_WITH_HTML)


def read_web_pages(pages: Sequence[tuple[str, str]]) -> list[Document | ContentRefused]:
    """Read HTML of pages of the web, from outside, each with the address of its page; of one that cannot be read, why.

    Many in one process: to start one takes longer than to read a page. Where it ends badly, each gets its own.
    """
    if sum(len(html) for html, _base in pages) <= MOST_HTML or len(pages) == 1:
        try:
            if len(pages[0][0]) > MOST_HTML:
                raise UnpacksTooLarge
            return [*_read_all(json.dumps(pages).encode(), PAGES, PATIENCE)]
        except ContentRefused as refusal:
            if len(pages) == 1:
                return [refusal]
    half = len(pages) // 2
    return [*read_web_pages(pages[:half]), *read_web_pages(pages[half:])]


def _read(content: bytes, kind: str, patience: float) -> Document:
    (document,) = _read_all(content, kind, patience)
    return document


def _read_all(content: bytes, kind: str, patience: float) -> list[Document]:
    try:
        # Nothing of what comes from outside is a name or an option.
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(_PROGRAM), kind], input=content, capture_output=True, timeout=patience,
            env={}, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise UnpacksTooLarge from error
    if done.returncode == DAMAGED:
        raise FileDamaged
    if done.returncode:
        # Ended by the system, which bounds time and memory.
        raise UnpacksTooLarge
    try:
        return [document_from_json(line) for line in done.stdout.split(b"\n")]
    except (ValueError, KeyError, TypeError) as error:
        raise FileDamaged from error
