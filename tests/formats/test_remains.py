"""Whether a file still tells of its maker, told without writing it anew."""

import io

import pytest
from PIL import Image

from formats.metadata import Remains, remains_in_document, remains_in_picture
from tests.each import each_case
from tests.library.office_files import docx, packed, pdf


def picture(kind, **told):
    buffer = io.BytesIO()
    Image.effect_noise((60, 40), 50).convert("L" if kind == "GIF" else "RGB").save(buffer, kind, **told)
    return buffer.getvalue()


def left_in(content):
    return remains_in_picture(io.BytesIO(content))[0]


@each_case("kind", ["AVIF", "GIF", "JPEG", "PNG", "WEBP"])
def test_picture_tells_nothing_until_something_stands_in_it_or_behind_it(kind):
    plain = picture(kind)
    assert left_in(plain) == Remains.NOTHING
    assert left_in(plain + b"PK\3\4") == Remains.SOMETHING


@each_case(
    ("kind", "told"),
    [
        ("JPEG", {"comment": b"Chi"}),
        ("JPEG", {"xmp": b"Chi", "progressive": True}),
        ("PNG", {"exif": b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"}),
        ("GIF", {"comment": b"Chi"}),
        ("WEBP", {"xmp": b"Chi"}),
    ],
)
def test_picture_that_was_cleaned_tells_nothing(kind, told):
    remains, cleaned = remains_in_picture(io.BytesIO(picture(kind, **told)))
    assert (remains, left_in(cleaned)) == (Remains.SOMETHING, Remains.NOTHING)


def test_animation_tells_nothing():
    frames = [Image.effect_noise((30, 20), spread) for spread in (10, 50)]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], loop=0)
    assert left_in(buffer.getvalue()) == Remains.NOTHING


def test_what_is_no_picture_cannot_be_read():
    assert left_in(b"\x89PNG") == Remains.UNREADABLE


@pytest.mark.slow(reason="reads PDF in processes of their own", in_each_run=True)
def test_pdf_tells_something_until_it_was_cleaned():
    named = pdf(["Ke hoach"]).replace(b"/Root 1 0 R", b"/Root 1 0 R /Info << /Author (Chi) >>")
    remains, cleaned = remains_in_document(io.BytesIO(named), "pdf")
    assert (remains, b"Chi" in cleaned) == (Remains.SOMETHING, False)
    assert remains_in_document(io.BytesIO(cleaned), "pdf") == (Remains.NOTHING, b"")
    assert remains_in_document(io.BytesIO(b"%PDF-1.7"), "pdf") == (Remains.UNREADABLE, b"")


def test_office_document_tells_something_until_it_was_cleaned():
    named = packed({"word/document.xml": docx("a"), "docProps/core.xml": b"<c><creator>Chi</creator></c>"})
    remains, cleaned = remains_in_document(io.BytesIO(named), "docx")
    assert remains == Remains.SOMETHING
    assert remains_in_document(io.BytesIO(cleaned), "docx") == (Remains.NOTHING, b"")
    assert remains_in_document(io.BytesIO(docx("a")), "docx") == (Remains.NOTHING, b"")
