"""On every way into the library of documents a file is looked into, and the refusal stands beside its field."""

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.html import escape
from wagtail.models import UploadedFile

from editorial.models import ProposedChange
from formats.files import CHECKED
from formats.metadata import Told, told_by
from library.checks import check_formats
from library.files.checked import CheckedFileField
from library.models import PortalDocument, PortalImage
from members.enums import Role
from tests.admin import browser
from tests.bodies import PROGRAM, RIGHT, office
from tests.each import each_case
from tests.factories import DEPARTMENT, make_member, make_operator, make_portal, section_of
from tests.fullest import green_field, make_document, make_image
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db

MACROS = office("docx", {"word/vbaProject.bin": b"Sub AutoOpen"})
LOST = "Không tìm thấy tệp"
# What an audit brought in as an editor.
REFUSED = [("Don.docx", MACROS, "macro"), ("gia.pdf", PROGRAM, "chương trình"), ("gia.exe", PROGRAM, "exe")]


@pytest.fixture
def editor(district):
    return browser(make_member(district, Role.EDITOR))


def sent(portal, name, content, prefix="", field="file"):
    file = SimpleUploadedFile(name, content, "application/pdf")
    return {f"{prefix}title": "Đơn", f"{prefix}collection": portal.collection_id, f"{prefix}{field}": file}


def alone(editor, portal, name, content):
    answer = editor.post(reverse("wagtaildocs:add"), sent(portal, name, content))
    return answer.context["form"].errors["file"].as_text() if answer.status_code == 200 else ""


def with_others(editor, portal, name, content):
    answer = editor.post(reverse("wagtaildocs:add_multiple"), sent(portal, name, content, field="files[]")).json()
    return "" if answer["success"] else answer["error_message"]


def from_a_page(editor, portal, name, content):
    values = sent(portal, name, content, "document-chooser-upload-")
    answer = editor.post(reverse("wagtaildocs_chooser:create"), values).json()
    return answer["htmlFragment"] if answer["step"] != "chosen" else ""


def in_place_of_another(editor, portal, name, content):
    document = make_document(portal)
    answer = editor.post(reverse("wagtaildocs:edit", args=[document.pk]), sent(portal, name, content))
    is_kept = PortalDocument.objects.get(pk=document.pk).file.name == document.file.name
    assert is_kept == (answer.status_code == 200)
    PortalDocument.objects.get(pk=document.pk).delete()
    return answer.context["form"].errors["file"].as_text() if is_kept else ""


WAYS = [alone, with_others, from_a_page, in_place_of_another]


def test_limit_and_formats_stand_beside_every_field_that_takes_a_file(editor, district):
    """Size and kinds, wherever one is sent in: library, account, import, founding decision, question."""
    pictures, documents = ("10,0\xa0MB", "PNG"), ("50,0\xa0MB", "docx", "macro")
    fields = {
        **{reverse(f"wagtailimages{name}"): pictures for name in (":add", ":add_multiple", "_chooser:choose")},
        **{reverse(f"wagtaildocs{name}"): documents for name in (":add", ":add_multiple", "_chooser:choose")},
        reverse("wagtailadmin_account"): pictures,
        reverse("import_procedures", args=[section_of(district, "thu-tuc-dich-vu-cong").pk]): ("2,0\xa0MB", "CSV"),
    }
    found = {address: (editor.get(address), words) for address, words in fields.items()}
    board = reverse("portals_admin:board_edit", args=[district.pk])
    found[board] = browser(make_operator()).get(board), ("20 MB", "PDF", "JPEG")
    public = Client(headers={"host": f"{district.site.hostname}:8000"})
    found["question"] = public.get("/hoi-dap/gui-cau-hoi/"), ("5 MB", "PDF", "DOCX")
    for address, (answer, words) in found.items():
        assert answer.status_code == 200, address
        text = answer.json()["html"] if "json" in answer["Content-Type"] else answer.content.decode()
        assert [word for word in words if word not in text] == [], address


@pytest.mark.slow(reason="sends three files on four ways")
@each_case("way", WAYS)
@each_case(("name", "content", "words"), REFUSED, ids=["macros", "program", "ending"])
def test_file_that_may_do_harm_is_refused_on_every_way_in(editor, district, way, name, content, words):
    assert words in way(editor, district, name, content)
    assert not PortalDocument.objects.filter(title="Đơn").exists()
    assert not UploadedFile.objects.exists()


@each_case("way", WAYS)
def test_file_of_its_format_is_taken_on_every_way_in(editor, district, way):
    assert way(editor, district, "Don.docx", RIGHT["docx"]) == ""


def test_replacing_what_the_public_sees_proposes_nothing_that_does_harm(district, editor):
    address = reverse("wagtaildocs:edit", args=[offered_on_a_page(make_document(district)).pk])
    answer = editor.post(address, sent(district, "Don.docx", MACROS))
    assert answer.context["form"].errors["file"].as_data()[0].code == "holds_macros"
    assert not ProposedChange.objects.exists()
    editor.post(address, sent(district, "Don.docx", RIGHT["docx"]))
    assert ProposedChange.objects.get().values["file"].endswith(".docx")


def test_file_that_is_refused_touches_no_library(editor, district):
    department = make_portal(DEPARTMENT)
    other = make_document(department)
    sizes = dict(PortalDocument.objects.values_list("pk", "file_size"))
    assert alone(editor, district, "Don.docx", MACROS)
    refused = editor.post(reverse("wagtaildocs:edit", args=[other.pk]), sent(department, "Don.docx", RIGHT["docx"]))
    assert refused.status_code == 403
    assert dict(PortalDocument.objects.values_list("pk", "file_size")) == sizes
    # Wagtail asks nobody with one library which it is.
    editor.post(reverse("wagtaildocs:add"), sent(department, "Don.docx", RIGHT["docx"]))
    assert PortalDocument.objects.get(title="Đơn").collection == district.collection


@pytest.mark.slow(reason="sends four files in two ways")
@each_case(
    ("name", "content"),
    [("a.png", RIGHT["pdf"]), ("a.png", PROGRAM), ("a.jpg", b"<svg onload='x'/>"), ("a.svg", b"<svg/>")],
)
def test_picture_is_told_by_its_content_too(editor, district, name, content):
    image = make_image(district)
    values = {"title": "Ảnh", "description": "Bến xe", "collection": district.collection_id}
    for address in (reverse("wagtailimages:add"), reverse("wagtailimages:edit", args=[image.pk])):
        answer = editor.post(address, values | {"file": SimpleUploadedFile(name, content, "image/png")})
        assert answer.context["form"].errors["file"], address
    assert list(PortalImage.objects.all()) == [image]


def test_field_says_how_large_and_of_which_format_a_file_may_be(editor):
    page = editor.get(reverse("wagtaildocs:add")).content.decode()
    assert "50,0\xa0MB" in page or "50,0 MB" in page
    assert escape(", ".join(settings.WAGTAILDOCS_EXTENSIONS)) in page
    assert 'accept=".csv,.doc,' in page


def test_file_on_the_disk_is_read_from_there():
    file = TemporaryUploadedFile("a.docx", "application/zip", len(RIGHT["docx"]), None)
    file.write(RIGHT["docx"])
    file.seek(0)
    assert CheckedFileField().clean(file).read() == RIGHT["docx"]


def test_no_format_is_taken_that_nothing_tells():
    assert set(settings.WAGTAILDOCS_EXTENSIONS) == CHECKED
    assert check_formats() == []
    with override_settings(WAGTAILDOCS_EXTENSIONS=["pdf", "exe"]):
        assert [one.id for one in check_formats()] == ["library.E002"]


def test_file_of_a_form_that_is_refused_is_not_told_as_lost(district, editor):
    document, image = make_document(district), make_image(district)
    answer = editor.post(reverse("wagtaildocs:edit", args=[document.pk]), sent(district, "ma-doc.exe", b"MZ"))
    page = answer.content.decode()
    assert "exe" in str(answer.context["form"].errors["file"])
    assert (LOST in page, document.url in page) == (False, True)
    values = {"title": "", "collection": district.collection_id}
    file = SimpleUploadedFile("khac.png", green_field(), "image/png")
    answer = editor.post(reverse("wagtailimages:edit", args=[image.pk]), values | {"file": file})
    assert answer.context["form"].errors["title"]
    assert LOST not in answer.content.decode()
    document.file.storage.delete(document.file.name)
    assert LOST in editor.get(reverse("wagtaildocs:edit", args=[document.pk])).content.decode()


@pytest.mark.parametrize("kind", [SimpleUploadedFile, TemporaryUploadedFile])
def test_upload_that_is_taken_is_written_over_where_it_lies(kind):
    content = office("docx", {"docProps/core.xml": b"<c><creator>Chi</creator></c>"})
    if kind is SimpleUploadedFile:
        file = SimpleUploadedFile("a.docx", content)
    else:
        file = TemporaryUploadedFile("a.docx", "application/zip", len(content), None)
        file.write(content)
        file.seek(0)
    CheckedFileField().clean(file)
    assert told_by(file, "docx") == Told()
    assert file.size == len(file.read())


def test_document_comes_in_without_the_names_of_its_makers(editor, district):
    alone(editor, district, "Don.docx", office("docx", {"docProps/core.xml": b"<c><creator>Chi</creator></c>"}))
    assert "Chi" not in PortalDocument.objects.get().file.read().decode("latin-1")
    assert told_by(PortalDocument.objects.get().file, "docx") == Told()


SIGNED = office("docx", {"_xmlsignatures/sig1.xml": b"<s/>"})
SIGNED_BY_CHI = office(
    "docx", {"_xmlsignatures/sig1.xml": b"<s/>", "docProps/core.xml": b"<c><creator>Chi</creator></c>"}
)


def test_signed_document_comes_in_byte_for_byte(editor, district):
    alone(editor, district, "Don.docx", SIGNED)
    assert PortalDocument.objects.get().file.read() == SIGNED


@pytest.mark.parametrize("way", [alone, with_others, from_a_page])
def test_signed_document_that_tells_names_asks_who_uploads_it(editor, district, way):
    said = way(editor, district, "Don.docx", SIGNED_BY_CHI)
    assert "Chi" in said
    assert not PortalDocument.objects.exists()


def test_signed_document_comes_in_with_its_names_where_that_is_confirmed(editor, district):
    answer = editor.post(reverse("wagtaildocs:add"), sent(district, "Don.docx", SIGNED_BY_CHI))
    assert "as_signed" in answer.content.decode()
    editor.post(reverse("wagtaildocs:add"), sent(district, "Don.docx", SIGNED_BY_CHI) | {"as_signed": "on"})
    assert PortalDocument.objects.get().file.read() == SIGNED_BY_CHI


LOCKED = b"%PDF-1.4 obj khoa"


@pytest.mark.parametrize("way", [alone, with_others, from_a_page])
def test_pdf_that_cannot_be_cleaned_asks_who_uploads_it(editor, district, way):
    assert "nguyên trạng" in way(editor, district, "khoa.pdf", LOCKED)
    assert not PortalDocument.objects.exists()


def test_pdf_that_cannot_be_cleaned_comes_in_where_that_is_confirmed(editor, district):
    editor.post(reverse("wagtaildocs:add"), sent(district, "khoa.pdf", LOCKED) | {"as_it_is": "on"})
    assert PortalDocument.objects.get().file.read() == LOCKED
