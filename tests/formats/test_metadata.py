"""What files tell of who made them, where and with what: none of it is left, and what they show is."""

import io
import zipfile

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

from formats.files.errors import LeadsElsewhere
from formats.metadata import Told, clean_picture, is_signed, pictures, told_by, without_metadata
from tests.each import each_case

MARK = b"BAM-DAU"
TURNED = 6
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def camera(*, turned=False):
    exif = Image.Exif()
    exif[0x0112] = TURNED if turned else 1
    exif[0x010F] = exif[0x013B] = MARK.decode()
    exif[0x8825] = {1: "N", 2: (10.0, 46.0, 30.0)}
    return exif


def picture(kind, **told):
    content = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((60, 40)).save(content, kind, **told)
    return io.BytesIO(content.getvalue() + MARK)


@each_case(
    ("kind", "told"),
    [
        ("JPEG", {"exif": camera(), "comment": MARK, "xmp": MARK, "icc_profile": PROFILE}),
        ("JPEG", {"exif": camera(turned=True), "icc_profile": PROFILE}),
        ("PNG", {"exif": camera(), "icc_profile": PROFILE}),
        ("WEBP", {"exif": camera(turned=True), "xmp": MARK, "icc_profile": PROFILE}),
        ("AVIF", {"exif": camera(), "xmp": MARK, "icc_profile": PROFILE}),
        ("GIF", {"comment": MARK}),
        ("WEBP", {}),
        ("AVIF", {}),
    ],
)
def test_picture_keeps_nothing_but_itself_and_its_colour_profile(kind, told):
    cleaned = clean_picture(picture(kind, **told))
    assert MARK not in cleaned
    found = Image.open(io.BytesIO(cleaned))
    assert not found.getexif()
    assert (found.info.get("icc_profile") is None) == ("icc_profile" not in told)


def test_picture_is_turned_the_way_it_is_seen():
    lying = picture("JPEG", exif=camera(turned=True))
    assert Image.open(lying).size == (60, 40)
    assert Image.open(io.BytesIO(clean_picture(lying))).size == (40, 60)


def test_picture_that_is_not_turned_looks_the_same():
    before = picture("JPEG", exif=camera(), quality=70)
    after = Image.open(io.BytesIO(clean_picture(before)))
    assert max(ImageStat.Stat(ImageChops.difference(Image.open(before), after)).mean) < 0.5


@pytest.mark.parametrize("kind", ["WEBP", "AVIF"])
def test_picture_that_tells_nothing_and_would_lose_by_it_is_not_written_anew(kind):
    content = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(content, kind)
    assert clean_picture(content) is None


def test_animation_goes_on_moving():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:], duration=100, comment=MARK)
    cleaned = clean_picture(content)
    assert MARK not in cleaned
    assert Image.open(io.BytesIO(cleaned)).n_frames == 2


def test_animation_of_more_pixels_than_anybody_shows_is_refused(monkeypatch):
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    content = io.BytesIO()
    frames[0].save(content, "GIF", save_all=True, append_images=frames[1:])
    monkeypatch.setattr(pictures, "MOST_PIXELS", 127)
    with pytest.raises(ValueError, match="too many pixels"):
        clean_picture(content)


def pdf():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": MARK.decode(), "/Creator": MARK.decode(), "/Company": MARK.decode()})
    content = io.BytesIO()
    writer.write(content)
    return content


CORE = '<c xmlns:dc="d"><dc:creator>BAM-DAU</dc:creator><dc:lastModifiedBy>Chi</dc:lastModifiedBy></c>'
PARTS = {
    "docx": {"docProps/core.xml": CORE, "docProps/app.xml": "<P><Company>BAM-DAU</Company></P>"},
    "odt": {"meta.xml": '<m xmlns:dc="d"><dc:creator>BAM-DAU</dc:creator></m>'},
}


def office(ending, *, signed=False):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", "Nội dung")
        archive.writestr("_rels/.rels", '<R><Relationship Target="docProps/thumbnail.jpeg"/></R>')
        archive.writestr("docProps/thumbnail.jpeg", MARK)
        for name, text in PARTS[ending].items():
            archive.writestr(name, text)
        if signed:
            archive.writestr("_xmlsignatures/sig1.xml", "<s/>")
    return content


def test_document_tells_who_made_it_and_in_which_company():
    assert told_by(pdf(), "pdf") == Told(("BAM-DAU",))
    assert told_by(office("docx"), "docx") == Told(("BAM-DAU", "Chi"), ("BAM-DAU",))
    assert told_by(office("odt"), "odt") == Told(("BAM-DAU",))
    assert not told_by(io.BytesIO(b"%PDF-"), "pdf")


def test_document_keeps_its_content_and_no_name():
    cleaned = without_metadata(pdf(), "pdf")
    assert MARK not in cleaned
    assert len(PdfReader(io.BytesIO(cleaned)).pages) == 1
    for ending in PARTS:
        archive = zipfile.ZipFile(io.BytesIO(without_metadata(office(ending), ending)))
        assert not any(
            MARK in archive.read(name) or "humbnail" in archive.read(name).decode() for name in archive.namelist()
        )
        assert archive.read("content.xml").decode() == "Nội dung"


def test_signed_document_is_known_by_its_signature():
    assert is_signed(office("docx", signed=True), "docx")
    assert is_signed(io.BytesIO(b"%PDF-1.7 /ByteRange [0 10 20 30]"), "pdf")
    assert not is_signed(pdf(), "pdf")
    assert not is_signed(office("docx"), "docx")


def test_signed_document_is_not_written_anew():
    assert without_metadata(office("docx", signed=True), "docx") is None
    assert without_metadata(io.BytesIO(pdf().getvalue() + b"% /ByteRange [0 10 20 30]"), "pdf") is None


@each_case("action", ["/OpenAction", "/AA"])
def test_pdf_that_opens_an_address_by_itself_is_refused(action):
    opening = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("http://a")})
    writer = PdfWriter()
    page = writer.add_blank_page(100, 100)
    if action == "/AA":
        page[NameObject(action)] = DictionaryObject({NameObject("/O"): opening})
    else:
        # pypdf has no public way to add an object to a file.
        writer.root_object[NameObject(action)] = writer._add_object(opening)
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(LeadsElsewhere):
        without_metadata(content, "pdf")


def test_actions_of_a_pdf_that_follow_each_other_in_a_circle_are_read_once():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    first = DictionaryObject({NameObject("/S"): NameObject("/GoTo")})
    last = DictionaryObject({NameObject("/S"): NameObject("/URI"), NameObject("/URI"): TextStringObject("http://a")})
    # pypdf has no public way to add an object to a file.
    held = writer._add_object(first)
    first[NameObject("/Next")] = ArrayObject([held, writer._add_object(last)])
    writer.root_object[NameObject("/OpenAction")] = held
    content = io.BytesIO()
    writer.write(content)
    with pytest.raises(LeadsElsewhere):
        without_metadata(content, "pdf")


def test_what_cannot_be_written_anew_stays_as_it_is():
    assert without_metadata(io.BytesIO(b"%PDF-"), "pdf") is None
    assert without_metadata(io.BytesIO(b"PK"), "docx") is None
    assert without_metadata(io.BytesIO(b"a;b"), "csv") is None
