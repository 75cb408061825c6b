"""Files are found by what they say, on the page that offers them, while the public reads it."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.urls import reverse
from django.utils.translation import override

from library.enums import ReadingState
from library.models import DocumentReading
from library.texts.drawing_out import FileText
from library.texts.readings import read_document
from search.index.indexing import catch_up, index_pages, reindex
from search.models import SearchEntry
from search.service import search_pages
from search.tasks import read_documents
from sites.directory import get_directory
from sites.enums import PortalState
from tests.each import each_case
from tests.factories import AT, make_member, put_in_state
from tests.fullest import make_document
from tests.information.factories import make_item
from tests.library.office_files import docx, pdf, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

PAGES = ["Quyet dinh ve to chuc bo may", "Phu luc danh muc thiet bi", "Kinh phi thuc hien nhiem vu"]


@pytest.fixture
def commit(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def offer(portal, content, name="toan-van.pdf", *, published=True, title="Quyết định số một", before=()):
    """A document page with a file, after others that there are."""
    document = make_document(portal, name, content)
    files = [{"type": "file", "value": {"document": one.pk, "title": "Toàn văn"}} for one in (*before, document)]
    page = make_item(portal, "document", title, published=published, files=files)
    return page, document


def hits(words, **values):
    return search_pages(words, language="vi", **values).hits


@pytest.fixture
def offered(city, commit):
    with commit():
        found = offer(city["bennghe"], pdf(PAGES))
    return found


def test_page_is_found_by_a_file_and_the_hit_leads_to_the_page_of_the_file(city, offered):
    page, document = offered
    record = get_directory().by_id[city["bennghe"].pk]
    with override("vi"):
        (hit,) = hits("danh muc thiet bi", seen_from=record)
    assert hit.page_id == page.pk
    assert hit.in_file.url == f"{reverse('wagtaildocs_serve', args=[document.pk, document.filename])}#page=2"
    assert "2" in hit.in_file.place
    assert document.title in hit.in_file.place
    assert "<mark>danh muc thiet bi</mark>" in hit.in_file.snippet_html
    (elsewhere,) = hits("danh muc thiet bi")
    assert elsewhere.in_file.url.startswith(f"{record.root_url}/")


def test_hit_names_the_page_of_the_file_that_has_all_words_and_not_the_first_that_has_one(city, commit):
    pages = [*["quyet dinh"] * 30, "thiet bi van phong", "danh muc thiet bi", "danh muc, va thiet bi"]
    with commit():
        offer(city["bennghe"], pdf(pages))
    assert [hit.in_file.url.rpartition("#")[2] for hit in hits("quyet danh muc thiet bi")] == ["page=32"]


def test_hit_by_a_synonym_names_its_place(city, commit):
    with commit():
        offer(city["bennghe"], xlsx(Thu="Nguồn phí", Chi="Giấy chứng nhận quyền sử dụng đất"), "du-toan.xlsx")
    with override("vi"):
        (hit,) = hits("sổ đỏ")
    assert "Chi" in hit.in_file.place


@pytest.mark.slow(reason="indexes forty thousand words")
def test_every_file_of_a_page_is_found_and_a_long_one_shows_the_place(city, commit):
    words = " ".join(f"từ{number % 5_000}" for number in range(40_000))
    with commit():
        long = make_document(city["bennghe"], "dai.docx", docx(f"{words} Danh mục thiết bị"))
        offer(city["bennghe"], pdf(["Kinh phi thuc hien"]), before=[long])
    (hit,) = hits("danh mục thiết bị")
    assert "<mark>Danh mục thiết bị</mark>" in hit.in_file.snippet_html
    (hit,) = hits("kinh phí thực hiện")
    assert hit.in_file.url.endswith("#page=1")


def test_page_that_says_it_itself_leads_to_itself(offered):
    assert [hit.in_file for hit in hits("Quyết định số một")] == [None]


def test_words_of_a_page_weigh_more_than_those_of_its_file(city, offered, commit):
    with commit():
        make_item(city["bennghe"], "direction", "Kinh phí thực hiện nhiệm vụ", published=True)
    assert [hit.in_file is None for hit in hits("kinh phi thuc hien")] == [True, False]


def test_sheet_is_named(city, commit):
    with commit():
        offer(city["bennghe"], xlsx(Thu="Nguồn phí", Chi="Mua sắm thiết bị"), "du-toan.xlsx")
    with override("vi"):
        (hit,) = hits("mua sam thiet bi")
    assert "Chi" in hit.in_file.place
    assert "#" not in hit.in_file.url


@pytest.mark.breaks_the_rule
def test_text_follows_the_file(offered, commit):
    page, document = offered
    with commit(), patch("library.signal_handlers.refuse_unapproved_file"):
        document.file.save("khac.pdf", ContentFile(pdf(["Noi dung thay the hoan toan"])), save=False)
        # As the form of Wagtail does.
        document._set_document_file_metadata()
        document.save()
    assert hits("danh muc thiet bi") == []
    (hit,) = hits("thay the hoan toan")
    assert hit.page_id == page.pk
    assert DocumentReading.objects.get(document=document).parts.count() == 1


@pytest.mark.slow(reason="publishes pages with files")
def test_file_of_what_is_not_public_is_read_and_found_by_nobody(city, commit):
    with commit():
        draft, unseen = offer(city["bennghe"], pdf(PAGES), published=False)
    index_pages([draft.pk])
    assert not DocumentReading.objects.filter(document=unseen).exists()
    assert hits("danh muc thiet bi") == []


def test_file_that_took_too_long_is_tried_once_more_an_hour_later(city):
    document = make_document(city["quan1"], "dai.pdf", pdf(PAGES))
    with patch("library.texts.readings.draw_out", return_value=FileText(ReadingState.INTERRUPTED)):
        tried = [read_document(document.pk, at=AT + timedelta(hours=hours)) for hours in (0, 0.5, 1, 3)]
    assert tried == [True, False, True, False]
    assert DocumentReading.objects.get(document=document).state == ReadingState.TOO_LARGE


def test_file_goes_with_its_page(offered):
    page, _document = offered
    page.unpublish()
    assert hits("danh muc thiet bi") == []
    assert not SearchEntry.objects.filter(page=page).exists()


def test_file_of_another_portal_is_not_found_on_a_page_that_names_it(city, commit):
    document = make_document(city["quan1"], "cua-quan.pdf", pdf(PAGES))
    read_document(document.pk, at=AT)
    with patch("search.index.files._documents_of", return_value={document.pk}), commit():
        page, _own = offer(city["bennghe"], pdf(["Mot trang khac han"]))
    assert SearchEntry.objects.get(page=page).documents == []
    assert hits("danh muc thiet bi") == []


@each_case("state", [PortalState.SUSPENDED, PortalState.PREPARING])
def test_file_of_a_portal_that_cannot_be_read_is_found_by_nobody(city, offered, state):
    put_in_state(city["bennghe"], state)
    assert hits("danh muc thiet bi") == []


@pytest.mark.slow(reason="draws text out of files by another process")
def test_document_is_read_once_and_a_hostile_one_has_its_reason(city, commit):
    with commit():
        page, document = offer(city["bennghe"], b"%PDF-1.4 broken")
    assert DocumentReading.objects.get(document=document).state == ReadingState.DAMAGED
    with patch("library.texts.readings.draw_out") as draw_out:
        read_documents([document.pk], page.pk)
        assert not read_document(document.pk, at=AT)
        draw_out.assert_not_called()
    document.file.storage.delete(document.file.name)
    DocumentReading.objects.all().delete()
    assert read_document(document.pk, at=AT)
    assert DocumentReading.objects.get(document=document).state == ReadingState.DAMAGED
    assert not read_document(0, at=AT)


def test_file_that_cannot_be_opened_now_is_read_later(offered, commit):
    _page, document = offered
    DocumentReading.objects.all().delete()
    with patch.object(Storage, "open", side_effect=PermissionError), pytest.raises(PermissionError):
        read_document(document.pk, at=AT)
    assert not DocumentReading.objects.exists()
    with commit():
        catch_up()
    assert DocumentReading.objects.get().state == ReadingState.READ


def test_state_that_another_try_may_end_otherwise_is_not_taken_over(city, offered):
    _page, document = offered
    DocumentReading.objects.filter(document=document).update(state=ReadingState.DAMAGED)
    twin = make_document(city["quan1"], "ban-sao.pdf", pdf(PAGES))
    assert read_document(twin.pk, at=AT)
    assert DocumentReading.objects.get(document=twin).state == ReadingState.READ


@pytest.mark.slow(reason="draws text out of files by another process")
def test_file_with_the_same_content_is_not_read_again(city, offered, commit):
    with patch("library.texts.readings.draw_out") as draw_out, commit():
        page, _copy = offer(city["quan1"], pdf(PAGES), title="Quyết định của quận")
        draw_out.assert_not_called()
    assert page.pk in {hit.page_id for hit in hits("danh muc thiet bi")}


def test_rebuilding_keeps_the_text_of_files(offered):
    page, _document = offered
    reindex()
    assert search_pages("danh muc thiet bi", language="vi").total == 1
    (row,) = SearchEntry.objects.serving().filter(page=page)
    assert row.documents


def test_editor_is_told_of_scans_in_the_list_and_on_the_screen_of_the_file(city, commit, client, settings):
    portal = city["bennghe"]
    with commit():
        _page, scan = offer(portal, pdf(["", ""]))
    client.force_login(make_member(portal))
    host = {"host": settings.ADMIN_HOST}
    listed = client.get("/admin/documents/", headers=host).content.decode()
    with override("vi"):
        assert str(ReadingState.SCAN.label) in listed
    edit = client.get(f"/admin/documents/edit/{scan.pk}/", headers=host)
    assert any("OCR" in str(message) for message in edit.context["messages"])
