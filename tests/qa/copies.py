"""Files of which public copies are made in tests."""

from io import BytesIO
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

AUTHOR, PLACE = "DauTacGia", "DauNoiChup"
# Of a page, in points.
SIZE = (200, 100)


def photograph(kind: str = "JPEG") -> bytes:
    """Lies on its side and says where it was taken and by whom."""
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = 6, AUTHOR
    exif.get_ifd(0x8825)[0x001D] = PLACE
    content = BytesIO()
    Image.new("RGB", (8, 4), "red").save(content, kind, exif=exif)
    return content.getvalue()


def pdf(
    *pages: str,
    drawn: str = "q 8 0 0 4 0 0 cm /P1 Do Q",
    bar: tuple[int, int, int, int] | None = None,
    words: str = "",
    is_field: bool = False,
) -> bytes:
    """One with text that a program reads, ASCII alone, an author, a comment and a photograph.

    Args:
        drawn: what follows the text.
        bar: where the tool for remarks drew a black one, or a field of a form is one (`is_field`).
        words: stand in the bar, in white.
    """
    writer = PdfWriter()
    font = _named({"Type": "Font", "Subtype": "Type1", "BaseFont": "Helvetica"})
    for number, text in enumerate(pages):
        page = writer.add_blank_page(*SIZE)
        image = _stream(writer, photograph())
        image.update(_named({"Type": "XObject", "Subtype": "Image", "ColorSpace": "DeviceRGB", "Filter": "DCTDecode"}))
        sizes = {"Width": 8, "Height": 4, "BitsPerComponent": 8}
        image.update({NameObject(f"/{name}"): NumberObject(value) for name, value in sizes.items()})
        stream = _stream(writer, f"BT /F1 12 Tf 10 50 Td ({text}) Tj ET {drawn}".encode("ascii"))
        page[NameObject("/Contents")] = stream.indirect_reference
        fonts = DictionaryObject({NameObject("/F1"): font})
        pictures = DictionaryObject({NameObject("/P1"): image.indirect_reference})
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): fonts, NameObject("/XObject"): pictures}
        )
        writer.add_annotation(number, FreeText(text=AUTHOR, rect=(0, 0, 1, 1)))
        if bar is not None:
            added = writer.add_annotation(number, _bar(writer, bar, words, font=font))
            if is_field:
                _make_field(writer, added)
    writer.add_metadata({"/Author": AUTHOR})
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def _named(names: dict[str, str]) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): NameObject(f"/{value}") for name, value in names.items()})


def _stream(writer: PdfWriter, content: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content)
    # pypdf offers no public way to add an object to a file.
    writer._add_object(stream)
    return stream


def _bar(
    writer: PdfWriter, place: tuple[int, int, int, int], words: str, *, font: DictionaryObject
) -> DictionaryObject:
    left, bottom, right, top = place
    shape = f"0 g {left} {bottom} {right - left} {top - bottom} re f"
    look = _stream(writer, f"{shape} 1 g BT /F1 8 Tf {left} {bottom + 5} Td ({words}) Tj ET".encode("ascii"))
    look.update(_named({"Type": "XObject", "Subtype": "Form"}))
    look[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    rect: Any = ArrayObject([FloatObject(number) for number in place])
    look[NameObject("/BBox")] = rect
    bar = _named({"Type": "Annot", "Subtype": "Square"})
    bar[NameObject("/Rect")], bar[NameObject("/F")] = rect, NumberObject(4)
    bar[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look.indirect_reference})
    return bar


def _make_field(writer: PdfWriter, bar: DictionaryObject) -> None:
    """Make a remark a field of a form, with what is in it."""
    bar.update(_named({"Subtype": "Widget", "FT": "Tx"}))
    bar[NameObject("/T")] = TextStringObject("truong")
    fields = ArrayObject([bar.indirect_reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
