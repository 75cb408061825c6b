"""A public copy is written anew as it is seen: what lies below is gone, and what a program reads in it is found."""

from io import BytesIO
from itertools import product

import pytest
from PIL import Image, ImageColor
from pypdf import PdfReader, PdfWriter

from formats.files import check_contents
from participation.enums.submissions import PieceKind
from participation.sent_files.checking import SentFile
from qa.drawing import drawn_pages
from qa.drawing.drawn_pages import MOST_LETTERS, MOST_PAGES, DrawnPage
from qa.file_errors import CopyPixelsTooMany, CopyTooLong, CopyUnreadable
from qa.publication.copy_files import pieces_in, pieces_in_words, size_of_picture, written_anew
from tests.qa.copies import AUTHOR, PLACE, SIZE, pdf, photograph


def written(pages: int = 1, password: str = "") -> bytes:
    writer = PdfWriter()
    for _number in range(pages):
        writer.add_blank_page(10, 10)
    if password:
        writer.encrypt(password)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def seen(content: bytes, number: int = 0) -> Image.Image:
    """A page of a public copy, as its picture has it."""
    (picture,) = PdfReader(BytesIO(content)).pages[number].images
    return picture.image.convert("RGB")


def picture_anew(picture: Image.Image, kind: str) -> Image.Image:
    """A picture as its public copy has it."""
    content = BytesIO()
    picture.save(content, kind)
    clean = written_anew(SentFile("a", {"JPEG": "jpg", "PNG": "png"}[kind], content.getvalue())).file
    return Image.open(BytesIO(clean.content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_picture_keeps_what_is_seen_and_nothing_else(kind):
    content = photograph(kind)
    clean = written_anew(SentFile("a", kind[:3].lower().replace("jpe", "jpg"), content)).file
    with Image.open(BytesIO(clean.content)) as image:
        assert (image.format, image.size) == (kind, (4, 8)), "turned as it was shown"
        assert not image.getexif()
    assert size_of_picture(clean) == (4, 8)
    for mark in (AUTHOR.encode(), PLACE.encode()):
        assert (mark in content, mark in clean.content) == (True, False), mark


@pytest.mark.parametrize(("bar", "kind"), [("black", "JPEG"), ("white", "PNG")])
def test_bar_that_one_sees_through_covers_wholly(bar, kind):
    """What it covers is told from it by no eye, and by whoever makes the picture brighter."""
    picture = Image.new("RGB", (64, 64), "white")
    picture.paste("black", (16, 16, 48, 48))
    covered = picture_anew(Image.blend(picture, Image.new("RGB", picture.size, bar), 0.93), kind)
    assert [colour for _count, colour in covered.getcolors()] == [ImageColor.getrgb(bar)]


def test_bar_on_a_page_that_one_sees_through_covers_wholly():
    drawn = "0 g 50 20 100 60 re f 0.1 g 50 20 50 60 re f"
    clean = written_anew(SentFile("a", "pdf", pdf("", drawn=drawn))).file.content
    (picture,) = (page["/Resources"]["/XObject"]["/P"].get_data() for page in PdfReader(BytesIO(clean)).pages)
    with Image.open(BytesIO(picture)) as image:
        scale = image.width / SIZE[0]
        left, right = (image.getpixel((int(place * scale), image.height // 2)) for place in (75, 125))
        assert left == right == (0, 0, 0)


@pytest.mark.parametrize(
    ("picture", "colour"),
    [(Image.new("RGBA", (4, 4), (255, 0, 0, 0)), (255,) * 3), (Image.new("I;16", (4, 4), 0x8000), (0x80,) * 3)],
    ids=["transparent", "16 bits"],
)
def test_what_a_transparent_place_still_holds_goes_and_a_scan_of_16_bits_stays_as_light_as_it_was(picture, colour):
    clean = picture_anew(picture, "PNG")
    assert (clean.mode, clean.getpixel((0, 0))) == ("RGB", colour)


def test_pdf_becomes_pictures_of_its_pages_and_says_nothing_else():
    content = pdf("Don so 12", "Trang hai")
    clean = written_anew(SentFile("a", "pdf", content)).file
    assert PLACE.encode() in content
    for mark in (AUTHOR, PLACE, "pypdf", "Helvetica"):
        assert mark.encode() not in clean.content, mark
    reader = PdfReader(BytesIO(clean.content))
    assert [(page.extract_text(), page.mediabox[2:]) for page in reader.pages] == [("", list(SIZE))] * 2
    assert not reader.metadata
    assert size_of_picture(clean) == (None, None)
    check_contents(BytesIO(clean.content), "pdf")


@pytest.mark.parametrize(
    "covered",
    [
        {"drawn": "q 200 0 0 100 0 0 cm /P1 Do Q 0 g 0 0 100 100 re f"},
        {"drawn": "q 200 0 0 100 0 0 cm /P1 Do Q", "bar": (0, 0, 100, 100)},
        {"drawn": "q 200 0 0 100 0 0 cm /P1 Do Q", "bar": (0, 0, 100, 100), "is_field": True},
    ],
    ids=["in the page", "as a remark", "as a field"],
)
def test_what_a_bar_covers_is_gone_and_what_it_leaves_is_seen(covered):
    page = seen(written_anew(SentFile("a", "pdf", pdf("Ten nguoi", **covered))).file.content)
    width, height = page.size
    colours = {
        side: {_nearest(page.getpixel((int(width * x), int(height * y)))) for x, y in product(across, (0.1, 0.5, 0.9))}
        for side, across in {"left": (0.05, 0.4), "right": (0.6, 0.95)}.items()
    }
    assert colours == {"left": {"black"}, "right": {"red"}}


def _nearest(colour: tuple[int, ...]) -> str:
    known = {"black": (0, 0, 0), "red": (255, 0, 0), "white": (255, 255, 255)}
    return min(known, key=lambda name: sum(abs(a - b) for a, b in zip(known[name], colour, strict=True)))


def test_what_looks_like_personal_data_is_found_once_with_its_pages_also_below_a_bar():
    content = pdf("Goi 0912345678", "Khong co gi", "Goi 0912345678, hoa@example.vn", drawn="0 g 0 0 200 100 re f")
    found = written_anew(SentFile("a", "pdf", content)).pieces
    assert [(piece.text, piece.kind, piece.pages) for piece in found] == [
        ("0912345678", PieceKind.PHONE, (1, 3)),
        ("hoa@example.vn", PieceKind.EMAIL, (3,)),
    ]
    assert len({piece.key for piece in found}) == 2
    assert not any(piece.text in piece.key for piece in found)
    assert written_anew(SentFile("a", "png", photograph("PNG"))).pieces == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Gọi 0912 345\n678 nhé", ["0912 345\n678"]),
        ("CCCD 079123\n456789", ["079123\n456789"]),
        ("0912345678\n0987654321", ["0912345678", "0987654321"]),
        ("0912 345 678\n1. Mục một", ["0912 345 678"]),
        ("091\n234\n567\n8", []),
    ],
)
def test_number_that_a_page_breaks_over_two_lines_is_found_and_a_column_is_none(text, found):
    pieces, _places = pieces_in([DrawnPage(100, 100, b"", text, (None,) * len(text))])
    assert [piece.text for piece in pieces] == found


@pytest.mark.parametrize("is_field", [False, True], ids=["remark", "field"])
def test_what_looks_like_personal_data_is_found_in_remarks_and_in_what_was_filled_in(is_field):
    content = pdf("Khong co gi", "", bar=(0, 0, 100, 20), words="0912345678", is_field=is_field)
    found = written_anew(SentFile("a", "pdf", content)).pieces
    assert [(piece.text, piece.pages) for piece in found] == [("0912345678", (1, 2))]


def test_words_beside_a_file_are_read_as_well_and_found_there_under_the_same_key():
    (found,) = pieces_in_words("Don cua 0912345678", "Goi 0912345678")
    assert (found.text, found.pages) == ("0912345678", ())
    (in_file,) = written_anew(SentFile("a", "pdf", pdf("Goi 0912345678"))).pieces
    assert (in_file.key, type(found).of(found.value)) == (found.key, found)


@pytest.mark.parametrize(
    ("ending", "content", "refusal"),
    [
        ("pdf", written(password="mot"), CopyUnreadable),
        ("pdf", written(MOST_PAGES + 1), CopyTooLong),
        ("pdf", pdf("", drawn="BT /F1 1 Tf {} ET".format("(Khong co gi. ) Tj " * (MOST_LETTERS // 12))), CopyTooLong),
        ("pdf", b"%PDF-1.7\n", CopyUnreadable),
        ("png", b"\x89PNG\r\n\x1a\n", CopyUnreadable),
    ],
)
def test_what_cannot_be_written_anew_is_refused(ending, content, refusal):
    with pytest.raises(refusal):
        written_anew(SentFile("a", ending, content))


def test_pdf_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(drawn_pages, "PATIENCE", 0.01)
    with pytest.raises(CopyUnreadable):
        written_anew(SentFile("a", "pdf", written()))


def test_picture_that_fills_the_memory_is_refused(settings):
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 31
    with pytest.raises(CopyPixelsTooMany):
        written_anew(SentFile("a", "jpg", photograph()))
