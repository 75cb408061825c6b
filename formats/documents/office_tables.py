"""Tables as official documents in Word's format (Decree 30/2020/NĐ-CP, annex I): A4, Times New Roman 13, the letterhead
of the agency beside the name of the State, and the head of the table on every page. Pure.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape

from formats.vietnamese.text import writable

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
# Twentieths of a point: of a millimetre, of A4.
_MILLIMETRE: Final = 56.7
_PAGE: Final = (11906, 16838)
# Top, right, bottom, left, in millimetres.
_MARGINS: Final = (20, 20, 20, 30)
_TEXT_WIDTH: Final = _PAGE[0] - round((_MARGINS[1] + _MARGINS[3]) * _MILLIMETRE)
# Half points.
_SIZE: Final = 26
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{DOCX}.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{DOCX.removesuffix("document")}styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" '
    f'w:eastAsia="Times New Roman"/><w:sz w:val="{_SIZE}"/><w:szCs w:val="{_SIZE}"/><w:lang w:val="vi-VN"/>'
    '</w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
    '<w:name w:val="Normal"/></w:style></w:styles>',
}


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """A table with what stands above it.

    Attributes:
        issuer: lines of the agency; the last is the one that issues it.
        title: lines, the first in capitals.
        widths: of the columns, as shares.
    """

    issuer: Sequence[str]
    title: Sequence[str]
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[str]]


def office_table(table: OfficeTable) -> bytes:
    """The document as a file."""
    total = sum(table.widths)
    widths = [_TEXT_WIDTH * share // total for share in table.widths]
    body = "".join(
        [
            _letterhead(table.issuer),
            *(_paragraph(line, is_bold=True, align="center", before=240 if not number else 0)
              for number, line in enumerate(table.title)),
            _paragraph(""),
            _table([table.heads, *table.rows], widths),
        ]
    )  # fmt: skip
    top, right, bottom, left = (round(one * _MILLIMETRE) for one in _MARGINS)
    section = (
        f'<w:sectPr><w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/><w:pgMar w:top="{top}" w:right="{right}" '
        f'w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    document = f'<w:document xmlns:w="{_W}"><w:body>{body}{section}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in {**_PARTS, "word/document.xml": document}.items():
            packed.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{content}')
    return file.getvalue()


def _letterhead(issuer: Sequence[str]) -> str:
    """The agency on the left, the name of the State with its motto on the right."""
    left = "".join(
        _paragraph(line.upper(), is_bold=number == len(issuer), align="center")
        for number, line in enumerate(issuer, start=1)
    )
    right = _paragraph(_STATE, is_bold=True, align="center") + _paragraph(_MOTTO, is_bold=True, align="center")
    widths = [_TEXT_WIDTH * 2 // 5, _TEXT_WIDTH * 3 // 5]
    cells = "".join(_cell(content, width) for content, width in zip((left, right), widths, strict=True))
    return f"<w:tbl>{_table_properties(has_lines=False)}{_grid(widths)}<w:tr>{cells}</w:tr></w:tbl>"


def _table(rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    """A table whose first row is its head."""
    parts = [f"<w:tbl>{_table_properties(has_lines=True)}{_grid(widths)}"]
    for number, row in enumerate(rows):
        is_head = not number
        parts.append("<w:tr><w:trPr><w:tblHeader/></w:trPr>" if is_head else "<w:tr>")
        for text, width in zip(row, widths, strict=True):
            lines = "".join(
                _paragraph(line, is_bold=is_head, align="center" if is_head else "left")
                for line in text.splitlines() or [""]
            )
            parts.append(_cell(lines, width))
        parts.append("</w:tr>")
    return "".join([*parts, "</w:tbl>"])


def _table_properties(*, has_lines: bool) -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    kind = "single" if has_lines else "nil"
    lines = "".join(f'<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)
    return (
        f'<w:tblPr><w:tblW w:w="{_TEXT_WIDTH}" w:type="dxa"/><w:tblBorders>{lines}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
    )


def _grid(widths: Iterable[int]) -> str:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tblGrid>{columns}</w:tblGrid>"


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _paragraph(text: str, *, is_bold: bool = False, align: str = "left", before: int = 0) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    run = f'<w:r>{bold}<w:t xml:space="preserve">{escape(writable(text))}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:spacing w:before="{before}"/><w:jc w:val="{align}"/></w:pPr>{run}</w:p>'
