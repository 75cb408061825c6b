"""A file of procedures becomes drafts of one section: known by code, approved by the board, nothing deleted.

The screen of the import: a file is looked at first, nothing is lost on the way, it is the own section's alone.
"""

from datetime import date
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from audit.enums import AuditEventKind
from audit.models import PortalEvent
from information.errors import ImportForbidden, ImportOutdated
from information.models import ProcedurePage
from information.procedures.procedure_file import MAX_BYTES, read_procedure_file
from information.procedures.procedure_import import HeldBecause, import_procedures, plan_import
from information.views import procedures
from members.enums import Role
from tests.admin import browser, is_refused, told
from tests.each import each_case
from tests.factories import make_head, make_member, make_user, publish, section_of
from tests.information.catalogue import BIRTH, DEATH, file_of, in_tcvn3
from tests.information.factories import make_item
from tests.information.pages import words_of

pytestmark = pytest.mark.django_db

SECTION = "thu-tuc-dich-vu-cong"


def rows(*values, without=()):
    file = read_procedure_file(file_of(*values, without=without))
    assert file.errors == []
    return file.rows


def take(portal, *values, by=None, **options):
    by = by or make_member(portal)
    return import_procedures(section_of(portal, SECTION), rows(*values), by=by, at=timezone.now(), **options)


def latest(portal, code):
    pages = ProcedurePage.objects.descendant_of(section_of(portal, SECTION))
    (found,) = [page for page in pages if page.get_latest_revision_as_object().code == code]
    return found.get_latest_revision_as_object()


def approve(page, portal):
    return publish(ProcedurePage.objects.get(pk=page.pk), by=make_head(portal), author=make_member(portal))


@pytest.mark.both_engines
def test_new_procedures_are_drafts_of_who_imports(district):
    assert [row.code for row in take(district, BIRTH, DEATH).new] == [BIRTH["code"], DEATH["code"]]
    page = latest(district, BIRTH["code"])
    assert (page.live, page.owner, page.latest_revision.user) == (False, *[make_member(district)] * 2)
    assert (page.level, page.online, page.trigger_date) == ("commune", "full", date(2026, 10, 15))
    assert (page.source_agency, page.slug) == (district.governing_body, "dang-ky-khai-sinh")
    assert page.get_parent().pk == section_of(district, SECTION).pk
    assert approve(page, district).live
    assert Page.find_problems() == ([], [], [], [], [])


def test_same_file_again_changes_nothing_and_what_is_not_in_it_is_named_and_kept(district):
    take(district, BIRTH, DEATH)
    before = PageLogEntry.objects.count()
    again = take(district, BIRTH, DEATH)
    assert (len(again.unchanged), again.changes_something) == (2, False)
    assert [page.code for page in take(district, BIRTH).missing] == [DEATH["code"]]
    assert (ProcedurePage.objects.count(), PageLogEntry.objects.count()) == (2, before)
    section, by = section_of(district, SECTION), make_member(district)
    assert plan_import(section, rows(BIRTH), by=by, codes=frozenset({DEATH["code"]})).missing == ()
    # What was imported is recorded on its portal.
    events = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON, portal=district, actor=by).order_by("pk")
    actions = [event.data["action"] for event in events]
    assert actions[actions.index("information.import_procedures") - 1] == "wagtail.create"


@pytest.mark.both_engines
def test_change_of_a_public_procedure_waits_for_the_board_and_carries_a_note(district):
    take(district, BIRTH)
    page = approve(latest(district, BIRTH["code"]), district)
    (item,) = take(district, BIRTH | {"fee": "8.000 đồng", "duration": "3 ngày"}).changed
    assert {difference.field: (difference.before, difference.after) for difference in item.differences} == {
        "fee": ("Không thu", "8.000 đồng"),
        "duration": ("Trong ngày làm việc", "3 ngày"),
    }
    page.refresh_from_db()
    assert (page.fee, page.live, page.has_unpublished_changes) == ("Không thu", True, True)
    version = latest(district, BIRTH["code"])
    note = "Cập nhật theo danh mục thủ tục hành chính: thời hạn giải quyết, phí, lệ phí."
    assert (version.fee, version.correction_note) == ("8.000 đồng", note)
    assert approve(version, district).fee == "8.000 đồng"


def test_what_the_file_does_not_speak_of_stays(district):
    page = make_item(district, "procedure", "Đăng ký khai sinh", outcome="Giấy khai sinh", lead="Của biên tập viên.")
    section = section_of(district, SECTION)
    changed = rows(BIRTH | {"code": "1.004873", "area": "Tư pháp"}, without=("fee", "decision", "trigger_date"))
    import_procedures(section, changed, by=make_member(district), at=timezone.now())
    version = latest(district, "1.004873")
    assert (version.area, version.outcome, version.lead) == ("Tư pháp", "Giấy khai sinh", "Của biên tập viên.")
    assert version.trigger_date == page.trigger_date


def test_compared_is_the_latest_version_not_the_public_one(district):
    take(district, BIRTH)
    approve(latest(district, BIRTH["code"]), district)
    take(district, BIRTH | {"fee": "8.000 đồng"})
    assert not take(district, BIRTH | {"fee": "8.000 đồng"}).changes_something
    assert take(district, BIRTH).changes_something


def test_what_somebody_has_in_review_or_locked_is_left_alone_and_named(district):
    other = DEATH | {"code": "1.000894", "title": "Đăng ký kết hôn"}
    take(district, BIRTH, DEATH, other)
    page = ProcedurePage.objects.get(pk=latest(district, BIRTH["code"]).pk)
    page.get_workflow().start(page, make_member(district))
    ProcedurePage.objects.filter(pk=latest(district, DEATH["code"]).pk).update(locked=True)
    before = {page.pk: page.latest_revision_id for page in ProcedurePage.objects.all()}
    done = take(district, *({**values, "fee": "8.000 đồng"} for values in (BIRTH, DEATH, other)))
    assert {item.row.code: item.held for item in done.held} == {
        BIRTH["code"]: HeldBecause.IN_REVIEW,
        DEATH["code"]: HeldBecause.LOCKED,
    }
    after = {page.pk: page.latest_revision_id for page in ProcedurePage.objects.all()}
    assert [pk for pk in before if before[pk] != after[pk]] == [latest(district, other["code"]).pk]


@pytest.mark.both_engines
def test_code_of_two_pages_is_left_alone(district):
    for title in ("Một", "Hai"):
        make_item(district, "procedure", title, code=BIRTH["code"])
    (item,) = take(district, BIRTH).held
    assert item.held == HeldBecause.DOUBLED


def test_collaborator_changes_only_what_is_own(district):
    take(district, BIRTH)
    by = make_member(district, Role.COLLABORATOR)
    done = take(district, BIRTH | {"fee": "8.000 đồng"}, DEATH, by=by)
    assert ([item.held for item in done.held], len(done.new)) == ([HeldBecause.NO_RIGHT], 1)
    assert take(district, DEATH | {"fee": "8.000 đồng"}, by=by).changed


def test_page_of_another_portal_with_the_same_code_is_not_touched(city, district):
    theirs = make_item(city, "procedure", "Của Thành phố", code=BIRTH["code"], published=True)
    mine = make_item(district, "procedure", "Của quận", code=BIRTH["code"])
    before = theirs.latest_revision_id
    assert [item.page.pk for item in take(district, BIRTH).changed] == [mine.pk]
    theirs.refresh_from_db()
    assert (theirs.latest_revision_id, theirs.title) == (before, "Của Thành phố")
    assert not ProcedurePage.objects.descendant_of(city.container).exclude(pk=theirs.pk).exists()


def test_whoever_may_not_add_pages_there_imports_nothing(city, district):
    for stranger in (make_user("khach"), make_member(city), make_member(district, Role.ANSWERING_OFFICER)):
        with pytest.raises(ImportForbidden):
            take(district, BIRTH, by=stranger)
    for slug, language in (("tin-tuc", "vi"), (SECTION, "en")):
        section = section_of(district, slug) if language == "vi" else english_of(district)
        with pytest.raises(ImportForbidden):
            import_procedures(section, rows(BIRTH), by=make_member(district), at=timezone.now())
    assert not ProcedurePage.objects.exists()


def english_of(portal):
    english = Locale.objects.get(language_code="en")
    return section_of(portal, SECTION).copy_for_translation(english, copy_parents=True)


def test_confirmed_is_what_was_looked_at(district):
    section, by = section_of(district, SECTION), make_member(district)
    plan = plan_import(section, rows(BIRTH, DEATH), by=by)
    take(district, DEATH)
    with pytest.raises(ImportOutdated):
        take(district, BIRTH, DEATH, expected=plan.digest)
    assert take(district, BIRTH, DEATH, expected=plan_import(section, rows(BIRTH, DEATH), by=by).digest).new


def test_portion_leaves_the_rest_for_another_time(district):
    take(district, BIRTH)
    third = DEATH | {"code": "1.000894", "title": DEATH["title"]}
    everything = (BIRTH | {"fee": "8.000 đồng"}, DEATH, third)
    done = take(district, *everything, limit=2)
    assert (len(done.new), len(done.changed), done.left) == (2, 0, 1)
    assert {page.slug for page in ProcedurePage.objects.all()} >= {"dang-ky-khai-tu", "dang-ky-khai-tu-2"}
    assert len(take(district, *everything, limit=2).changed) == 1


@pytest.mark.both_engines
def test_cost_grows_by_rows_that_are_written_alone(district, django_assert_max_num_queries):
    def many(number, **values):
        return [BIRTH | {"code": f"2.{key:06}", "title": f"Thủ tục {key}"} | values for key in range(number)]

    take(district, *many(8))
    with django_assert_max_num_queries(30):
        take(district, *many(8))
    with django_assert_max_num_queries(30 + 2 * 60):
        take(district, *many(2, fee="1 đồng"), *many(8)[2:])


# The command


def command(path, *options, by="editor.quan1", portal="quan1"):
    """What it says, and with what error it ends."""
    out = StringIO()
    try:
        call_command("import_procedures", portal, str(path), "--by", by, *options, stdout=out, stderr=out)
    except CommandError as error:
        out.write(f"CommandError: {error}")
    return out.getvalue()


@pytest.fixture
def path(tmp_path, district):
    make_member(district)
    path = tmp_path / "thu-tuc.csv"
    path.write_bytes(file_of(BIRTH, DEATH).encode())
    return path


def test_command_imports_and_says_what_it_did(path, district):
    assert "Nếu chạy không có --dry-run: 2 mới, 0 thay đổi" in command(path, "--dry-run")
    assert not ProcedurePage.objects.exists()
    assert "Đã tạo 2 bản nháp" in command(path)
    path.write_bytes(file_of(BIRTH | {"fee": "8.000 đồng"}).encode())
    said = command(path, "--dry-run", "--section", SECTION)
    assert "    Phí, lệ phí: Không thu → 8.000 đồng" in said
    assert f"Không có trong tệp: {DEATH['code']} Đăng ký khai tử" in said
    assert "phiên bản nháp mới cho 1 thủ tục" in command(path)


@each_case(
    ("options", "message"),
    [
        ({"by": "khong-co"}, "Không có tài khoản"),
        ({"by": "editor.thanhpho"}, "Chỉ nhập thủ tục"),
        ({"portal": "khong-co"}, "Không có cổng nào mang mã “khong-co”"),
    ],
)
@each_case("rehearsal", [[], ["--dry-run"]])
def test_command_refuses_in_words(path, city, options, message, rehearsal):
    make_member(city)
    assert f"CommandError: {message}" in command(path, *rehearsal, **options)
    assert not ProcedurePage.objects.exists()


def test_command_puts_a_file_in_unicode_where_it_is_asked_to(path):
    path.write_bytes(in_tcvn3(file_of(BIRTH, DEATH)).encode("latin-1", "ignore"))
    refused = command(path)
    assert "bảng mã cũ (TCVN3). Thêm --convert" in refused
    assert "1 lỗi" in refused.partition("CommandError: ")[2]
    said = command(path, "--convert", "--dry-run")
    assert "Đã chuyển mã từ TCVN3 sang Unicode" in said
    assert "    Dòng 3, Tên thủ tục: §¨ng ký khai tö → Đăng ký khai tử" in said
    assert not ProcedurePage.objects.exists()
    assert "Đã tạo 2 bản nháp" in command(path, "--convert")
    assert {page.title for page in ProcedurePage.objects.all()} == {BIRTH["title"], DEATH["title"]}
    path.write_bytes(file_of(BIRTH).encode())
    assert "Không có nội dung theo bảng mã cũ" in command(path, "--convert")


def test_command_names_every_mistake_and_changes_nothing(path):
    path.write_bytes(file_of(BIRTH, DEATH | {"level": "Bộ", "service_url": "x"}).encode())
    refused = command(path)
    assert "Dòng 3, Cấp thực hiện: “Bộ” không phải giá trị hợp lệ" in refused
    assert "2 lỗi" in refused.partition("CommandError: ")[2]
    assert "CommandError: Không đọc được tệp" in command(path.with_name("khong-co.csv"))
    assert f"Cổng này có: {SECTION}" in command(path, "--section", "tin-tuc").partition("CommandError: ")[2]
    assert not ProcedurePage.objects.exists()


def address(portal, slug=SECTION):
    return reverse("import_procedures", args=[section_of(portal, slug).pk])


def send(client, portal, content, **data):
    content = content.encode() if isinstance(content, str) else content
    return client.post(address(portal), {"file": SimpleUploadedFile("thu-tuc.csv", content, "text/csv")} | data)


def kept_in(response, name="content"):
    return BeautifulSoup(response.content, "html.parser").find("input", attrs={"name": name})["value"]


def confirm(client, portal, response):
    """Confirm what a screen shows of a file."""
    return client.post(address(portal), {"content": kept_in(response)})


@pytest.fixture
def editor(district):
    return browser(make_member(district))


def explorer(portal, section):
    return browser(make_member(portal)).get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()


def test_button_stands_at_the_section_of_procedures_alone(district):
    assert address(district) in explorer(district, section_of(district, SECTION))
    for section in (section_of(district), english_of(district)):
        assert "/import/" not in explorer(district, section)


def test_file_is_looked_at_and_confirmed(district, editor):
    assert "Tối đa 2,0 MB và 2000 thủ tục" in words_of(editor.get(address(district))).replace("\xa0", " ")
    shown = send(editor, district, file_of(BIRTH, DEATH))
    assert "Mới: 2. Thay đổi: 0. Không đổi: 0." in words_of(shown)
    assert not ProcedurePage.objects.exists()
    done = confirm(editor, district, shown)
    assert done["Location"] == reverse("wagtailadmin_explore", args=[section_of(district, SECTION).pk])
    assert "Đã tạo 2 bản nháp" in told(done)
    assert not ProcedurePage.objects.live().exists()
    shown = send(editor, district, file_of(BIRTH | {"fee": "8.000 đồng"}))
    assert f"{BIRTH['code']} – {BIRTH['title']} Phí, lệ phí Không thu 8.000 đồng" in words_of(shown)
    assert f"{DEATH['code']} – {DEATH['title']}" in words_of(shown)
    confirm(editor, district, shown)
    again = send(editor, district, file_of(BIRTH | {"fee": "8.000 đồng"}, DEATH))
    assert "Không có gì để nhập" in words_of(again)


def test_refused_rows_are_named_beside_what_the_others_would_do(district, editor):
    shown = send(editor, district, file_of(BIRTH, DEATH | {"level": "Bộ"}))
    assert shown.status_code == 422
    for words in ("Tệp có 1 lỗi. Chưa nhập gì", "3 Cấp thực hiện “Bộ” không phải giá trị hợp lệ", "Mới: 1."):
        assert words in words_of(shown)
    assert 'name="content"' not in shown.content.decode()


@pytest.mark.slow(reason="reads each page of cells")
def test_file_in_an_old_encoding_is_read_page_by_page_in_unicode_and_imported_from_each(district, editor, monkeypatch):
    monkeypatch.setattr(procedures, "CELLS_SHOWN", 2)
    shown = send(editor, district, in_tcvn3(file_of(BIRTH, DEATH)).encode("latin-1", "ignore"))
    assert shown.status_code == 200
    cells, read = kept_in(shown, "cells"), words_of(shown)
    for words in ("Tệp dùng bảng mã cũ (TCVN3)", "Từ ô 1 đến ô 2 trong", f"{BIRTH['code']} – {BIRTH['title']}"):
        assert words in read
    assert "§¨ng ký khai tö" not in read
    for page in range(2, shown.context["converted"].paginator.num_pages + 1):
        shown = editor.post(address(district), {"cells": cells, "page": page})
        read += words_of(shown)
    assert "3 Tên thủ tục §¨ng ký khai tö Đăng ký khai tử" in read
    assert "Các ô tiếp theo" not in words_of(shown)
    assert not ProcedurePage.objects.exists()
    confirm(editor, district, shown)
    assert {page.title for page in ProcedurePage.objects.all()} == {BIRTH["title"], DEATH["title"]}


def test_cells_and_file_are_of_the_own_section_and_were_sent(city, district, editor, monkeypatch):
    monkeypatch.setattr(procedures, "CELLS_SHOWN", 2)
    shown = send(browser(make_member(city)), city, in_tcvn3(file_of(BIRTH, DEATH)))
    cells, content = kept_in(shown, "cells"), kept_in(shown)
    for sent in (cells, "x", content):
        answer = editor.post(address(district), {"cells": sent, "page": 2})
        assert (answer.status_code, answer["Location"]) == (302, address(district))
        assert "§¨ng" not in answer.content.decode()
    for sent in (content, "abc", ""):
        assert "Hãy chọn lại tệp" in told(editor.post(address(district), {"content": sent}))
    assert not ProcedurePage.objects.exists()


@each_case(
    ("content", "words"),
    [
        (b"", "rỗng"),
        (b"PK\x03\x04\xff", "bị hỏng"),
        ("Mã".encode("utf-16"), "CSV UTF-8"),
        (b"x" * (MAX_BYTES + 1), "chỉ đọc tối đa 2,0 MB"),
        ("Mã thủ tục\n1.001193".encode(), "Tên thủ tục"),
    ],
)
def test_what_is_no_such_file_is_refused_in_words(district, content, words):
    shown = send(browser(make_member(district)), district, content)
    assert shown.status_code == 422
    assert words in words_of(shown).replace("\xa0", " ")


def test_what_was_changed_meanwhile_is_shown_again(district, editor):
    shown = send(editor, district, file_of(BIRTH, DEATH))
    confirm(editor, district, send(editor, district, file_of(DEATH)))
    again = confirm(editor, district, shown)
    assert "Trong lúc đó đã có người sửa" in words_of(again)
    assert "Mới: 1. Thay đổi: 0. Không đổi: 1." in words_of(again)
    assert ProcedurePage.objects.count() == 1
    confirm(editor, district, again)
    assert ProcedurePage.objects.count() == 2


def test_many_are_imported_in_portions(district, editor, monkeypatch):
    monkeypatch.setattr(procedures, "ROWS_AT_ONCE", 1)
    first = send(editor, district, file_of(BIRTH, DEATH))
    assert "Mỗi lần chỉ nhập tối đa 1 thủ tục" in words_of(first)
    second = confirm(editor, district, first)
    assert "Đã tạo 1 bản nháp" in words_of(second)
    assert confirm(editor, district, second).status_code == 302
    assert ProcedurePage.objects.count() == 2


def test_screen_is_for_who_adds_pages_there(city, district, editor):
    for stranger in (make_user("khach"), make_member(city), make_member(district, Role.ANSWERING_OFFICER)):
        client = browser(stranger)
        assert client.get(address(district)).status_code in {302, 403}
        assert send(client, district, file_of(BIRTH)).status_code in {302, 403}
    assert is_refused(editor.get(address(district, "tin-tuc")))
    assert browser(make_member(district, Role.COLLABORATOR)).get(address(district)).status_code == 200
    assert not ProcedurePage.objects.exists()


def test_preview_names_nothing_of_another_portal(city, district, editor):
    client = browser(make_member(city))
    confirm(client, city, send(client, city, file_of(BIRTH | {"title": "Của Thành phố"})))
    shown = send(editor, district, file_of(BIRTH, DEATH))
    assert "Của Thành phố" not in shown.content.decode()
    assert "Mới: 2." in words_of(shown)


def test_template_is_handed_out(editor):
    answer = editor.get(reverse("procedure_template"))
    assert answer["Content-Disposition"] == 'attachment; filename="mau-thu-tuc.csv"'
    assert answer.content.startswith("\ufeffMã thủ tục;".encode())
