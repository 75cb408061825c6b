"""The record: append-only, sealed, read within one's scope, exported with a trace."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from adminsite.audit import export_events
from audit.client_address import request_from
from audit.enums import AuditEventKind
from audit.errors import ReasonMissing, RecordKept
from audit.events import record_event
from audit.exports import record_export
from audit.models import EventChain, PortalEvent
from audit.verification import broken_chains, unsealed_events
from authentication.enums import AccountEventKind
from cityportal.doctor import examine
from editorial.approval_report import export_approvals
from editorial.enums import TakedownReason
from editorial.models import Approval
from editorial.withdrawal.actions import take_down
from members.enums import Role, Seat
from members.invitations.actions import invite
from members.memberships import seat_on_board
from oversight.violations import item_at, record_violation
from sites.enums import PortalEventKind
from sites.models import Portal
from tests.admin import browser, is_refused, url
from tests.each import each_case
from tests.factories import (
    AT,
    DEPARTMENT,
    WARD,
    make_article,
    make_head,
    make_member,
    make_operator,
    make_portal,
    make_supervisor,
)
from tests.raw_rows import change_rows, delete_rows

pytestmark = pytest.mark.django_db


def page(client: Client, **asked) -> str:
    return client.get(url("audit"), asked).content.decode()


def rows_of(answer) -> list[list[str]]:
    """The rows of an exported file, the names of its columns first."""
    return list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_request_gives_its_address_to_the_events_it_makes(district):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    client.post(reverse("wagtailadmin_login"), {"username": "ai-do", "password": "x"}, REMOTE_ADDR="203.0.113.9")
    assert PortalEvent.objects.first().address == "203.0.113.9"


@pytest.mark.both_engines
@each_case("model", [PortalEvent, Approval])
def test_what_is_recorded_is_neither_changed_nor_deleted(district, model):
    make_article(district)
    row = model.objects.first()
    for attempt in (row.save, row.delete, model.objects.all().delete, lambda: model.objects.update(pk=1)):
        with pytest.raises(RecordKept):
            attempt()


@pytest.mark.both_engines
def test_chains_hold_after_ordinary_work(city, district):
    make_article(district)
    assert list(broken_chains()) == []
    assert unsealed_events() == 0
    assert EventChain.objects.get(portal=district).length == PortalEvent.objects.filter(portal=district).count()
    assert [finding.code for finding in examine() if finding.code == "record"] == []


@pytest.mark.both_engines
def test_verification_names_the_portal_whose_events_were_changed(city, district):
    event = PortalEvent.objects.filter(portal=district).order_by("number")[1]
    change_rows(PortalEvent, {"reason": "Viết lại"}, pk=event.pk)
    assert [(chain.portal, chain.number) for chain in broken_chains()] == [(district, event.number)]
    with pytest.raises(CommandError, match=f"Quận 1: .*{event.number}"):
        call_command("verify_audit")
    assert "record" in [finding.code for finding in examine()]
    assert "record" not in [finding.code for finding in examine(quick=True)]


@pytest.mark.both_engines
def test_event_taken_from_the_end_is_missed(city, district):
    last = PortalEvent.objects.filter(portal=district).order_by("-number").first()
    delete_rows(PortalEvent, pk=last.pk)
    assert [chain.number for chain in broken_chains()] == [last.number]


@pytest.mark.both_engines
def test_event_put_in_without_a_number_is_found(city, district):
    PortalEvent._base_manager.create(portal=district, kind=PortalEventKind.OPENED, at=timezone.now())
    assert unsealed_events() == 1


def test_failed_sign_in_keeps_no_text_that_is_no_account(district):
    member = make_member(district)
    assert authenticate(None, username="mat-khau-go-nham", password="x") is None
    assert authenticate(None, username=member.username, password="x") is None
    failed = PortalEvent.objects.filter(kind=AccountEventKind.SIGN_IN_FAILED).order_by("pk")
    assert [event.data for event in failed] == [{}, {"user": member.username}]


def renames() -> list[PortalEvent]:
    return list(PortalEvent.objects.filter(kind=AccountEventKind.ACCOUNT_RENAMED).order_by("pk"))


def test_whoever_takes_the_name_of_another_is_recorded_with_both_names(city, district):
    editor, head = make_member(district), make_head(district)
    before = editor.get_full_name()
    sent = {
        "name_email-last_name": head.last_name,
        "name_email-first_name": head.first_name,
        "locale-preferred_language": "vi",
        "locale-current_time_zone": "Asia/Ho_Chi_Minh",
        "digest-digest": "daily",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
    }
    assert browser(editor).post(reverse("wagtailadmin_account"), sent).status_code == 302
    (event,) = renames()
    assert (event.portal, event.actor) == (district, editor)
    assert event.data == {"user": editor.username, "former_name": before, "name": head.get_full_name()}
    assert before in page(browser(head), kind=AccountEventKind.ACCOUNT_RENAMED)


def test_operator_who_renames_an_account_is_recorded(city, district):
    operator, editor = make_operator(), make_member(district)
    sent = {"username": "khac", "email": editor.email, "first_name": editor.first_name, "last_name": editor.last_name}
    address = reverse("wagtailusers_users:edit", args=[editor.pk])
    assert browser(operator).post(address, sent).status_code == 302
    (event,) = renames()
    assert (event.portal, event.actor) == (district, operator)
    assert (event.data["user"], event.data["former_user"]) == ("khac", editor.username)


def test_account_that_is_saved_with_its_own_name_was_not_renamed(city, district):
    editor = make_member(district)
    editor.save(update_fields=["first_name", "last_name", "username"])
    User.objects.get(pk=editor.pk).save(update_fields=["email"])
    assert renames() == []


def test_new_password_is_recorded_without_the_password(district):
    member = make_member(district)
    member.set_password("mot-mat-khau-khac-2026")
    member.save()
    assert PortalEvent.objects.filter(kind=AccountEventKind.PASSWORD_CHANGED).first().data == {"user": member.username}


def test_work_in_the_editor_is_recorded_on_the_portal_of_the_page(city, district):
    editor = make_member(district)
    draft = make_article(district, "Nháp bị xóa", published=False)
    assert browser(editor).post(reverse("wagtailadmin_pages:delete", args=[draft.pk])).status_code == 302
    event = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON, portal=district).first()
    assert (event.actor, event.data["action"], event.data["item"]) == (editor, "wagtail.delete", "Nháp bị xóa")


@pytest.mark.both_engines
def test_administrator_reads_the_record_of_the_own_portal_only(city, district):
    make_article(city, "Bài của thành phố")
    make_member(city, Role.PORTAL_ADMIN)
    record_event(AuditEventKind.WORKED_ON, portal=city, at=timezone.now(), by=None, item="Nháp của thành phố")
    record_event(AuditEventKind.WORKED_ON, portal=district, at=timezone.now(), by=None, item="Nháp của quận")
    text = page(browser(make_member(district, Role.PORTAL_ADMIN)))
    assert "Nháp của quận" in text
    for foreign in ("Nháp của thành phố", "Thành phố Hồ Chí Minh</td>", "portal_admin.thanhpho", "editor.thanhpho"):
        assert foreign not in text


def test_filter_reaches_no_other_portal(city, district):
    record_event(AuditEventKind.WORKED_ON, portal=city, at=timezone.now(), by=None, item="Nháp của thành phố")
    assert "Nháp của thành phố" not in page(browser(make_member(district, Role.PORTAL_ADMIN)), portal=city.pk)


def test_person_without_a_role_on_the_portal_is_not_named(city, district):
    operator = make_operator()
    with request_from("203.0.113.77"):
        record_event(PortalEventKind.CHANGED, portal=district, at=timezone.now(), by=operator, reason="Sửa điện thoại")
    own, every = page(browser(make_head(district))), page(browser(make_supervisor()))
    assert "Sửa điện thoại" in own
    assert "operator" not in own
    assert "203.0.113.77" not in own
    assert "operator" in every
    assert "203.0.113.77" in every


@pytest.mark.both_engines
@each_case("asked", ["operator", "opera", "Nguyễn Thị", "203.0.113", "203.0.113.77"])
@pytest.mark.slow(reason="asks several cases in turn")
def test_person_who_is_not_named_is_not_found_by_letters_of_the_name_or_address(city, district, asked):
    with request_from("203.0.113.77"):
        record_event(
            PortalEventKind.CHANGED, portal=district, at=timezone.now(), by=make_operator(), reason="Sửa điện thoại"
        )
    assert "Sửa điện thoại" not in page(browser(make_head(district)), q=asked)
    assert "Sửa điện thoại" in page(browser(make_supervisor()), q=asked)
    assert "Sửa điện thoại" in page(browser(make_head(district)), q="điện thoại")


@each_case("role", [Role.EDITOR, Role.COLLABORATOR])
def test_record_is_not_for_everybody(district, role):
    client = browser(make_member(district, role))
    for name in ("audit", "audit_export", "security_export", "suspensions", "suspension_reports"):
        assert is_refused(client.get(url(name)))


@pytest.mark.both_engines
def test_events_are_found_by_words_kind_and_period(district):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    make_article(district, "Bài về cây xanh")
    record_event(PortalEventKind.CHANGED, portal=district, at=AT, by=None, reason="Sửa địa chỉ")
    assert "Sửa địa chỉ" in page(client, q="địa chỉ")
    assert "Sửa địa chỉ" not in page(client, q="không có")
    assert "Sửa địa chỉ" not in page(client, kind=PortalEventKind.OPENED)
    assert "Sửa địa chỉ" in page(client, since="2026-11-02", until="2026-11-02")
    assert "Sửa địa chỉ" not in page(client, since="2026-11-03")


@pytest.mark.both_engines
@each_case("asked", [{"since": "0001-01-01"}, {"until": "9999-12-31"}, {"until": "0001-01-01"}])
def test_first_and_last_day_of_the_calendar_are_days_like_others(district, asked):
    page(browser(make_member(district, Role.PORTAL_ADMIN)), **asked)


def test_export_is_recorded_with_its_reason_and_runs_no_formula(city, district):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    record_event(PortalEventKind.CHANGED, portal=district, at=AT, by=None, reason="=HYPERLINK(1)")
    record_event(PortalEventKind.CHANGED, portal=city, at=AT, by=None, reason="Của thành phố")
    assert client.post(url("audit_export"), {"reason": " "}).status_code == 422
    rows = rows_of(client.post(url("audit_export") + "?kind=changed", {"reason": "Kiểm tra quý"}))
    assert [row[5] for row in rows[1:]] == ["'=HYPERLINK(1)"]
    event = PortalEvent.objects.get(kind=AuditEventKind.AUDIT_EXPORTED)
    assert (event.portal, event.reason, event.data["count"]) == (district, "Kiểm tra quý", 1)
    assert event.data["filter"] == {"kind": "changed"}


def test_export_of_several_portals_stands_in_the_record_of_each_and_not_in_the_file(city, district):
    head = make_head(district)
    seat_on_board(city.board, head, seat=Seat.MEMBER, by=None, at=AT)
    rows = rows_of(browser(head).post(url("audit_export") + "?kind=opened", {"reason": "Kiểm tra quý"}))
    kept = PortalEvent.objects.filter(kind=AuditEventKind.AUDIT_EXPORTED)
    assert {(event.portal, event.reason, event.data["count"]) for event in kept} == {
        (city, "Kiểm tra quý", 1), (district, "Kiểm tra quý", 1),
    }  # fmt: skip
    assert len(rows) == 3
    rows = rows_of(browser(head).post(url("audit_export"), {"reason": "Kiểm tra năm"}))
    assert len(rows) - 1 == sum(event.data["count"] for event in kept.filter(reason="Kiểm tra năm"))


@pytest.mark.both_engines
def test_number_of_portals_costs_an_export_no_query(city, district):
    rows, costs = PortalEvent.objects.all(), []
    operator = make_operator()
    record_event(AccountEventKind.SIGNED_IN, portal=None, at=AT, by=operator)
    for further in ([], [WARD, DEPARTMENT]):
        for spec in further:
            make_portal(spec, opened=False)
        with CaptureQueriesContext(connection) as queries:
            kept = record_export(AuditEventKind.AUDIT_EXPORTED, rows, portal=None, by=operator, at=AT, reason="Rà soát")
        costs.append(len([query for query in queries if "SAVEPOINT" not in query["sql"]]))
        assert {event.portal_id for event in kept} == {None, *Portal.objects.values_list("pk", flat=True)}
    # No chain has to be begun.
    assert costs[1] <= costs[0] <= 5
    assert list(broken_chains()) == []


@each_case("reason", ["", "  "])
def test_nothing_is_exported_without_a_reason(district, reason):
    facts = {"portal": district, "by": make_head(district), "at": AT, "reason": reason}
    with pytest.raises(ReasonMissing):
        export_events(PortalEvent.objects.all(), **facts)
    with pytest.raises(ReasonMissing):
        export_approvals(Approval.objects.all(), asked={}, **facts)


@pytest.mark.both_engines
def test_security_export_holds_accounts_and_events_and_is_recorded(city, district):
    editor = make_member(district)
    client = browser(make_operator())
    today = f"{timezone.localdate():%Y-%m-%d}"
    sent = {"since": "2026-11-01", "until": today, "reason": "Rà soát an toàn thông tin"}
    assert client.post(url("security_export"), sent | {"until": "2026-10-01"}).status_code == 422
    archive = zipfile.ZipFile(io.BytesIO(client.post(url("security_export"), sent).content))
    accounts, events = (archive.read(name).decode("utf-8-sig") for name in ("accounts.csv", "events.csv"))
    assert f"{editor.username}," in accounts
    assert "Biên tập viên (quan1)" in accounts
    assert "Quận 1" in events
    kept = PortalEvent.objects.filter(kind=AuditEventKind.AUDIT_EXPORTED)
    assert {(event.portal, event.reason) for event in kept} == {
        (portal, "Rà soát an toàn thông tin") for portal in (None, city, district)
    }


@pytest.mark.both_engines
def test_cost_does_not_grow_with_events(district, django_assert_max_num_queries):
    for number in range(60):
        record_event(PortalEventKind.CHANGED, portal=district, at=AT, by=make_head(district), reason=f"{number}")
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    with django_assert_max_num_queries(25):
        assert client.get(url("audit"), headers={"host": settings.ADMIN_HOST}).status_code == 200


def actions_on(page):
    events = PortalEvent.objects.filter(kind=AuditEventKind.WORKED_ON, data__key=str(page.pk))
    return list(events.order_by("pk").values_list("data__action", flat=True))


def test_review_that_its_author_takes_back_is_in_the_record(district):
    article = make_article(district, published=False)
    article.get_workflow().start(article, article.owner).cancel(user=article.owner)
    assert actions_on(article)[-1] == "wagtail.workflow.cancel"


def test_page_whose_time_runs_out_is_in_the_record(district, monkeypatch):
    later = timezone.now() + timedelta(days=1)
    article = make_article(district, expire_at=later)
    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=1))
    call_command("publish_scheduled")
    article.refresh_from_db()
    assert not article.live
    assert actions_on(article)[-1] == "wagtail.unpublish.scheduled"


@pytest.mark.slow(reason="takes pages through whole reviews")
def test_record_says_what_was_done_to_which_item(district):
    article, head = make_article(district, "Tin về đường Hoa", reviewed=True), make_head(district)
    take_down(article, by=head, at=timezone.now(), reason_class=TakedownReason.COPYRIGHT, reason="Ảnh lạ.")
    client = browser(head)
    for kind in ("item_submitted", "item_approved", "item_published", "item_taken_down"):
        assert "Tin về đường Hoa" in page(client, kind=kind), kind
    assert "Bản quyền" in page(client, kind="item_taken_down")
    assert "Tin về đường Hoa" in page(client, q="đường Hoa", kind="item_approved")
    assert "Tin về đường Hoa" not in page(client, q="đường Sách", kind="item_approved")
    told = rows_of(client.post(url("audit_export"), {"reason": "Kiểm tra quý"}))
    assert sum("Tin về đường Hoa" in " ".join(row) for row in told) >= 4


def test_record_of_a_violation_has_its_document(district):
    article, supervisor = make_article(district), make_supervisor()
    facts = {"kind": TakedownReason.ERROR, "finding": "Sai số liệu.", "document": "Biên bản 12/BB"}
    record_violation(item_at(article.full_url), by=supervisor, at=timezone.now(), **facts)
    assert "Biên bản 12/BB" in page(browser(make_head(district)), q="12/bb")


def test_address_of_who_was_invited_is_told_on_the_portal_and_to_operators_only(city, district):
    admin = make_member(district, Role.PORTAL_ADMIN)
    invite(
        email="moi.rieng@example.test",
        full_name="Lê Mới",
        role=Role.EDITOR,
        portal=district,
        reason="Cần người",
        by=admin,
        at=AT,
    )
    told = {
        who: b"moi.rieng@example.test" in browser(person).get(url("audit")).content
        for who, person in {"portal": admin, "operator": make_operator(), "city": make_supervisor()}.items()
    }
    assert told == {"portal": True, "operator": True, "city": False}
    assert b"moi.rieng@example.test" not in browser(make_supervisor()).get(url("detail", district.pk)).content
