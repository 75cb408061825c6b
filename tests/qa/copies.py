"""Files of which public copies are made in tests."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

AUTHOR, PLACE = "DauTacGia", "DauNoiChup"


def photograph(kind: str = "JPEG") -> bytes:
    """Lies on its side and says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, AUTHOR
    exif.get_ifd(0x8825)[0x001D] = PLACE
    content = BytesIO()
    Image.new("RGB", (8, 4), "red").save(content, kind, exif=exif)
    return content.getvalue()


def pdf(*pages: str) -> bytes:
    """One with text that a program reads, ASCII alone, an author, a comment and a photograph."""
    writer = PdfWriter()
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    for number, text in enumerate(pages):
        page = writer.add_blank_page(200, 100)
        image = DecodedStreamObject()
        image.set_data(photograph())
        for name, value in {"Type": "XObject", "Subtype": "Image", "Filter": "DCTDecode"}.items():
            image[NameObject(f"/{name}")] = NameObject(f"/{value}")
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 10 50 Td ({text}) Tj ET q 8 0 0 4 0 0 cm /P1 Do Q".encode("ascii"))
        page[NameObject("/Contents")] = stream
        page[NameObject("/Resources")] = DictionaryObject(
            {
                NameObject("/Font"): DictionaryObject({NameObject("/F1"): font}),
                NameObject("/XObject"): DictionaryObject({NameObject("/P1"): image}),
            }
        )
        writer.add_annotation(number, FreeText(text=AUTHOR, rect=(0, 0, 50, 50)))
    writer.add_metadata({"/Author": AUTHOR})
    content = BytesIO()
    writer.write(content)
    return content.getvalue()
