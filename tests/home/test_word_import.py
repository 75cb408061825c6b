"""A Word file becomes a draft in a section: looked at first, with its pictures described, on the own portal alone."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import PageLogEntry, UploadedFile

from audit.errors import StorageAway
from formats.documents.assembling import assemble
from formats.documents.reading import read_document
from formats.documents.tree import Letter
from home.editing.drafts import DraftForbidden
from home.models import InformationPage, NewsArticlePage
from home.views import word_import
from home.word_import.drafts import create_draft, title_of
from information.enums import DocumentKind
from information.models import DocumentPage
from library.models import PortalImage
from members.enums import Role
from tests.admin import browser, is_shut, told
from tests.factories import AT, make_member, section_of
from tests.formats import office_documents
from tests.formats.word_files import WordFile, with_part

pytestmark = pytest.mark.django_db

NEWS, DOCUMENT = "home.newsarticlepage", "information.documentpage"


def address(portal):
    return reverse("create_from_word", args=[section_of(portal).pk])


def look(client, portal, content, name="bao-cao.docx"):
    return client.post(address(portal), {"file": SimpleUploadedFile(name, content)})


def made(client, portal, shown, **values):
    form = shown.context["form"]
    sent = {"upload": form.initial["upload"], "title": form.initial["title"], "page_type": NEWS}
    return client.post(address(portal), sent | values)


def draft(title):
    return NewsArticlePage.objects.get(title=title).get_latest_revision_as_object()


@pytest.fixture
def editor(district):
    return browser(make_member(district))


@pytest.mark.slow(reason="makes a page and a picture, and reads the file twice")
def test_word_file_becomes_a_draft_with_its_picture_in_the_library_of_the_portal(district, editor):
    shown = look(editor, district, office_documents.report()[0])
    assert "Theo lĩnh vực" in shown.content.decode()
    assert not NewsArticlePage.objects.filter(title__startswith="Báo cáo").exists()
    title = "Báo cáo tình hình giải quyết hồ sơ"
    answer = made(editor, district, shown, **{"picture-0": "Biểu đồ cột số hồ sơ"})
    page = draft(title)
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert page.owner == make_member(district)
    assert page.source_agency == district.governing_body
    kinds = [block.block_type for block in page.body]
    assert kinds.count("figure") == kinds.count("table") == 1
    image = PortalImage.objects.get(description="Biểu đồ cột số hồ sơ")
    assert image.collection == district.collection
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create").exists()
    assert not UploadedFile.objects.exists()


def test_editor_is_told_before_what_is_left_out_and_a_picture_without_description_is(district, editor):
    shown = look(editor, district, office_documents.report()[0])
    codes = [finding.code for _message, finding in shown.context["findings"]]
    assert "header" in codes
    made(editor, district, shown)
    assert "figure" not in [block.block_type for block in draft("Báo cáo tình hình giải quyết hồ sơ").body]
    assert not PortalImage.objects.exists()


def test_title_that_is_missing_loses_nothing_that_was_looked_at(district, editor):
    shown = look(editor, district, office_documents.report()[0])
    again = made(editor, district, shown, title="", **{"picture-0": "Biểu đồ"})
    assert again.status_code == 422
    assert again.context["form"].data["picture-0"] == "Biểu đồ"
    assert "Theo lĩnh vực" in again.content.decode()


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"no file"), ("a.pdf", b"%PDF-1.7"), ("a.doc", b"x")])
def test_file_that_cannot_be_read_is_refused_beside_the_field(district, editor, name, content):
    answer = look(editor, district, content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not UploadedFile.objects.exists()


def test_section_of_another_portal_is_shut_and_what_was_looked_at_there_is_no_use_here(city, district, editor):
    elsewhere = browser(make_member(city))
    shown = look(elsewhere, city, office_documents.report()[0])
    assert is_shut(editor.get(address(city)))
    assert is_shut(made(editor, city, shown))
    answer = made(editor, district, shown)
    assert told(answer)
    assert not NewsArticlePage.objects.filter(title__startswith="Báo cáo").exists()


def test_who_may_add_no_page_sees_neither_screen_nor_button(district):
    auditor = browser(make_member(district, Role.ANSWERING_OFFICER))
    assert is_shut(auditor.get(address(district)))
    with pytest.raises(DraftForbidden):
        create_draft(
            section_of(district),
            assemble(office_documents.notice()[0]),
            page_type=InformationPage,
            title="Thông báo",
            descriptions={},
            file=ContentFile(office_documents.notice()[0], name="thong-bao.docx"),
            by=make_member(district, Role.ANSWERING_OFFICER),
            at=AT,
        )


def test_button_stands_at_the_head_of_a_section(district, editor):
    shown = editor.get(reverse("wagtailadmin_explore", args=[section_of(district).pk])).content.decode()
    assert address(district) in shown


def test_file_that_is_gone_meanwhile_is_to_be_chosen_again(district, editor):
    shown = look(editor, district, office_documents.notice()[0])
    UploadedFile.objects.get().file.delete(save=False)
    answer = made(editor, district, shown)
    assert answer["Location"] == address(district)
    assert told(answer)


def test_storage_that_is_away_loses_nothing_that_was_typed(district, editor, monkeypatch):
    def away(*args):
        raise StorageAway

    content = office_documents.notice()[0]
    shown = look(editor, district, content)
    with monkeypatch.context() as gone:
        gone.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
        gone.setattr(FileSystemStorage, "open", away)
        assert look(editor, district, content).context["form"].has_error("file", "storage_away")
        answer = made(editor, district, shown, title="Thông báo cúp nước")
    assert answer.status_code == 503
    fields = BeautifulSoup(answer.content, "html.parser").select("main form input")
    assert {field["name"]: field["value"] for field in fields}["title"] == "Thông báo cúp nước"


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something once, while a file is read; read as always afterwards."""

    def during(act):
        def read(content, ending):
            monkeypatch.setattr(word_import, "read_document", read_document)
            answers.append(act())
            return read_document(content, ending)

        answers = []
        monkeypatch.setattr(word_import, "read_document", read)
        return answers

    return during


def test_second_file_of_an_account_is_refused_in_words_while_the_first_is_read(district, editor, meanwhile):
    content = office_documents.notice()[0]
    answers = meanwhile(lambda: look(editor, district, content))
    assert look(editor, district, content).status_code == 200
    assert answers[0].status_code == 422
    assert answers[0].context["form"].has_error("file", "still_busy")
    assert look(editor, district, content).status_code == 200


def test_form_sent_while_a_file_of_the_account_is_read_is_sent_again_with_what_was_typed(district, editor, meanwhile):
    content = office_documents.notice()[0]
    shown = look(editor, district, content)
    answers = meanwhile(lambda: made(editor, district, shown, title="Thông báo cúp nước"))
    look(editor, district, content)
    assert answers[0].status_code == 429
    fields = BeautifulSoup(answers[0].content, "html.parser").select("main form input")
    held = {field["name"]: field["value"] for field in fields}
    assert held["title"] == "Thông báo cúp nước"
    editor.post(address(district), held)
    assert draft("Thông báo cúp nước").owner == make_member(district)


@pytest.mark.slow(reason="makes a page, and reads the file three times")
def test_form_that_is_sent_twice_makes_one_draft_also_where_both_were_read_before_either_was_made(
    district, editor, monkeypatch
):
    shown = look(editor, district, office_documents.notice()[0])
    between = []

    def create(*args, **kwargs):
        monkeypatch.setattr(word_import, "create_draft", create_draft)
        between.append(made(editor, district, shown, title="Thông báo"))
        return create_draft(*args, **kwargs)

    monkeypatch.setattr(word_import, "create_draft", create)
    answers = [made(editor, district, shown, title="Thông báo") for _time in range(2)]
    page = NewsArticlePage.objects.get(title="Thông báo")
    edited = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert [answer["Location"] for answer in (*between, *answers)] == [edited] * 3
    assert not UploadedFile.objects.exists()


@pytest.mark.slow(reason="makes two pages, and reads the file five times")
def test_file_that_is_chosen_again_on_a_day_leads_to_its_draft_and_makes_one_of_another_kind(district, editor):
    content = office_documents.notice()[0]
    kinds = [NEWS, NEWS, "home.informationpage"]
    answers = [made(editor, district, look(editor, district, content), page_type=kind) for kind in kinds]
    edited = [answer["Location"] for answer in answers]
    assert edited[0] == edited[1] != edited[2]
    assert "Hôm nay tệp này đã được dùng" in told(answers[1])
    assert not UploadedFile.objects.exists()


def test_picture_that_no_browser_shows_is_told_and_asks_for_no_description(district, editor):
    content = with_part(office_documents.report()[0], "word/media/image1.png", lambda part: b"\xd7\xcd\xc6\x9a" + part)
    shown = look(editor, district, content)
    assert "picture_format" in [finding.code for _message, finding in shown.context["findings"]]
    assert "picture-0" not in shown.context["form"].fields


def test_title_is_kind_and_subject_of_an_official_document_or_its_first_heading():
    assert title_of(assemble(office_documents.notice()[0])) == "Thông báo tạm ngừng cung cấp nước sạch"
    assert title_of(assemble(office_documents.plan()[0])) == "Kế hoạch tuyên truyền phổ biến pháp luật năm 2027"
    file = WordFile()
    file.line("Giới thiệu", style="Heading 1")
    assert title_of(assemble(file.content())) == "Giới thiệu"


def made_as(client, portal, shown, page_type, slug):
    sent = {"upload": shown.context["form"].initial["upload"], "title": "Quyết định thành lập Tổ công nghệ số"}
    return client.post(reverse("create_from_word", args=[section_of(portal, slug).pk]), sent | {"page_type": page_type})


def test_legal_document_takes_number_day_kind_and_signer_of_its_file_and_offers_the_file(city, district, editor):
    content = office_documents.decision()[0]
    where = reverse("create_from_word", args=[section_of(district, "van-ban").pk])
    shown = editor.post(where, {"file": SimpleUploadedFile("qd.docx", content)})
    assert shown.context["form"].fields["page_type"].choices[0][0] == "information.documentpage"
    made_as(editor, district, shown, "information.documentpage", "van-ban")
    page = DocumentPage.objects.get().get_latest_revision_as_object()
    assert (page.kind, page.number, page.is_normative) == (DocumentKind.DECISION, "408/QĐ-UBND", False)
    assert (page.trigger_date, page.issuer) == (date(2026, 11, 5), district.governing_body)
    assert page.signatory
    (entry,) = page.files
    file = entry.value["document"]
    assert (file.collection, file.uploaded_by_user) == (district.collection, make_member(district))
    with file.file.open("rb") as stored, ZipFile(stored) as offered, ZipFile(BytesIO(content)) as sent:
        assert offered.read("word/document.xml") == sent.read("word/document.xml")


def signed(content):
    file = BytesIO(content)
    with ZipFile(file, "a") as archive:
        archive.writestr("_xmlsignatures/sig1.xml", b"<s/>")
    return file.getvalue()


def test_signed_file_that_tells_names_is_offered_only_where_that_is_confirmed(district, editor):
    where = reverse("create_from_word", args=[section_of(district, "van-ban").pk])
    content = signed(office_documents.decision()[0])
    shown = editor.post(where, {"file": SimpleUploadedFile("qd.docx", content)})
    assert "python-docx" in shown.context["form"].fields["as_signed"].help_text
    sent = {"upload": shown.context["form"].initial["upload"], "title": "Quyết định", "page_type": DOCUMENT}
    assert editor.post(where, sent).context["form"].errors["as_signed"]
    assert not DocumentPage.objects.exists()
    editor.post(where, sent | {"as_signed": "on"})
    (entry,) = DocumentPage.objects.get().get_latest_revision_as_object().files
    assert entry.value["document"].file.read() == content


def test_number_with_a_year_is_that_of_a_normative_document():
    numbers = {"05/2024/QĐ-UBND": True, "408/QĐ-UBND": False, "": False}
    for number, is_normative in numbers.items():
        page = DocumentPage()
        page.fill_in_from(Letter(number=number))
        assert page.is_normative is is_normative, number


def test_button_stands_where_one_adds_a_page(district, editor):
    section = section_of(district)
    shown = editor.get(reverse("wagtailadmin_pages:add_subpage", args=[section.pk])).content.decode()
    assert address(district) in shown
