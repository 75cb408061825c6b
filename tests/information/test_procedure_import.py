"""A file of procedures becomes drafts of one section: known by code, approved by the board, nothing deleted."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from audit.enums import AuditEventKind
from audit.models import PortalEvent
from information.errors import ImportForbidden, ImportOutdated
from information.models import ProcedurePage
from information.procedures.procedure_file import read_procedure_file
from information.procedures.procedure_import import HeldBecause, import_procedures, plan_import
from members.enums import Role
from tests.each import each_case
from tests.factories import make_head, make_member, make_user, publish, section_of
from tests.information.catalogue import BIRTH, DEATH, file_of, in_tcvn3
from tests.information.factories import make_item

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


def test_same_file_again_changes_nothing(district):
    take(district, BIRTH, DEATH)
    before = PageLogEntry.objects.count()
    again = take(district, BIRTH, DEATH)
    assert (len(again.unchanged), again.changes_something) == (2, False)
    assert (ProcedurePage.objects.count(), PageLogEntry.objects.count()) == (2, before)


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


def test_what_is_not_in_the_file_is_named_and_kept(district):
    take(district, BIRTH, DEATH)
    assert [page.code for page in take(district, BIRTH).missing] == [DEATH["code"]]
    assert ProcedurePage.objects.count() == 2
    section, by = section_of(district, SECTION), make_member(district)
    assert plan_import(section, rows(BIRTH), by=by, codes=frozenset({DEATH["code"]})).missing == ()


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


def test_import_is_recorded_on_its_portal(district):
    take(district, BIRTH)
    events = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON, portal=district, actor=make_member(district))
    assert [event.data["action"] for event in events.order_by("pk")][-2:] == [
        "wagtail.create",
        "information.import_procedures",
    ]


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
    out = StringIO()
    call_command("import_procedures", portal, str(path), "--by", by, *options, stdout=out, stderr=out)
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
    told = command(path, "--dry-run", "--section", SECTION)
    assert "    Phí, lệ phí: Không thu → 8.000 đồng" in told
    assert f"Không có trong tệp: {DEATH['code']} Đăng ký khai tử" in told
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
    with pytest.raises(CommandError, match=message):
        command(path, *rehearsal, **options)
    assert not ProcedurePage.objects.exists()


def test_command_puts_a_file_in_unicode_where_it_is_asked_to(path):
    path.write_bytes(in_tcvn3(file_of(BIRTH, DEATH)).encode("latin-1", "ignore"))
    out = StringIO()
    with pytest.raises(CommandError, match="1 lỗi"):
        call_command("import_procedures", "quan1", str(path), "--by", "editor.quan1", stdout=out, stderr=out)
    assert "bảng mã cũ (TCVN3). Thêm --convert" in out.getvalue()
    told = command(path, "--convert", "--dry-run")
    assert "Đã chuyển mã từ TCVN3 sang Unicode" in told
    assert "    Dòng 3, Tên thủ tục: §¨ng ký khai tö → Đăng ký khai tử" in told
    assert not ProcedurePage.objects.exists()
    assert "Đã tạo 2 bản nháp" in command(path, "--convert")
    assert {page.title for page in ProcedurePage.objects.all()} == {BIRTH["title"], DEATH["title"]}
    path.write_bytes(file_of(BIRTH).encode())
    assert "Không có nội dung theo bảng mã cũ" in command(path, "--convert")


def test_command_names_every_mistake_and_changes_nothing(path):
    path.write_bytes(file_of(BIRTH, DEATH | {"level": "Bộ", "service_url": "x"}).encode())
    out = StringIO()
    with pytest.raises(CommandError, match="2 lỗi"):
        call_command("import_procedures", "quan1", str(path), "--by", "editor.quan1", stdout=out, stderr=out)
    assert "Dòng 3, Cấp thực hiện: “Bộ” không phải giá trị hợp lệ" in out.getvalue()
    with pytest.raises(CommandError, match="Không đọc được tệp"):
        command(path.with_name("khong-co.csv"))
    with pytest.raises(CommandError, match=f"Cổng này có: {SECTION}"):
        command(path, "--section", "tin-tuc")
    assert not ProcedurePage.objects.exists()
