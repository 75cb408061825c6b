"""Draws the text out of a document: a program by itself, which `library.texts.drawing_out` runs.

What it reads comes from outside: it has a process to itself, in which nothing of the portal is loaded, with bounds of
its own. It reads the file from its input. For each page or sheet it writes a line of JSON with label and text, then one
with what else is to be known.
"""

from __future__ import annotations

import importlib
import json
import resource
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any, NamedTuple

# Bytes, and seconds of the processor.
MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 30
# Pages or sheets of a file, and letters of all of them, about 250 printed pages: what follows is not found.
MOST_PAGES = 1_000
MOST_LETTERS = 500_000
# Letters of one page of a PDF, bytes of one packed part: more than people write.
MOST_LETTERS_OF_A_PAGE = 2_000_000
MOST_UNPACKED = 200 * 1024 * 1024
# Of a sheet: programs leave empty ones to the last that a sheet can have.
MOST_CELLS = 200_000
# How it ends where nothing can be drawn out.
DAMAGED, LOCKED, TOO_LARGE = 3, 4, 5

# What reads a format; zipfile reads the rest. Where it is missing, the installation is at fault and not the file.
_LIBRARIES = {"pdf": "pypdfium2", "xlsx": "openpyxl"}
_COMPOUND = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
# What PDFium gives where a line ends in a hyphen.
_HYPHEN = "\ufffe"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


class Part(NamedTuple):
    """A page or sheet; the label is empty where a file has no such parts. `is_cut`: there is more than was read."""

    label: str
    text: str
    is_cut: bool = False


class Stop(Exception):
    """Nothing more is read; `code` says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def main(ending: str) -> int:
    """Draw out what comes in. Returns how it ended."""
    importlib.import_module(_LIBRARIES.get(ending, "defusedxml.ElementTree"))
    _bound()
    readers = {"pdf": _pdf, "docx": _docx, "odt": _odt, "ods": _ods, "xlsx": _xlsx}
    try:
        content = sys.stdin.buffer.read()
        if ending != "pdf":
            _check_packed(content)
        return _write_all(readers[ending](content))
    except Stop as stop:
        return stop.code
    except MemoryError:
        return TOO_LARGE
    except Exception:
        # Any library may fail over what a hostile file holds; that is its reason.
        return DAMAGED


def _bound() -> None:
    bounds = {
        resource.RLIMIT_AS: MOST_MEMORY,
        resource.RLIMIT_CPU: MOST_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in bounds.items():
        # Not every system bounds all of them; whoever runs this bounds the time as well.
        with suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def _write_all(parts: Iterator[Part]) -> int:
    """Write part after part, as many as are read; say whether there were more."""
    left, cut = MOST_LETTERS, False
    for number, (label, text, is_cut) in enumerate(parts, start=1):
        is_full = number > MOST_PAGES or len(text) > left
        cut = cut or is_cut or is_full
        if number <= MOST_PAGES and left:
            _write({"label": label, "text": text[:left]})
        if is_full:
            break
        left -= len(text)
    _write({"cut": cut})
    return 0


def _write(line: dict[str, Any]) -> None:
    sys.stdout.write(f"{json.dumps(line)}\n")


def _pdf(content: bytes) -> Iterator[Part]:
    import pypdfium2  # noqa: PLC0415 -- who runs this imports the constants above, and loads none of it

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise Stop(LOCKED if "password" in str(error).lower() else DAMAGED) from error
    for number in range(len(document)):
        text = ""
        # A page that cannot be read leaves the others.
        with suppress(pypdfium2.PdfiumError):
            page = document[number]
            words = page.get_textpage()
            text = words.get_text_range(errors="ignore") if words.count_chars() < MOST_LETTERS_OF_A_PAGE else ""
            words.close()
            page.close()
        yield Part(str(number + 1), text.replace(_HYPHEN, ""))


def _check_packed(content: bytes) -> None:
    if content.startswith(_COMPOUND):
        raise Stop(LOCKED)  # a document with a password is packed so
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise Stop(LOCKED)
        if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise Stop(TOO_LARGE)
        manifest = next((one for one in entries if one.filename == "META-INF/manifest.xml"), None)
        if manifest is not None and b"encryption-data" in archive.read(manifest):
            raise Stop(LOCKED)


def _elements(content: bytes, name: str) -> Iterator[tuple[str, Any]]:
    """Beginnings and ends of the elements of a packed part. Entities and the like are refused."""
    from defusedxml.ElementTree import iterparse  # noqa: PLC0415 -- see above

    with zipfile.ZipFile(BytesIO(content)) as archive, archive.open(name) as packed:
        yield from iterparse(packed, events=("start", "end"))


def _docx(content: bytes) -> Iterator[Part]:
    said: list[str] = []
    for event, element in _elements(content, "word/document.xml"):
        if event == "end":
            if element.tag == f"{_WORD}t":
                said.append(element.text or "")
            elif element.tag in {f"{_WORD}tab", f"{_WORD}br", f"{_WORD}p"}:
                said.append(" ")
            if element.tag == f"{_WORD}p":
                element.clear()
    yield Part("", "".join(said))


def _odt(content: bytes) -> Iterator[Part]:
    for part in _open_document(content):
        yield Part("", part.text)


def _ods(content: bytes) -> Iterator[Part]:
    yield from _open_document(content)


def _open_document(content: bytes) -> Iterator[Part]:
    """Text by tables that stand in no other, but for hidden ones; all of it where there are none."""
    said: list[str] = []
    label, depth = "", 0
    is_sheet, is_hidden = False, False
    hiding: set[str | None] = set()
    for event, element in _elements(content, "content.xml"):
        if event == "end" and _hides(element):
            hiding.add(element.get(f"{_STYLE}name"))
        elif element.tag.endswith("}spreadsheet") and event == "start":
            is_sheet = True
        if is_sheet and element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                label = element.get(f"{_TABLE}name") or ""
                is_hidden = element.get(f"{_TABLE}style-name") in hiding
            elif event == "end" and depth == 0:
                if not is_hidden:
                    yield Part(label, " ".join(said))
                said = []
                element.clear()
        elif event == "end" and element.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            said.append("".join(element.itertext()))
            element.clear()
    if said or not is_sheet:
        yield Part("", " ".join(said))


def _hides(element: Any) -> bool:
    """Whether tables of a style are not shown."""
    return element.tag == f"{_STYLE}style" and any(one.get(f"{_TABLE}display") == "false" for one in element)


def _xlsx(content: bytes) -> Iterator[Part]:
    from openpyxl import load_workbook  # noqa: PLC0415 -- see above

    workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
    # What an office hid in a file is not to be shown among the hits.
    for sheet in (one for one in workbook.worksheets if one.sheet_state == "visible"):
        said: list[str] = []
        left = MOST_CELLS
        for row in sheet.iter_rows(values_only=True):
            said += (str(value) for value in row if value is not None)
            left -= max(len(row), 1)
            if left < 0:
                break
        yield Part(sheet.title, " ".join(said), is_cut=left < 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
