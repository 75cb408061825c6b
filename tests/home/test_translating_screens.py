"""The screens of a translator: texts side by side, files, official names, and the ways to them."""

import polib
import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import etree
from wagtail.models import Comment, PageSubscription
from wagtail_localize.machine_translators.dummy import DummyTranslator
from wagtail_localize.models import Translation

from audit.models import PortalEvent
from editorial.review.findings import blocking, findings_of
from home.enums import ContentEventKind
from home.models import GlossaryTerm, NewsArticlePage, TermKind
from home.translations.choices import rows_to_choose
from home.translations.errors import MachineTranslationUnavailable
from home.translations.queries import read_side_by_side
from home.translations.segments import SegmentState
from home.translations.suggestions.glossary import add_term
from home.translations.suggestions.official_names import OfficialName
from members.enums import Role
from tests.admin import browser, is_shut, told
from tests.factories import WARD, make_article, make_head, make_member, make_portal, publish_approved_page
from tests.fullest import make_image
from tests.home.branches import approve, open_english
from tests.home.translating import begun, change, draft_of, fresh, say, say_all, screen, segment_of
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

SCRIPT = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
MACHINE = {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"}


@pytest.fixture
@remembered
def made(district):
    return begun(district)


@pytest.fixture
def version(made):
    return made[1]


@pytest.fixture
def editor(district):
    return make_member(district)


@pytest.fixture
@remembered
def ward(city):
    return make_portal(WARD)


@pytest.fixture
def client(editor):
    return browser(editor)


def rows_of(response):
    return BeautifulSoup(response.content, "html.parser").select("[data-texts] > li")


def sent(version, words, text):
    segment = segment_of(version, words)
    return {"segment": segment.key, "seen": segment.text, "text": text}


class TestBeginning:
    @pytest.mark.slow(reason="makes a version by the screens and opens the editor")
    def test_button_makes_the_version_and_leads_to_its_texts(self, district, client):
        article = make_article(district)
        begin = reverse("wagtail_localize:submit_page_translation", args=[article.pk])
        for address in ("wagtailadmin_pages:edit", "wagtailadmin_explore"):
            key = article.pk if "edit" in address else article.get_parent().pk
            assert begin in client.get(reverse(address, args=[key])).content.decode(), address
        fields = BeautifulSoup(client.get(begin).content, "html.parser").select("form input[name=locales]")
        chosen = {field["name"]: field["value"] for field in fields}
        response = client.post(begin, chosen)
        version = article.get_translations().get()
        assert response["Location"] == screen(version)
        assert client.get(begin)["Location"] == screen(version)
        assert not Translation.objects.filter(enabled=True).exists()
        assert "Bản tiếng Anh" in client.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()

    @pytest.mark.slow(reason="publishes several pages, and asks their screens")
    def test_explorer_says_how_far_each_version_is(self, district, made, version, client, editor):
        make_article(district, "Chưa có bản tiếng Anh")

        def cells():
            page = client.get(reverse("wagtailadmin_explore", args=[made[0].get_parent().pk]))
            links = BeautifulSoup(page.content, "html.parser").select("td a[href*='/english/']")
            return [(link["href"], link.contents[0].strip()) for link in links]

        assert cells() == [(screen(version), "Bản nháp")]
        say_all(version, by=editor)
        publish_approved_page(fresh(version), by=make_head(district))
        change(made[0], district, lead="Đã đổi.")
        assert cells() == [(screen(version), "Chưa cập nhật theo bản tiếng Việt")]


class TestSideBySide:
    def test_each_text_stands_beside_its_translation(self, version, client, editor):
        say(version, "Tóm tắt", "Summary.", by=editor)
        rows = rows_of(client.get(screen(version)))
        assert len(rows) == len(read_side_by_side(fresh(version)).segments)
        texts = {
            row.select_one(".side-by-side__source").get_text(strip=True): row.textarea.get_text(strip=True)
            for row in rows
        }
        assert texts["Tóm tắt tin."] == "Summary."
        open_rows = rows_of(client.get(f"{screen(version)}?show=open"))
        assert len(open_rows) == len(rows) - 1

    def test_script_saves_a_text_and_is_told_how_far_the_page_is(self, version, client):
        response = client.post(screen(version), sent(version, "Tóm tắt", "Summary."), **SCRIPT)
        told = response.json()
        assert (told["state"], told["open"]) == ("done", len(read_side_by_side(fresh(version)).open_segments))
        assert draft_of(version).lead == "Summary."

    def test_without_a_script_the_next_text_is_shown(self, version, client):
        response = client.post(screen(version), sent(version, "Tóm tắt", "Summary."))
        keys = [one.key for one in read_side_by_side(fresh(version)).segments]
        following = keys[keys.index(segment_of(version, "Tóm tắt").key) + 1]
        assert response["Location"].endswith(f"#text-{following}")

    def test_what_is_refused_is_told_beside_the_text_and_nothing_typed_is_lost(self, version, client):
        wrong = sent(version, "Xem", "See [1]the plan before Monday.")
        told = client.post(screen(version), wrong, **SCRIPT)
        assert (told.status_code, told.json()["code"]) == (422, "markers_refused")
        page = client.post(screen(version), wrong)
        assert page.status_code == 422
        (row,) = [row for row in rows_of(page) if row.select_one(".side-by-side__error").get_text(strip=True)]
        assert "See [1]the plan before Monday." in row.textarea.get_text()

    def test_what_was_typed_for_a_text_that_is_gone_is_not_lost(self, district, made, version, client):
        typed = sent(version, "Tóm tắt", "Typed for nothing?")
        change(made[0], district, lead="Hoàn toàn khác.")
        page = client.post(screen(version), typed)
        assert (page.status_code, "Typed for nothing?" in page.content.decode()) == (422, True)

    def test_open_comments_stand_at_their_text(self, version, client, editor):
        Comment.objects.create(page=version, user=editor, contentpath="lead", position="", text="Kiểm tra lại số liệu")
        (row,) = [row for row in rows_of(client.get(screen(version))) if row.select(".side-by-side__comment")]
        assert "Tóm tắt tin." in row.get_text()
        assert "Kiểm tra lại số liệu" in row.get_text()

    def test_comment_on_what_is_no_text_of_the_screen_stands_above_the_texts(self, district, client, editor):
        _article, version = begun(district, image=make_image(district))
        say(version, "Tóm tắt", "Summary.", by=editor)
        for place in ("image", "lead"):
            Comment.objects.create(page=version, user=editor, contentpath=place, position="", text=f"Xem {place}")

        def stand(query=""):
            page = BeautifulSoup(client.get(f"{screen(version)}{query}").content, "html.parser")
            above = page.select("section.side-by-side__comments .side-by-side__comment p")
            return [comment.get_text(strip=True).rpartition(": ")[2] for comment in above]

        assert stand() == ["Xem image"]
        assert stand("?show=open") == ["Xem image", "Xem lead"]

    def test_comment_on_a_cell_of_a_table_stands_at_the_cell(self, district, client, editor):
        cells = {"data": [["Giấy tờ", "Số bản"], ["Tờ khai", "Một"]], "first_row_is_table_header": True}
        table = {"type": "table", "value": {"table": cells, "note": ""}}
        _article, version = begun(district, body=[table])
        say(version, "Tóm tắt", "Summary.", by=editor)
        segment = segment_of(version, "Số bản")
        client.post(reverse("translate_comment", args=[version.pk]), {"segment": segment.key, "text": "Copies?"})
        (row,) = [row for row in rows_of(client.get(screen(version))) if row.select(".side-by-side__comment")]
        assert row["id"] == f"text-{segment.key}"

    def test_refused_comment_is_not_said_to_be_english(self, version, client):
        typed = {"segment": "gone", "text": "Câu này cần xem lại"}
        page = client.post(reverse("translate_comment", args=[version.pk]), typed)
        (shown,) = BeautifulSoup(page.content, "html.parser").find_all("span", string="Câu này cần xem lại")
        assert (page.status_code, shown.get("lang")) == (422, None)

    @pytest.mark.slow(reason="publishes several pages, and asks their screens")
    def test_comment_is_added_at_a_text_mailed_and_resolved(
        self, city, district, version, client, editor, django_capture_on_commit_callbacks, mailoutbox
    ):
        # Its blocks are stored with the keys of the Vietnamese ones.
        say(version, "Tóm tắt", "Summary.", by=editor)
        follower, former = make_head(district), make_member(city, Role.REPORTER)
        for person in (follower, former):
            PageSubscription.objects.create(page=version, user=person, comment_notifications=True)
        address, segment = reverse("translate_comment", args=[version.pk]), segment_of(version, "Hồ sơ")
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address, {"segment": segment.key, "text": "Dossier, or file?"})
        assert response["Location"].endswith(f"#text-{segment.key}")
        comment = Comment.objects.get(page=version)
        assert comment.contentpath == segment.path
        assert [mail.to for mail in mailoutbox] == [[follower.email]]
        assert comment.has_valid_contentpath(draft_of(version))
        (row,) = [row for row in rows_of(client.get(screen(version))) if row.select(".side-by-side__comment")]
        assert row["id"] == f"text-{segment.key}"
        for refused in (" ", "a" * 2_001):
            assert client.post(address, {"segment": segment.key, "text": refused}).status_code == 422
        client.post(address, {"segment": segment.key, "action": "resolve", "comment": comment.pk})
        assert Comment.objects.get().resolved_at is not None

    def test_comment_of_another_page_is_not_resolved(self, city, version, client):
        article = make_article(city)
        foreign = Comment.objects.create(page=article, user=make_member(city), contentpath="lead", text="Của cổng khác")
        address = reverse("translate_comment", args=[version.pk])
        sent = {"action": "resolve", "comment": foreign.pk}
        assert client.post(address, sent).status_code == 422
        assert client.post(address, sent | {"comment": ""}).status_code == 422
        assert client.post(address, sent | {"comment": "9" * 5000}).status_code == 400
        assert Comment.objects.get().resolved_at is None

    def test_page_in_review_is_shown_and_not_written(self, version, client, editor):
        say_all(version, by=editor)
        page = fresh(version)
        page.get_workflow().start(page, editor)
        response = client.get(screen(version))
        assert all(row.textarea.has_attr("readonly") for row in rows_of(response))
        assert client.post(screen(version), sent(version, "Tóm tắt", "Other."), **SCRIPT).status_code == 422

    def test_other_portal_neither_reads_nor_writes_a_text(self, city, version):
        stranger = browser(make_member(city))
        for name, args in {
            "translate_page": [version.pk],
            "translate_arrangement": [version.pk],
            "translate_choice": [version.pk, read_side_by_side(version).choices[0].key],
            "translate_by_machine": [version.pk],
            "export_translation": [version.pk, "po"],
            "import_translation": [version.pk],
            "translate_comment": [version.pk],
        }.items():
            address = reverse(name, args=args)
            assert is_shut(stranger.get(address)), name
            assert is_shut(stranger.post(address, sent(version, "Tóm tắt", "Lies."))), name
        assert draft_of(version).lead == "Tóm tắt tin."

    @pytest.mark.slow(reason="publishes several pages, and asks their screens")
    def test_picture_of_another_portal_is_not_chosen(self, city, district, client):
        _article, version = begun(district, title="Có ảnh", image=make_image(district))
        (choice,) = [one for one in read_side_by_side(version).choices if one.field == "image"]
        address = reverse("translate_choice", args=[version.pk, choice.key])
        assert client.post(address, {"value": make_image(city).pk}).status_code == 422
        other = make_image(district, "Another")
        assert client.post(address, {"value": other.pk}).status_code == 302
        assert draft_of(version).image == other

    def test_where_articles_are_shown_no_page_of_another_type_is_chosen(self, made, version, editor):
        rows = rows_to_choose(version, NewsArticlePage, by=editor, on=timezone.localdate())
        assert set(rows) == {made[0], version}


class TestChecks:
    def test_mostly_vietnamese_page_is_not_submitted_and_each_text_is_named(self, version, editor):
        found = findings_of(draft_of(version))
        assert [finding.code for finding in blocking(found)] == ["untranslated"]
        assert {finding.field for finding in found if finding.code == "vietnamese_text"} >= {"title", "lead", "body"}
        say_all(version, by=editor)
        assert not blocking(findings_of(draft_of(version)))
        say(version, "Tóm tắt", "Vẫn là tiếng Việt.", by=editor)
        codes = [finding.code for finding in findings_of(draft_of(version))]
        assert ("partly_untranslated" in codes, "untranslated" in codes) == (True, False)

    def test_vietnamese_page_is_not_asked(self, made):
        assert not [finding for finding in findings_of(made[0]) if finding.code in {"untranslated", "vietnamese_text"}]

    def test_place_may_be_called_otherwise_unless_a_board_entered_its_name(self, district, editor):
        _article, version = begun(district, lead=f"Tin của {district.name_vi}.")
        say(version, "Tin của", "News of the district.", by=editor)
        assert "official_name" not in [finding.code for finding in findings_of(draft_of(version))]
        add_term(district.pk, OfficialName(TermKind.UNIT, district.name_vi, "Dist. 1"), by=editor, at=timezone.now())
        assert "official_name" in [finding.code for finding in findings_of(draft_of(version))]

    def test_official_name_that_is_not_used_is_told(self, city, district, version, editor):
        name = {"vietnamese": "hồ sơ", "english": "dossier"}
        GlossaryTerm.objects.create(portal=city, kind=TermKind.DOCUMENT, **name)
        say(version, "Hồ sơ", "Papers to bring", by=editor)
        (finding,) = [finding for finding in findings_of(draft_of(version)) if finding.code == "official_name"]
        assert "dossier" in finding.message
        say(version, "Hồ sơ", "Dossier to bring", by=editor)
        assert "official_name" not in [finding.code for finding in findings_of(draft_of(version))]

    def test_name_that_is_missing_in_many_places_is_one_finding_that_lists_some(self, district, editor):
        numbers = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy"]
        blocks = [{"type": "heading", "value": {"text": f"Nghị định {number}", "level": "2"}} for number in numbers]
        _article, version = begun(district, body=blocks)
        say_all(version, by=editor)
        found = [one.message for one in findings_of(draft_of(version)) if one.code == "official_name"]
        (message,) = [message for message in found if "Decree" in message]
        *listed, last = message.split(";")
        assert (len(listed), "2" in last) == (4, True)


class TestFiles:
    def upload(self, client, version, content, name="a.po"):
        address = reverse("import_translation", args=[version.pk])
        return client.post(address, {"file": SimpleUploadedFile(name, content)})

    def export(self, client, version, kind):
        return client.post(reverse("export_translation", args=[version.pk, kind])).content

    def test_po_file_goes_out_and_comes_in(self, version, client, editor):
        say(version, "Thông báo", "Notice", by=editor)
        file = polib.pofile(self.export(client, version, "po").decode())
        assert {entry.msgid: entry.msgstr for entry in file}["Thông báo mới"] == "Notice"
        for entry in file:
            entry.msgstr = "See [1]it[/1]." if "[1]" in entry.msgid else f"English of {file.index(entry)}"
        assert self.upload(client, version, str(file).encode()).status_code == 302
        assert not read_side_by_side(fresh(version)).open_segments
        assert draft_of(version).latest_revision.user == editor
        assert PortalEvent.objects.filter(kind=ContentEventKind.TRANSLATION_EXPORTED, actor=editor).count() == 1

    def test_xliff_file_goes_out_and_comes_in(self, version, client):
        root = etree.fromstring(self.export(client, version, "xlf"))
        for target in root.iter("{*}target"):
            target.text = "English"
        assert self.upload(client, version, etree.tostring(root), "a.xlf").status_code == 302
        assert draft_of(version).lead == "English"

    def test_file_with_one_wrong_text_changes_nothing_and_says_which(self, version, client):
        file = polib.pofile(self.export(client, version, "po").decode())
        for entry in file:
            entry.msgstr = "[1]open" if "[1]" in entry.msgid else "English"
        response = self.upload(client, version, str(file).encode())
        assert response.status_code == 422
        assert "Xem" in response.context["form"].errors["file"].as_text()
        assert draft_of(version).lead == "Tóm tắt tin."

    @pytest.mark.parametrize(
        "content",
        [
            b"no file",
            b"\xff\xfe",
            b"<xliff",
            b'<?xml version="1.0" encoding="x-none"?><xliff/>',
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><xliff>&b;</xliff>',
            b'msgid ""\nmsgstr ""\n"X-Page: another\\n"\n',
        ],
    )
    def test_other_files_are_refused_in_words(self, version, client, content):
        assert self.upload(client, version, content).status_code == 422

    def test_file_that_says_one_text_twice_is_refused(self, version, client):
        file = polib.pofile(self.export(client, version, "po").decode())
        file.append(file[0])
        assert self.upload(client, version, str(file).encode()).status_code == 422

    def test_file_of_another_page_is_refused(self, district, version, client):
        _article, other = begun(district, title="Trang khác", slug="khac")
        assert self.upload(client, version, self.export(client, other, "po")).status_code == 422


class TestMachine:
    def test_there_is_none_unless_an_operator_configured_it(self, version, client):
        address = reverse("translate_by_machine", args=[version.pk])
        assert address not in client.get(screen(version)).content.decode()
        client.post(address)
        assert draft_of(version).lead == "Tóm tắt tin."

    def test_one_that_knows_other_languages_says_so_and_writes_nothing(self, version, client, settings, monkeypatch):
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = MACHINE
        monkeypatch.setattr(DummyTranslator, "can_translate", lambda *args: False)
        answer = client.post(reverse("translate_by_machine", args=[version.pk]))
        assert str(MachineTranslationUnavailable.message) in told(answer)
        assert draft_of(version).lead == "Tóm tắt tin."

    def test_what_it_wrote_is_marked_until_a_person_confirms_it(self, version, client, settings, editor):
        settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = MACHINE
        address = reverse("translate_by_machine", args=[version.pk])
        assert address in client.get(screen(version)).content.decode()
        client.post(address)
        segment = segment_of(version, "Tóm tắt")
        assert (segment.state, segment.text) == (SegmentState.MACHINE, "tin. tắt Tóm")
        assert "machine_text" in [finding.code for finding in findings_of(draft_of(version))]
        client.post(screen(version), {"segment": segment.key, "seen": segment.text, "text": segment.text})
        assert segment_of(version, "Tóm tắt").state == SegmentState.DONE


@pytest.mark.slow(reason="publishes pages in both languages")
def test_reader_of_an_english_page_is_told_that_the_vietnamese_one_is_newer(district, made, version, editor):
    open_english(district)
    approve(version.get_parent().specific, district)
    say_all(version, by=editor)
    page = publish_approved_page(fresh(version), by=make_head(district))
    reader = Client(headers={"host": district.host})
    assert "source-changed" not in reader.get(f"/en/tin-tuc/{page.slug}/").content.decode()
    change(made[0], district, lead="Đã đổi.")
    told = BeautifulSoup(reader.get(f"/en/tin-tuc/{page.slug}/").content, "html.parser").find(class_="source-changed")
    assert timezone.localdate().strftime("%Y") in told.get_text()
    assert "source-changed" not in reader.get(f"/tin-tuc/{made[0].slug}/").content.decode()
