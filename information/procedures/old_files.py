"""A CSV file in an old encoding: its text in Unicode, and the cells that this changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from formats.tables.csv_tables import decoded, numbered_lines
from formats.tables.errors import BrokenTable
from formats.vietnamese.legacy_conversion import in_unicode
from formats.vietnamese.legacy_encodings import as_windows_1252
from formats.vietnamese.text import clean_text

# The byte order mark of UTF-8 that was read as Windows-1252.
_MARK_READ_WRONGLY = "ï»¿"


class ConvertedCell(NamedTuple):
    """A cell that was in an old encoding, by the line where its row begins, and the name of its column in Unicode."""

    line: int
    column: str
    before: str
    after: str


class OpenedFile(NamedTuple):
    """The text of a file, and the same in Unicode.

    Attributes:
        encodings: names of the old encodings that it is in.
        not_utf8: the line of the first byte that is no UTF-8; 0 where there is none.
    """

    text: str
    in_unicode: str
    encodings: tuple[str, ...]
    not_utf8: int

    def converted_cells(self) -> Iterator[ConvertedCell]:
        """What is different in Unicode; none in a file that is no table."""
        try:
            rows = zip(numbered_lines(self.text), numbered_lines(self.in_unicode), strict=False)
            names: list[str] = []
            for (line, old), (_line, new) in rows:
                names = names or [clean_text(cell) for cell in new]
                for number, (before, after) in enumerate(zip(old, new, strict=False)):
                    if before != after:
                        yield ConvertedCell(line, names[number] if number < len(names) else "", before, after)
        except BrokenTable:
            return


def open_file(source: str | bytes) -> OpenedFile:
    """Read a file: programs save old text as the bytes of its font, or as UTF-8 of what these look like."""
    not_utf8 = 0
    try:
        text = decoded(source)
    except BrokenTable as error:
        not_utf8 = error.line
        text = as_windows_1252(source if isinstance(source, bytes) else source.encode())
    text = text.removeprefix(_MARK_READ_WRONGLY)
    lines, encodings = in_unicode(text.split("\n"))
    return OpenedFile(text, "\n".join(lines), tuple(encodings), not_utf8)
