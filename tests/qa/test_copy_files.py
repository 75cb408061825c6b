"""A public copy is written anew: what is not seen in it is gone, and what a program reads in it is found."""

from io import BytesIO

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

from participation.enums import PieceKind
from qa.attachment_files import SentFile
from qa.copy_files import MOST_PAGES, cleaned, pages_of, pieces_in
from qa.errors import CopyPixelsTooMany, CopyTooLong, CopyUnreadable
from sites.file_contents import check_contents
from tests.qa.copies import AUTHOR, PLACE, pdf, photograph

# Asks no database anything: once is enough.
pytestmark = pytest.mark.sqlite


def written(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(10, 10)
    if password:
        writer.encrypt(password)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_keeps_what_is_seen_and_nothing_else(kind):
    content = photograph(kind)
    assert AUTHOR.encode() in content
    assert PLACE.encode() in content
    clean = cleaned(SentFile("a", kind[:3].lower().replace("jpe", "jpg"), content)).content
    with Image.open(BytesIO(clean)) as image:
        assert (image.format, image.size) == (kind, (4, 8)), "turned as it was shown"
        assert not image.getexif()
    assert AUTHOR.encode() not in clean
    assert PLACE.encode() not in clean


def test_what_a_transparent_place_still_holds_goes():
    content = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).save(content, "PNG")
    with Image.open(BytesIO(cleaned(SentFile("a", "png", content.getvalue())).content)) as image:
        assert (image.mode, image.getpixel((0, 0))) == ("RGB", (255, 255, 255))


def test_pages_of_a_pdf_stay_without_author_comments_and_the_places_of_its_photographs():
    content = pdf("Don so 12", "Trang hai")
    clean = cleaned(SentFile("a", "pdf", content))
    assert PLACE.encode() in content
    for mark in (AUTHOR, PLACE, "pypdf"):
        assert mark.encode() not in clean.content, mark
    reader = PdfReader(BytesIO(clean.content))
    assert [page.extract_text().strip() for page in reader.pages] == ["Don so 12", "Trang hai"]
    for page in reader.pages:
        with Image.open(BytesIO(page["/Resources"]["/XObject"]["/P1"].get_data())) as image:
            assert image.size == (8, 4)
    assert not reader.metadata
    check_contents(BytesIO(clean.content), "pdf")


def test_what_looks_like_personal_data_is_found_once_with_its_pages():
    pages = pages_of(SentFile("a", "pdf", pdf("Goi 0912345678", "Khong co gi", "Goi 0912345678, hoa@example.vn")))
    found = pieces_in(pages)
    assert [(piece.text, piece.kind, piece.pages) for piece in found] == [
        ("0912345678", PieceKind.PHONE, (1, 3)),
        ("hoa@example.vn", PieceKind.EMAIL, (3,)),
    ]
    assert len({piece.key for piece in found}) == 2
    assert not any(piece.text in piece.key for piece in found)
    assert pages_of(SentFile("a", "png", b"")) == []


def test_what_hangs_beside_a_page_and_its_pictures_goes_wherever_it_hangs():
    """Attachments, other pictures in their place, viewports, edges; and what a telephone keeps behind a photograph."""
    writer = PdfWriter()
    page = writer.add_blank_page(200, 100)
    image = hung(writer, photograph() + photograph(), "XObject")
    # By reference, as is allowed of every value.
    image[NameObject("/Filter")] = writer._add_object(NameObject("/DCTDecode"))
    attached = DictionaryObject({NameObject("/EF"): hung(writer, b"DauKem").indirect_reference})
    for owner in (page, image):
        for name in ("/AF", "/Alternates", "/Ref", "/Measure", "/Metadata"):
            owner[NameObject(name)] = ArrayObject([attached])
    page[NameObject("/VP")] = ArrayObject([attached])
    page[NameObject("/CropBox")] = ArrayObject([NumberObject(number) for number in (0, 0, 50, 50)])
    pictures = DictionaryObject({NameObject("/P1"): image.indirect_reference})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    page[NameObject("/Contents")] = hung(writer, b"/P1 Do").indirect_reference
    content = BytesIO()
    writer.write(content)
    clean = cleaned(SentFile("a", "pdf", content.getvalue())).content
    for mark in ("DauKem", PLACE, AUTHOR, "CropBox"):
        assert mark.encode() in content.getvalue(), mark
        assert mark.encode() not in clean, mark
    kept = PdfReader(BytesIO(clean)).pages[0]["/Resources"]["/XObject"]["/P1"].get_data()
    with Image.open(BytesIO(kept)) as image:
        assert image.size == (8, 4)
        image.load()


def test_pictures_of_pages_that_were_cut_off_go():
    """Their names stay on the page that is left, where a program cut them off; what is drawn by a form stays."""
    writer = PdfWriter()
    page, form = writer.add_blank_page(200, 100), hung(writer, b"/P#31 Do", "XObject")
    form[NameObject("/Subtype")] = NameObject("/Form")
    named = {"/F1": form, "/P1": hung(writer, b"ConVe", "XObject"), "/P2": hung(writer, b"DaCat", "XObject")}
    pictures = DictionaryObject({NameObject(name): one.indirect_reference for name, one in named.items()})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): pictures})
    drawn = [hung(writer, content).indirect_reference for content in (b"q /F1", b"Do Q")]
    page[NameObject("/Contents")] = ArrayObject(drawn)
    content = BytesIO()
    writer.write(content)
    clean = cleaned(SentFile("a", "pdf", content.getvalue())).content
    assert b"DaCat" in content.getvalue()
    assert b"DaCat" not in clean
    assert b"ConVe" in clean


def hung(writer, content, kind="EmbeddedFile"):
    stream = DecodedStreamObject()
    stream.set_data(content)
    stream[NameObject("/Type")] = NameObject(f"/{kind}")
    writer._add_object(stream)
    return stream


@pytest.mark.parametrize(
    ("ending", "content", "refusal"),
    [
        ("pdf", written(password="mot"), CopyUnreadable),
        ("pdf", written(MOST_PAGES + 1), CopyTooLong),
        ("pdf", b"%PDF-1.7\n", CopyUnreadable),
        ("png", b"\x89PNG\r\n\x1a\n", CopyUnreadable),
    ],
)
def test_what_cannot_be_written_anew_is_refused(ending, content, refusal):
    with pytest.raises(refusal):
        cleaned(SentFile("a", ending, content))


def test_picture_that_fills_the_memory_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 31
    with pytest.raises(CopyPixelsTooMany):
        cleaned(SentFile("a", "jpg", photograph()))
