"""Small files with text, and hostile ones, made by hand."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

from openpyxl import Workbook

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"


def pdf(pages: Sequence[str]) -> bytes:
    """A PDF with one line of ASCII on each page; a page of an empty line has no text."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, line in enumerate(pages):
        stream = f"BT /F1 12 Tf 72 720 Td ({line}) Tj ET" if line else ""
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {5 + 2 * number} 0 R >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    content, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(content)}\n%%EOF"
    return content + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()


def packed(parts: dict[str, str | bytes]) -> bytes:
    """An archive, deflated."""
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def docx(*paragraphs: str, before: str = "") -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    return packed({"word/document.xml": f'{before}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'})


def odt(*paragraphs: str) -> bytes:
    body = "".join(f"<t:p>{text}</t:p>" for text in paragraphs)
    return _open_document(f"<o:text>{body}</o:text>")


def ods(automatic_styles: str = "", styles: Mapping[str, str] | None = None, /, **sheets: str) -> bytes:
    """Sheets with their text. `styles`: by name of the sheet."""
    tables = "".join(
        f'<b:table b:name="{name}" b:style-name="{(styles or {}).get(name, "ta1")}">'
        f"<b:table-row><b:table-cell><t:p>{text}</t:p></b:table-cell></b:table-row></b:table>"
        for name, text in sheets.items()
    )
    return _open_document(f"<o:spreadsheet>{tables}</o:spreadsheet>", automatic_styles)


def _open_document(body: str, styles: str = "") -> bytes:
    spaces = f'xmlns:o="{_OFFICE}" xmlns:t="{_TEXT}" xmlns:b="{_TABLE}" xmlns:s="{_STYLE}"'
    before = f"<o:automatic-styles>{styles}</o:automatic-styles>"
    return packed({"content.xml": f"<o:document-content {spaces}>{before}<o:body>{body}</o:body></o:document-content>"})


def xlsx(**sheets: str) -> bytes:
    workbook, content = Workbook(), BytesIO()
    for name, text in sheets.items():
        workbook.create_sheet(name).append([text, 12])
    del workbook["Sheet"]
    workbook.save(content)
    return content.getvalue()
