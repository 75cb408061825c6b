"""A draft in an old encoding: seen in the editor, read in Unicode, converted by whoever may edit it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from audit.enums import AuditEventKind
from audit.models import PortalEvent
from editorial.errors import EditForbidden, PageHeld
from editorial.permissions import is_own_work
from home.contentcheck.conversion import (
    DraftChanged,
    NothingToConvert,
    convert_draft,
    version_seen,
    what_converts,
)
from home.contentcheck.old_texts import old_texts, put_in_unicode
from home.contentcheck.page_checks import check_page
from home.editing.forms import TagNamesField
from home.models import NewsArticlePage
from library.models import PortalDocument, PortalImage, Tag
from members.enums import Role, Seat
from tests.admin import browser, errors_at, is_refused, told, url
from tests.each import each_case
from tests.factories import a_field, make_article, make_head, make_member, make_operator, publish, section_of
from tests.fullest import full_article, full_home, green_field
from tests.home.conversion import NEW, OF_VNI, OLD, VNI, draft
from tests.library.office_files import pdf

pytestmark = pytest.mark.django_db

# What every new version has of its own.
BOOKKEEPING = {"latest_revision", "latest_revision_created_at", "has_unpublished_changes"}
WORDS = {OLD: NEW, "héi": "hội", "chñ nghÜa": "chủ nghĩa", "Hä tªn": "Họ tên", VNI: OF_VNI}


def as_stored(page):
    return type(page).objects.get(pk=page.pk)


def texts_of(item):
    return {old.place.words: old for old in old_texts(item)}


def content(page):
    page.refresh_from_db()
    return page.get_latest_revision().content


def convert(page, by=None):
    page.refresh_from_db()
    return convert_draft(page, by=by or page.owner, seen=version_seen(page))


def address(page):
    return reverse("convert_text", args=[page.pk])


def read(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


class TestTexts:
    def test_each_place_is_named_with_its_encoding_and_what_it_would_say(self, district):
        found = texts_of(draft(district))
        assert [(place, old.encodings) for place, old in found.items()] == [
            ("Tiêu đề", ("TCVN3",)),
            ("Sapo", ("TCVN3",)),
            ("Nội dung, khối thứ 1 (Đoạn văn)", ("TCVN3",)),
            ("Nội dung, khối thứ 3 (Đề mục)", ("TCVN3",)),
            ("Nội dung, khối thứ 4 (Ảnh minh họa)", ("TCVN3",)),
            ("Nội dung, khối thứ 5 (Bảng)", ("TCVN3", "VNI")),
            ("Nội dung, khối thứ 6 (Mục đóng mở)", ("TCVN3",)),
        ]
        assert found["Tiêu đề"].lines == ((OLD, NEW),)
        assert found["Nội dung, khối thứ 1 (Đoạn văn)"].lines == (
            (f"{OLD} & héi chñ nghÜa.", f"{NEW} & hội chủ nghĩa."),
        )
        assert {("Hä tªn", "Họ tên"), (VNI, OF_VNI)} <= set(found["Nội dung, khối thứ 5 (Bảng)"].lines)

    def test_what_is_too_short_to_tell_has_the_encoding_of_the_rest(self):
        item = NewsArticlePage(title="ViÖt Nam", lead=OLD, author_name="Nestlé")
        assert list(texts_of(item)) == ["Tiêu đề", "Sapo"]
        assert texts_of(NewsArticlePage(title="ViÖt Nam", lead=NEW)) == {}

    def test_right_pages_have_none(self, district):
        for item in (full_article(district, parent=section_of(district)), full_home(district)):
            before = item.serializable_data()
            assert put_in_unicode(item) == old_texts(item) == []
            assert item.serializable_data() == before

    def test_whatever_the_check_finds_is_converted(self, district):
        item = draft(district).get_latest_revision_as_object()
        assert {finding.code for finding in check_page(item)} >= {"legacy_encoding"}
        put_in_unicode(item)
        assert "legacy_encoding" not in {finding.code for finding in check_page(item)}


class TestVerb:
    def test_draft_in_unicode_is_a_new_version_and_nothing_else_of_it_changes(self, district):
        page = draft(district)
        before = content(page)
        convert(page)
        after = content(page)
        changed = {name for name in after if after[name] != before[name]}
        assert {"title", "lead", "body"} <= changed <= {"title", "lead", "body", "draft_title", *BOOKKEEPING}
        assert (after["title"], after["lead"], page.draft_title, page.title) == (NEW, NEW, NEW, OLD)
        expected = json.dumps(json.loads(before["body"]), ensure_ascii=False)
        for old, new in WORDS.items():
            expected = expected.replace(old, new)
        # Attributes are no text.
        expected = expected.replace(f'data-x=\\"{NEW}', f'data-x=\\"{OLD}')
        assert json.loads(after["body"]) == json.loads(expected)
        assert not page.live

    def test_note_of_the_public_version_is_not_that_of_the_next(self, district):
        page = make_article(district, lead=OLD, correction_note="Sửa lần một.")
        convert(page)
        assert content(page)["lead"] == NEW
        assert content(page)["correction_note"] == ""

    def test_it_is_recorded_with_who_did_it_and_from_what_and_done_once(self, district):
        page = draft(district)
        revision = convert(page)
        entry = PageLogEntry.objects.get(action="home.convert_text")
        told = "Đã chuyển mã sang Unicode từ: TCVN3, VNI"
        assert (entry.user, entry.revision, entry.message) == (page.owner, revision, told)
        event = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON).latest("pk")
        assert (event.portal, event.data["action"]) == (district, "home.convert_text")
        with pytest.raises(NothingToConvert):
            convert(page)

    def test_what_the_editor_wrote_over_meanwhile_is_looked_at_first(self, district):
        page = draft(district)
        page.refresh_from_db()
        seen, written = version_seen(page), page.get_latest_revision_as_object()
        written.lead = f"{OLD} {OLD}"
        again = written.save_revision(user=page.owner, overwrite_revision=page.latest_revision)
        assert seen.startswith(f"{again.pk}:")
        with pytest.raises(DraftChanged):
            convert_draft(page, by=page.owner, seen=seen)

    def test_words_stay_those_of_who_wrote_them_in_the_old_encoding(self, district):
        head, deputy, editor = make_head(district), make_head(district, seat=Seat.DEPUTY), make_member(district)
        page = make_article(district, "Tin", lead="Tóm tắt.")
        page.lead = OLD
        page.save_revision(user=head)
        page.lead = "Tóm tắt mới."
        page.save_revision(user=editor)
        page = publish(page, by=deputy, author=editor)
        page.lead = OLD
        page.save_revision(user=editor)
        revision = convert(page, by=editor)
        assert revision.content["lead"] == NEW
        page.refresh_from_db()
        assert is_own_work(head, page, revision)
        assert not is_own_work(deputy, page, revision)

    def test_who_may_not_edit_the_page_does_not_convert_it(self, city, district):
        page = draft(district)
        with pytest.raises(EditForbidden):
            convert(page, by=make_member(city))
        assert what_converts(page)

    def test_page_in_review_is_converted_by_who_decides_on_it_alone(self, district):
        page = draft(district, title="Tin mới", lead="Tóm tắt.", body=[])
        head = make_head(district)
        page.get_workflow().start(page, page.owner)
        edited = page.get_latest_revision_as_object()
        edited.lead = OLD
        edited.save_revision(user=head)
        with pytest.raises(PageHeld):
            convert(page)
        assert convert(page, by=head).content["lead"] == NEW


class TestView:
    @pytest.mark.slow(reason="publishes pages and opens several screens")
    def test_editor_is_warned_and_led_to_the_preview_until_the_page_is_right(self, district):
        page = draft(district)
        client, edit = browser(page.owner), reverse("wagtailadmin_pages:edit", args=[page.pk])
        shown = client.get(edit)
        assert "bảng mã cũ (TCVN3, VNI)" in read(shown)
        assert f'href="{address(page)}"' in shown.content.decode()
        preview = read(client.get(address(page)))
        assert f"TCVN3 {OLD} {NEW}" in preview
        assert "đường dẫn" in preview.lower()
        done = client.post(address(page), {"revision": version_seen(as_stored(page))})
        assert done["Location"] == edit
        assert "Đã chuyển mã 7 chỗ sang Unicode" in told(done)
        shown = client.get(edit)
        assert "bảng mã cũ" not in read(shown)
        assert address(page) not in shown.content.decode()
        assert "Không có nội dung nào cần chuyển mã" in read(client.get(address(page)))

    def test_what_was_saved_meanwhile_is_shown_again_and_can_be_confirmed(self, district):
        page = draft(district)
        client, seen = browser(page.owner), version_seen(as_stored(page))
        page.save_revision(user=page.owner)
        again = client.post(address(page), {"revision": seen})
        assert (again.status_code, "Trang đã có bản lưu mới" in read(again)) == (422, True)
        seen = version_seen(as_stored(page))
        assert f'name="revision" value="{seen}"' in again.content.decode()
        assert client.post(address(page), {"revision": seen}).status_code == 302

    def test_locked_page_is_shown_with_the_reason_and_without_a_button(self, district):
        page = draft(district)
        page.locked, page.locked_by, page.locked_at = True, make_head(district), timezone.now()
        page.save()
        client = browser(page.owner)
        shown = client.get(address(page))
        assert "đang bị khóa" in read(shown)
        assert 'name="revision"' not in shown.content.decode()
        assert client.post(address(page), {"revision": version_seen(as_stored(page))}).status_code == 422
        assert what_converts(page)

    def test_staff_of_another_portal_neither_reads_nor_converts_it(self, city, district):
        page = draft(district)
        make_member(district)
        sent = {"revision": version_seen(as_stored(page))}
        for client in (browser(make_member(city)), browser(make_head(city))):
            for answer in (client.get(address(page)), client.post(address(page), sent)):
                assert answer.status_code in {403, 404} or is_refused(answer)
                assert NEW not in answer.content.decode()
        assert as_stored(page).draft_title == OLD

    def send(self, page, **values):
        form = {"slug": page.slug, "lead": "", "body": streamfield([]), "source_agency": "Quận 1"} | values
        comments = {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        return browser(page.owner).post(edit, nested_form_data(form) | comments | {"subject_fields": [a_field().pk]})

    def test_submission_that_is_refused_names_the_way(self, district):
        page = draft(district, title="Tin", body=[])
        answer = self.send(page, title="Tin", lead=OLD, **{"action-submit": "1"})
        assert answer.context["form"].errors.keys() == {"lead"}
        links = BeautifulSoup(answer.content, "html.parser").find_all("a", href=address(page))
        assert "Xem trước bản chuyển mã của bản nháp đã lưu" in [tag.get_text() for tag in links]

    def test_title_keeps_the_letters_that_nobody_sees_until_it_is_converted(self, district):
        page = draft(district, title="Tin", body=[])
        self.send(page, title="Ng­êi d©n ®­îc h­íng dÉn")
        convert(page)
        assert content(page)["title"] == "Người dân được hướng dẫn"


# "ư" is a soft hyphen in TCVN3.
SOFT, OF_SOFT = "Ph\u00ad¬ng ¸n t\u00ad vÊn ph¸p luËt", "Phương án tư vấn pháp luật"


@pytest.fixture
def editor(district):
    return browser(make_member(district, Role.EDITOR))


@pytest.mark.slow(reason="asks several cases in turn")
@each_case(("old", "new"), [(OLD, NEW), (VNI, OF_VNI), (SOFT, OF_SOFT)])
def test_words_of_a_picture_are_refused_and_offered_in_unicode(editor, district, old, new):
    fields = ("title", "description", "description_en", "credit", "rights_note")

    def sent(words):
        file = SimpleUploadedFile("a.png", green_field(), "image/png")
        return {"collection": district.collection_id, "file": file} | dict.fromkeys(fields, words)

    errors = editor.post(reverse("wagtailimages:add"), sent(old)).context["form"].errors
    assert [field for field in fields if f"“{new}”" not in str(errors[field].as_data()[0].message)] == []
    assert not PortalImage.objects.exists()
    editor.post(reverse("wagtailimages:add"), sent(new))
    image = PortalImage.objects.get()
    assert {getattr(image, field) for field in fields} == {new}


def test_title_of_a_document_is_refused_when_it_is_the_name_of_an_old_file(editor, district):
    values = {"title": OLD, "collection": district.collection_id}
    file = SimpleUploadedFile("a.pdf", pdf(["a"]))
    answer = editor.post(reverse("wagtaildocs:add_multiple"), values | {"files[]": file}).json()
    # It waits until its form is filled in.
    assert answer["success"]
    assert not PortalDocument.objects.exists()
    alone = editor.post(reverse("wagtaildocs:add"), values | {"file": SimpleUploadedFile("a.pdf", pdf(["a"]))})
    assert NEW in alone.context["form"].errors["title"].as_text()


def test_facts_of_a_portal_are_refused_and_offered_in_unicode(district):
    answer = browser(make_operator()).post(url("edit", district.pk), {"governing_body": OLD})
    assert NEW in errors_at(answer, "governing_body")
    district.refresh_from_db()
    assert district.governing_body != OLD


def test_words_of_tags_are_refused_before_they_become_rows(district):
    with pytest.raises(Exception, match=NEW) as error:
        TagNamesField().clean(OLD)
    assert error.value.code == "old_encoding"
    assert not Tag.objects.exists()


def test_text_as_it_should_be_and_words_of_other_languages_are_taken(editor, district):
    for title in ("Quyết định số 12", "Café Noël à la crème", "Số 1: phè", "Ö ê"):
        values = {"title": title, "collection": district.collection_id}
        editor.post(reverse("wagtaildocs:add"), values | {"file": SimpleUploadedFile("a.pdf", pdf(["a"]))})
        assert PortalDocument.objects.filter(title=title).exists()
