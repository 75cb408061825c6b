"""What a file holds: each format as it is, each under the name of another, and what does harm."""

import io
import zipfile

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.files import CHECKED, check_contents, ending_of_name
from formats.files.errors import REFUSALS_OF_CONTENTS, ContentRefused
from formats.files.reading import Budget
from tests.bodies import (
    MAIN,
    ODF,
    PROGRAM,
    RIGHT,
    WITH_MACROS,
    biff,
    compound,
    external,
    office,
    open_document,
    sheet,
    zipped,
)
from tests.each import each_case
from tests.formats.file_contents import refusal

ENDINGS = sorted(CHECKED)


def test_there_is_a_body_of_every_format_that_is_taken():
    assert sorted(RIGHT) == ENDINGS


@pytest.mark.parametrize("ending", ENDINGS)
def test_file_of_its_format_is_taken(ending):
    assert refusal(RIGHT[ending], ending) == ""


@each_case("ending", ENDINGS)
@each_case("other", ENDINGS)
def test_file_of_another_format_is_refused(ending, other):
    same = ending == other or {ending, other} <= {"csv", "txt"}
    assert (refusal(RIGHT[other], ending) == "") is same


@each_case("ending", ENDINGS)
@each_case(
    "body",
    [
        PROGRAM,
        PROGRAM + RIGHT["pdf"],
        b"\x7fELF\x02\x01\x01" + bytes(60),
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"<html>" + RIGHT["pdf"],
        b"\x89PNG\r\n\x1a\n" + bytes(60),
        bytes(200),
        b"Rar!\x1a\x07\x00" + bytes(60),
    ],
    ids=["program", "program before a PDF", "elf", "page", "page before a PDF", "picture", "zeros", "rar"],
)
def test_what_is_no_format_of_the_library_is_refused_under_every_name(ending, body):
    assert refusal(body, ending)


def test_file_under_a_wrong_name_is_told_what_it_is():
    with override("vi"), pytest.raises(ContentRefused, match=r"là Excel \(\.xlsx\)"):
        check_contents(io.BytesIO(RIGHT["xlsx"]), "docx")


def test_codes_are_told_apart():
    codes = [refused.code for refused in REFUSALS_OF_CONTENTS]
    assert sorted(codes) == sorted(set(codes))


# -- Macros -------------------------------------------------------------------------------------------------------

VBA = compound({"VBA/dir": b"", "PROJECT": b""})


@pytest.mark.parametrize("ending", MAIN)
@pytest.mark.parametrize(
    "more",
    [
        {"more": {"word/vbaProject.bin": VBA}},
        {"more": {"word/Anh.bin": VBA}},
        {"more": {"word/embeddings/Bang.xlsx": office("xlsx", {"xl/vbaProject.bin": b"x"})}},
        {"more": {"word/embeddings/Bang.xlsm": b"x"}},
        {"types": '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'},
        {"types": '<Default Extension="bin" ContentType="application/vnd.ms-office.vba&#80;roject"/>'},
        {"types": '<Override PartName="/a" ContentType="application/vnd.ms-excel.macrosheet+xml"/>'},
        {"relation": '<Relationship Id="r" Type="http://x/2006/relationships/vbaProject" Target="a.bin"/>'},
    ],
    ids=["part", "renamed part", "in a table", "named", "type", "type in numbers", "excel 4", "relation"],
)
def test_office_document_with_macros_is_refused(ending, more):
    assert refusal(office(ending, **more), ending) == "holds_macros"


@pytest.mark.parametrize("ending", MAIN)
def test_document_for_macros_under_the_name_of_one_without_is_refused(ending):
    assert refusal(office(ending, main_type=WITH_MACROS[ending]), ending) == "holds_macros"


@pytest.mark.parametrize("ending", ODF)
@pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "Scripts/python/a.py", "basic/a.xml"])
def test_open_document_with_macros_is_refused(ending, name):
    assert refusal(open_document(ending, {name: b"Sub Main"}), ending) == "holds_macros"


@pytest.mark.parametrize(
    ("ending", "streams"),
    [
        ("doc", {"WordDocument": b"", "Macros/VBA": b""}),
        ("doc", {"WordDocument": b"", "ObjectPool/_VBA_PROJECT": b""}),
        ("xls", {"Workbook": biff(sheet(0)), "_VBA_PROJECT_CUR/PROJECT": b""}),
        ("xls", {"Workbook": biff(sheet(0), sheet(1))}),
        ("ppt", {"PowerPoint Document": b"\x02\x00\x00\x04\x0c\x00\x00\x00\x09\x00\x00\x00\x01\x00\x00\x00\x02"}),
    ],
    ids=["word", "deep", "excel", "excel 4", "powerpoint"],
)
def test_document_of_1997_with_macros_is_refused(ending, streams):
    assert refusal(compound(streams), ending) == "holds_macros"


def test_presentation_that_says_it_has_no_macros_is_taken():
    said = b"\x02\x00\x00\x04\x0c\x00\x00\x00\x09\x00\x00\x00\x00\x00\x00\x00\x02"
    assert refusal(compound({"PowerPoint Document": said}), "ppt") == ""


# -- Objects, and what is fetched ---------------------------------------------------------------------------------


def test_chart_with_its_table_is_taken():
    assert refusal(office("docx", {"word/embeddings/Bang.xlsx": RIGHT["xlsx"]}), "docx") == ""
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    table = office("xlsx", main_type=binary)
    type_of_it = f'<Default Extension="xlsb" ContentType="{binary}"/>'
    assert refusal(office("pptx", {"ppt/embeddings/Bang.xlsb": table}, types=type_of_it), "pptx") == ""


def test_equation_is_taken_and_a_packed_file_is_not():
    assert refusal(office("docx", {"word/embeddings/o.bin": compound({"Equation Native": b""})}), "docx") == ""
    packed = compound({"\x01Ole10Native": b"virus.exe"})
    assert refusal(office("docx", {"word/embeddings/o.bin": packed}), "docx") == "holds_object"
    assert refusal(compound({"WordDocument": b"", "ObjectPool/\x01Ole10Native": b""}), "doc") == "holds_object"
    assert refusal(office("docx", {"word/activeX/activeX1.xml": b"<x/>"}), "docx") == "holds_object"

    assert refusal(office("docx", {"word/media/a.png": PROGRAM}), "docx") == "holds_program"


@pytest.mark.parametrize(
    ("kind", "target", "code"),
    [
        ("attachedTemplate", "https://xau.example/a.dotm", "loads_from_outside"),
        ("attachedTemplate", "\\\\10.0.0.1\\a.dotm", "loads_from_outside"),
        ("attachedTemplate", "file://may-khac/a.dotm", "loads_from_outside"),
        ("attachedTemplate", "file:///\\\\may-khac\\a.dotm", "loads_from_outside"),
        ("attachedTemplate", "file:///C:\\Users\\Lan\\Normal.dotm", ""),
        ("oleObject", "mhtml:http://xau.example/a.html!x-usc:http://xau.example/a.html", "loads_from_outside"),
        ("hyperlink", "https://hochiminhcity.gov.vn/", ""),
    ],
)
def test_what_is_fetched_from_another_computer_is_refused_and_a_link_is_not(kind, target, code):
    assert refusal(office("docx", relation=external(kind, target)), "docx") == code


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        (rb"{\*\template http://xau.example/a.dotm}", "loads_from_outside"),
        (rb"{\*\template C:\\Mau\\a.dot}", ""),
        (rb"{\object\objemb{\*\objdata 0105}}", "holds_object"),
        (rb" {\object \objdata1 00}", "holds_object"),
        (rb" {\object \objemb1}", "holds_object"),
    ],
)
def test_rich_text_with_an_object_or_a_template_of_another_computer_is_refused(inside, code):
    assert refusal(rb"{\rtf1" + inside + b"}", "rtf") == code


# -- Archives -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.exe": b"x"}, "holds_program"),
        ({"Ảnh.jpg": PROGRAM}, "holds_program"),
        ({"chay.js": b"x"}, "holds_program"),
        ({"Bang.docx": RIGHT["pdf"]}, "not_that_format"),
        ({"Bang.xlsm": b"x"}, "holds_macros"),
        ({"a/Don.docx": office("docx", {"word/vbaProject.bin": b""})}, "holds_macros"),
        ({"a.zip": zipped({"b.zip": zipped({"c.exe": b"x"})})}, "holds_program"),
        ({"a.zip": zipped({"b.zip": zipped({"c.zip": RIGHT["zip"]})})}, "unpacks_too_large"),
        ({"so.bin": VBA}, "holds_macros"),
        ({"../a.txt": b"x"}, "file_damaged"),
        ({"a.txt": b"\xff\xfe\x00"}, "not_unicode_text"),
        ({"trong/": b"", "ban-do.dbf": b"x"}, ""),
    ],
)
def test_archive_is_looked_into(files, code):
    assert refusal(zipped(files), "zip") == code


def test_refusal_names_the_file_in_the_archive():
    with pytest.raises(ContentRefused, match=r"^a\.zip: b/Don\.docx: "):
        check_contents(io.BytesIO(zipped({"a.zip": zipped({"b/Don.docx": RIGHT["pdf"]})})), "zip")


@pytest.mark.slow(reason="packs and unpacks half a gigabyte")
def test_archive_that_unpacks_without_end_is_refused():
    buffer = io.BytesIO()
    fast = {"compression": zipfile.ZIP_DEFLATED, "compresslevel": 1}
    with zipfile.ZipFile(buffer, "w", **fast) as archive, archive.open("a.csv", "w") as packed:
        for _megabyte in range(501):
            packed.write(bytes(1_048_576))
    assert refusal(buffer.getvalue(), "zip") == "unpacks_too_large"
    assert refusal(zipped({f"{number}.csv": b"x" for number in range(10_001)}), "zip") == "unpacks_too_large"


def test_archives_in_an_archive_share_one_budget():
    budget = Budget(bytes=10, entries=2)
    budget.take(size=10, entries=1)
    with pytest.raises(ContentRefused):
        budget.take(size=1)


def encrypted(content: bytes) -> bytes:
    """The same archive, said to be locked with a password."""
    mark = content.index(b"PK\x01\x02") + 8
    return content[:mark] + bytes([content[mark] | 1]) + content[mark + 1 :]


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (encrypted(zipped({"a.txt": b"x"})), "zip"),
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "docx"),
        (compound({"WordDocument": bytes(10) + b"\x00\x01"}), "doc"),
        (compound({"Workbook": biff((0x002F, bytes(4)), sheet(0))}), "xls"),
        (open_document("odt", {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), "odt"),
    ],
    ids=["zip", "docx", "doc", "xls", "odt"],
)
def test_locked_file_is_refused_as_locked(content, ending):
    assert refusal(content, ending) == "file_locked"


# -- Texts and recordings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "ending", "code"),
    [
        ("Thông báo".encode("utf-16"), "txt", ""),
        ("Thông báo".encode("cp1258", "replace"), "txt", "not_unicode_text"),
        (b"a\x00b", "csv", "not_unicode_text"),
        (b"x" * 1_048_575 + "ế".encode(), "txt", ""),
        (b"x" * 1_048_575 + "ế".encode()[:2], "txt", "not_unicode_text"),
        (b"00:01.000 --> 00:04.000", "vtt", "not_that_format"),
        ("\ufeffWEBVTT\n".encode(), "vtt", ""),
        (b"\xff\xfb\x90\x64" + bytes(100), "mp3", ""),
        (b"ID3\x04\x00\x00\x00\x00\x00\x05hello" + bytes(500), "mp3", "no_known_format"),
        (b"ID3\x04\x00\x00\xff\xff\xff\xff", "mp3", "no_known_format"),
        (b"\x00\x00\x00\x14ftypqt  \x00\x00\x00\x00qt  ", "mp4", "no_known_format"),
        (b"\x00\x00\x00\x1cftypavif\x00\x00\x00\x00avifmif1", "mp4", "no_known_format"),
    ],
)
def test_text_is_unicode_without_zeros_and_recordings_have_their_frames_and_brands(content, ending, code):
    assert refusal(content, ending) == code


@pytest.mark.parametrize(
    ("name", "ending"),
    [("Kế hoạch.DOCX", "docx"), ("a.pdf.exe", "exe"), ("a", ""), ("a.exe. ", "exe"), (".zip", ""), ("a\\b.js", "js")],
)
def test_ending_of_a_name(name, ending):
    assert ending_of_name(name) == ending


# -- Whatever comes -----------------------------------------------------------------------------------------------

BEGINNINGS = [b"", *RIGHT.values()]


@settings(max_examples=300, deadline=None)
@given(
    start=st.sampled_from(BEGINNINGS),
    cut=st.integers(0, 6000),
    noise=st.binary(max_size=600),
    ending=st.sampled_from(ENDINGS),
)
def test_no_file_makes_it_fail(start, cut, noise, ending):
    file = io.BytesIO(start[:cut] + noise + start[cut + len(noise) :])
    try:
        check_contents(file, ending)
    except ContentRefused as error:
        assert error.code
    assert file.tell() == 0


# -- Small files that would take much -----------------------------------------------------------------------------


def test_archive_whose_list_of_files_is_long_is_refused_before_it_is_read(monkeypatch):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for number in range(12_000):
            archive.writestr(f"{number:060}.txt", b"")
    # Python's own reading of the list of files: that it is not reached is seen nowhere else.
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", lambda self: pytest.fail("it was read"))
    assert refusal(held.getvalue(), "zip") == "unpacks_too_large"


def test_office_document_with_relations_without_end_is_refused():
    relations = {f"word/_rels/{number}.rels": b"<a>" + b"<b/>" * 400_000 + b"</a>" for number in range(5)}
    assert refusal(office("docx", relations), "docx") == "unpacks_too_large"
