"""The record of a board in the admin: its file, the steps of its review, the register of persons."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from audit.models import PortalEvent
from formats.tables.spreadsheets import harmless
from members.enums import Engagement, MemberEventKind, ReviewVariant, Role, Seat
from members.memberships import grant_membership, seat_on_board, withdraw_membership
from members.register import persons_of
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user, section_of
from tests.fullest import green_field

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


def upload(portal, content, name="qd.pdf", *, user=None):
    file = SimpleUploadedFile(name, content, content_type="application/pdf")
    kept = {name: getattr(portal.board, name) or "" for name in ("founding_number", "founding_date")}
    return browser(user or make_operator()).post(url("board_edit", portal.pk), kept | {"founding_file": file})


def test_file_of_the_decision_is_kept_out_of_what_the_web_server_hands_out_and_shown_and_recorded(district, settings):
    address = url("board_file", district.pk)
    assert browser(make_operator()).get(address).status_code == 404
    assert upload(district, PDF).status_code == 302
    assert PortalEvent.objects.filter(portal=district).latest("pk").data["fields"] == ["board.founding_file"]
    client = browser(make_head(district))
    shown = client.get(address)
    assert (b"".join(shown.streaming_content), shown["Content-Type"]) == (PDF, "application/pdf")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    assert shown["Content-Disposition"].startswith("inline")
    assert client.get(address, {"download": ""})["Content-Disposition"].startswith("attachment")
    district.board.refresh_from_db()
    assert not district.board.founding_file.path.startswith(str(settings.MEDIA_ROOT))
    assert browser(make_operator()).get(f"/media/{district.board.founding_file.name}").status_code == 404


def test_file_that_is_too_large_is_refused(district, monkeypatch):
    monkeypatch.setattr("members.board.actions.MAX_FILE_MB", 0)
    assert "20 MB" in errors_at(upload(district, PDF), "founding_file")


def test_storage_that_is_away_is_said_beside_the_file_and_nothing_typed_is_lost(district, monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "is_away", lambda self: True, raising=False)
    file = SimpleUploadedFile("qd.pdf", PDF)
    sent = {"founding_number": "12/QĐ-UBND", "founding_file": file}
    answer = browser(make_operator()).post(url("board_edit", district.pk), sent)
    assert (answer.status_code, "Kho tệp" in errors_at(answer, "founding_file")) == (422, True)
    assert "12/QĐ-UBND" in answer.content.decode()


@each_case(
    ("content", "words"),
    [
        (b"<html><script>alert(1)</script>", "PDF"),
        (PDF + b"<</S /JavaScript /JS (app.alert(1))>>", "mã lệnh"),
        (b"\x89PNG\r\n\x1a\n....", "hỏng"),
        (green_field()[:60], "hỏng"),
    ],
    ids=["no file of ours", "script", "no picture", "cut"],
)
def test_file_that_runs_something_or_breaks_off_is_refused_beside_its_field(district, content, words):
    response = upload(district, content)
    assert (response.status_code, words in errors_at(response, "founding_file")) == (422, True)
    district.board.refresh_from_db()
    assert not district.board.founding_file


def test_new_file_leaves_the_former_one_in_the_store_and_saving_without_one_keeps_it(district):
    upload(district, PDF)
    browser(make_operator()).post(url("board_edit", district.pk), {"founding_number": "12/QĐ-UBND"})
    district.board.refresh_from_db()
    former = district.board.founding_file
    assert (district.board.founding_number, bool(former)) == ("12/QĐ-UBND", True)
    upload(district, green_field(), name="qd.png")
    district.board.refresh_from_db()
    assert district.board.founding_file.name.endswith(".png")
    assert former.storage.exists(former.name)
    assert PortalEvent.objects.filter(portal=district).latest("pk").data["before"]["founding_file"] == former.name


@pytest.mark.slow(reason="asks screens as several people")
def test_file_and_register_are_read_by_those_who_see_the_board_only(city, district):
    upload(district, PDF)
    for reader in (make_supervisor(), make_member(district, Role.PORTAL_ADMIN), make_head(district, seat=Seat.MEMBER)):
        assert browser(reader).get(url("board_file", district.pk)).status_code == 200
    for stranger in (make_member(district), make_head(city), make_member(city, Role.PORTAL_ADMIN)):
        assert is_refused(browser(stranger).get(url("board_file", district.pk)))
        assert is_refused(upload(district, PDF, user=stranger))
        assert is_refused(browser(stranger).get(url("people", district.pk)))
        assert is_refused(browser(stranger).post(url("people_export", district.pk)))


def test_head_changes_the_steps_of_the_review_where_enough_persons_approve(district):
    client, address, sent = (
        browser(make_head(district)), url("review_variant", district.pk), {"variant": "two", "reason": "Quy chế"},
    )  # fmt: skip
    refused = client.post(address, sent)
    assert (refused.status_code, "hai người" in refused.content.decode()) == (422, True)
    make_head(district, seat=Seat.DEPUTY)
    response = client.post(address, sent)
    assert response["Location"] == url("board", district.pk)
    district.board.refresh_from_db()
    assert district.board.review_variant == ReviewVariant.TWO_APPROVALS
    assert str(ReviewVariant.TWO_APPROVALS.label) in client.get(url("board", district.pk)).content.decode()


def test_steps_are_closed_to_all_but_head_and_operator(city, district):
    strangers = (make_head(city), make_head(district, seat=Seat.DEPUTY), make_member(district, Role.PORTAL_ADMIN))
    data = {"variant": "sections", "reason": "Quy chế"}
    for client in map(browser, (*strangers, make_supervisor())):
        assert is_refused(client.get(url("review_variant", district.pk)))
        assert is_refused(client.post(url("review_variant", district.pk), data))
    district.board.refresh_from_db()
    assert district.board.review_variant == ReviewVariant.ONE_APPROVAL


def register(user, portal, **data):
    return browser(user).get(url("people", portal.pk), data).content.decode()


def give(user, portal, role, **values):
    return grant_membership(
        user, **{"role": role, "portal": portal, "reason": "Phân công", "by": None, "at": AT} | values
    )


def test_register_lists_every_kind_in_order_and_nobody_of_another_portal(city, district):
    make_member(city)
    head = make_head(district)
    editor = make_user("btv", last_name="Lê", first_name="Bình")
    give(
        editor, district, Role.SECTION_EDITOR,
        section=section_of(district), engagement=Engagement.FULL_TIME, decision_ref="7/QĐ-BBT",
    )  # fmt: skip
    collaborator = make_member(district, Role.COLLABORATOR)
    give(collaborator, district, Role.PORTAL_ADMIN)
    assert [(row.person, row.kind) for row in persons_of(district, on=timezone.localdate())] == [
        (head, Seat.HEAD),
        (editor, Role.SECTION_EDITOR),
        (collaborator, Role.COLLABORATOR),
    ]
    page = register(head, district)
    shown = ("Lê Bình", "Chuyên trách", "7/QĐ-BBT", "editor.thanhpho")
    assert [words in page for words in shown] == [True, True, True, False]
    # It leaves administrators out, says so, and leads those who may see them there.
    page_of_administrator = register(make_member(district, Role.PORTAL_ADMIN), district)
    assert "Danh sách này không gồm người quản trị cổng" in page_of_administrator
    roles = url("roles", district.pk)
    assert [roles in read.split("<main")[1] for read in (page_of_administrator, page)] == [True, False]


def test_head_stands_before_deputies_and_members_wherever_seats_are_shown(district):
    head = make_head(district).username
    for name, seat in (("an", Seat.MEMBER), ("binh", Seat.DEPUTY)):
        seat_on_board(district.board, make_user(name), seat=seat, by=None, at=AT)
    assert [seat.user.username for seat in district.board.seats.in_order()] == [head, "binh", "an"]
    client = browser(make_operator())
    pages = {name: client.get(url(name, district.pk)).content.decode() for name in ("board", "roles", "detail")}
    for page in pages.values():
        places = [page.index(f"({name})") for name in (head, "binh", "an")]
        assert places == sorted(places)
    # A seat without a last day says so.
    pages["people"] = client.get(url("people", district.pk)).content.decode()
    assert [name for name, page in pages.items() if "không thời hạn" not in page] == []


def test_register_shows_one_kind_and_a_day_of_the_past(district):
    editor = make_member(district)
    withdraw_membership(editor.memberships.get(), by=None, at=AT + timedelta(days=10), reason="Chuyển công tác")
    assert [row.person for row in persons_of(district, on=AT.date() + timedelta(days=9), kind="editor")] == [editor]
    assert persons_of(district, on=AT.date() + timedelta(days=10), kind="editor") == []
    assert persons_of(district, on=date(2020, 1, 1)) == []
    day = AT.date() + timedelta(days=9)
    assert editor.username in register(make_operator(), district, on=f"{day:%d/%m/%Y}", kind="editor")


def test_supervisor_reads_names_and_no_accounts(district):
    seat_on_board(district.board, make_user("taikhoan.rieng", last_name="Lê"), seat=Seat.MEMBER, by=None, at=AT)
    page = register(make_supervisor(), district)
    assert ("Lê Lan" in page, "taikhoan.rieng" in page) == (True, False)


def test_table_is_taken_away_by_administrators_and_recorded_and_not_by_get(district):
    administrator, head = make_member(district, Role.PORTAL_ADMIN), make_head(district)
    client, address = browser(administrator), url("people_export", district.pk)
    assert client.get(address).status_code == 405
    response = client.post(address, {"on": "2026-11-25", "kind": ""})
    rows = list(csv.reader(StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [row[1] for row in rows[1:]] == [head.username]
    event = PortalEvent.objects.get(kind=MemberEventKind.ACCOUNTS_EXPORTED)
    assert (event.portal, event.actor, event.data["rows"]) == (district, administrator, 1)
    for reader in (head, make_supervisor()):
        assert is_refused(browser(reader).post(address))


@each_case("text", ["=1+1", "+84", "-2", "@SUM(A1)"])
def test_no_cell_is_a_formula(text):
    assert harmless(text) == f"'{text}"
