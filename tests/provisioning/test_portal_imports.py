"""Portals from a file on a screen: looked at, confirmed once, made row by row; what goes wrong is said in its place."""

import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from celery.app.task import Task
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError as DatabaseDown
from django.utils import timezone
from kombu.exceptions import OperationalError
from openpyxl import Workbook, load_workbook

from audit import on_commit as after_commit_module
from audit.models import FailedTask, PortalEvent
from members.enums import Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from provisioning import portal_imports
from provisioning.enums import PortalImportRowState, PortalImportState, ProvisioningEventKind
from provisioning.errors import ImportForbidden, ImportUnderWay
from provisioning.from_file.columns import PORTALS
from provisioning.from_file.reading import plan_from_lines
from provisioning.from_file.template import template_columns, template_file
from provisioning.from_file.words import VIETNAMESE_NAMES
from provisioning.models import PortalImport
from provisioning.portal_imports import PATIENCE, make_next, start_import
from provisioning.tasks import make_portals
from sites.models import Portal
from tests.admin import browser, errors_at, is_shut, told, url
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user

pytestmark = pytest.mark.django_db

HEAD = ["Loại cổng", "Tên tiếng Việt", "Thuộc cổng", "Thư điện tử", "Điện thoại"]
WARD = ["Phường", "Phường Bến Thành", "Quận 1", "", "028 0000 0000"]
OTHER = ["phường, xã", "Phường Đa Kao", "quan1", "dakao@example.vn", ""]
BAD = ["Tỉnh", "Đa Kao", "Quận 99", "không", ""]


def as_csv(*rows, head=HEAD):
    return "\n".join(";".join(f'"{cell}"' for cell in row) for row in (head, *rows)).encode()


def as_workbook(*rows, head=HEAD):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def send(client, content, name="cong.csv", profile="regulation"):
    return client.post(url("import_portals"), {"file": SimpleUploadedFile(name, content), "profile": profile})


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def content_of(response):
    """What the form holds that confirms the file; nothing where there is none."""
    field = soup(response).find("input", attrs={"name": "content"})
    return field["value"] if field else ""


def cells(response):
    return [
        [cell.get_text(" ", strip=True) for cell in row("td")] for row in soup(response).select("main table tbody tr")
    ]


@pytest.fixture
def operator(city, district):
    return make_operator()


@pytest.fixture
def client(operator):
    return browser(operator)


@pytest.fixture
def waiting(operator):
    """A file that was confirmed, and that no worker has."""
    lines = PORTALS.lines(as_csv(WARD, OTHER))
    plan = plan_from_lines(lines, on=timezone.localdate(), profile="regulation")
    started = start_import(
        lines,
        profile="regulation",
        file_name="cong.csv",
        form_hash="x",
        expected=plan.digest,
        by=operator,
        at=timezone.now(),
    )
    return started


def states(one):
    return [(row.line, row.spec["code"], row.state) for row in one.rows.all()]


@pytest.mark.slow(reason="makes two portals with all their pages")
@pytest.mark.both_engines
def test_workbook_in_vietnamese_is_looked_at_confirmed_and_made(client, operator, django_capture_on_commit_callbacks):
    shown = send(client, as_workbook(OTHER, WARD), "cong.xlsx")
    assert shown.status_code == 200
    assert not Portal.objects.filter(code__in=["benthanh", "dakao"]).exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url("import_portals"), {"content": content_of(shown)})
    one = PortalImport.objects.get()
    assert answer["Location"] == url("portal_import", one.pk)
    assert one.state == PortalImportState.DONE
    assert states(one) == [(2, "dakao", "created"), (3, "benthanh", "created")]
    ward = Portal.objects.get(code="benthanh")
    assert (ward.parent.code, ward.phone, ward.host.split(".")[:2]) == ("quan1", "028 0000 0000", ["benthanh", "quan1"])
    events = PortalEvent.objects.filter(kind__in=ProvisioningEventKind.values).order_by("pk")
    assert [(event.kind, event.actor) for event in events] == [
        ("portal_import_started", operator),
        ("portal_import_done", None),
    ]
    assert ward.events.get(kind="provisioned").actor == operator
    assert url("detail", ward.pk) in client.get(url("portal_import", one.pk)).content.decode()


@pytest.mark.parametrize("kind", [as_csv, as_workbook])
def test_every_mistake_is_shown_by_row_and_column_with_what_the_cell_says(client, kind):
    shown = send(client, kind(WARD, BAD), f"cong.{'csv' if kind is as_csv else 'xlsx'}", profile="two-tier")
    assert shown.status_code == 422
    found = {(row[0], row[1], row[2]) for row in cells(shown) if len(row) == 4}
    assert {("3", "Loại cổng", "Tỉnh"), ("3", "Thư điện tử", "không")} <= found
    assert content_of(shown) == ""
    # What was chosen beside the file stays chosen.
    assert soup(shown).find("option", selected=True)["value"] == "two-tier"
    assert not PortalImport.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cong.doc", b"x"),
        ("cong.xlsx", b"PK\x03\x04 no workbook"),
        ("cong.csv", "Loại".encode("utf-16")),
        ("cong.csv", b""),
    ],
)
def test_file_that_is_no_table_is_refused_in_words(client, name, content):
    shown = send(client, content, name)
    assert shown.status_code == 422
    assert errors_at(shown, "file") or len(cells(shown)[0][3]) > 10


def test_form_that_is_pressed_twice_makes_one_import(client, django_capture_on_commit_callbacks):
    content = content_of(send(client, as_csv(WARD)))
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(url("import_portals"), {"content": content})
    second = client.post(url("import_portals"), {"content": content})
    assert first["Location"] == second["Location"]
    assert PortalImport.objects.count() == 1
    assert Portal.objects.filter(code="benthanh").count() == 1


def test_file_is_looked_at_again_where_the_registry_changed_since(client, operator):
    content = content_of(send(client, as_csv(WARD, OTHER)))
    other = content_of(send(client, as_csv(WARD)))
    assert client.post(url("import_portals"), {"content": other}).status_code == 302
    one = PortalImport.objects.get()
    assert str(ImportUnderWay()) in told(client.post(url("import_portals"), {"content": content}))
    make_portals(one.pk)
    again = client.post(url("import_portals"), {"content": content})
    assert again.status_code == 200
    assert PortalImport.objects.count() == 1
    assert content_of(again) not in ("", content)
    assert client.post(url("import_portals"), {"content": content_of(again)}).status_code == 302


@pytest.mark.both_engines
def test_of_two_operators_who_confirm_at_the_same_moment_one_waits(waiting, operator, monkeypatch):
    # The other one's file was not there yet when this one looked.
    monkeypatch.setattr(type(PortalImport.objects.all()), "under_way", lambda rows: rows.none())
    lines = PORTALS.lines(as_csv(WARD))
    plan = plan_from_lines(lines, on=timezone.localdate(), profile="regulation")
    with pytest.raises(ImportUnderWay):
        start_import(
            lines,
            profile="regulation",
            file_name="khac.csv",
            form_hash="y",
            expected=plan.digest,
            by=operator,
            at=timezone.now(),
        )
    assert PortalImport.objects.count() == 1


@pytest.mark.both_engines
def test_form_that_is_pressed_twice_at_the_same_moment_leads_to_the_same_import(waiting, operator, monkeypatch):
    # The first press had written nothing yet when the second one looked.
    rows, missed = type(PortalImport.objects.all()), []
    real = rows.first
    monkeypatch.setattr(rows, "under_way", lambda found: found.none())
    monkeypatch.setattr(rows, "first", lambda found: real(found) if missed else missed.append(found))
    lines = PORTALS.lines(as_csv(WARD, OTHER))
    plan = plan_from_lines(lines, on=timezone.localdate(), profile="regulation")
    again = start_import(
        lines,
        profile="regulation",
        file_name="cong.csv",
        form_hash="x",
        expected=plan.digest,
        by=operator,
        at=timezone.now(),
    )
    assert (again.pk, PortalImport.objects.count()) == (waiting.pk, 1)
    assert PortalEvent.objects.filter(kind=ProvisioningEventKind.PORTAL_IMPORT_STARTED).count() == 1


def test_content_that_was_made_by_hand_is_refused(client):
    answer = client.post(url("import_portals"), {"content": "abc"})
    assert answer.status_code == 302
    assert not PortalImport.objects.exists()


def test_row_that_fails_is_named_with_its_line_and_the_others_are_made(waiting, client, monkeypatch, caplog):
    real = portal_imports.provision_portal

    def fail_once(spec, **given):
        if spec.code == "benthanh":
            raise ValueError("lan@example.test")
        return real(spec, **given)

    monkeypatch.setattr(portal_imports, "provision_portal", fail_once)
    make_portals(waiting.pk)
    waiting.refresh_from_db()
    assert waiting.state == PortalImportState.DONE
    assert states(waiting) == [(2, "benthanh", "failed"), (3, "dakao", "created")]
    page = client.get(url("portal_import", waiting.pk)).content.decode()
    assert "ValueError" in page
    assert "lan@example.test" not in page
    assert "Line 2" in caplog.text


def test_row_waits_where_the_database_failed_and_is_made_once_the_file_is_continued(waiting, monkeypatch):
    def lose_the_connection(spec, **given):
        raise DatabaseDown

    with monkeypatch.context() as patch:
        patch.setattr(portal_imports, "provision_portal", lose_the_connection)
        with pytest.raises(DatabaseDown):
            make_portals(waiting.pk)
    assert {state for _line, _code, state in states(waiting)} == {PortalImportRowState.WAITING}
    assert make_next(waiting.pk, at=timezone.now())
    assert states(waiting)[0] == (2, "benthanh", "created")


@pytest.mark.both_engines
def test_each_portal_is_one_transaction_with_its_row_and_a_second_worker_makes_none_twice(waiting):
    assert make_next(waiting.pk, at=timezone.now())
    assert states(waiting) == [(2, "benthanh", "created"), (3, "dakao", "waiting")]
    assert make_portals(waiting.pk) == 1
    assert make_portals(waiting.pk) == 0
    assert {state for _line, _code, state in states(waiting)} == {PortalImportRowState.CREATED}


def test_nothing_is_made_for_who_is_no_operator_any_more(waiting, operator):
    membership = Membership.objects.get(user=operator, role=Role.OPERATOR)
    other = make_user("other")
    grant_membership(other, role=Role.OPERATOR, portal=None, reason="Vận hành", by=None, at=AT)
    withdraw_membership(membership, by=None, at=timezone.now(), reason="Chuyển công tác")
    assert make_portals(waiting.pk) == 0
    waiting.refresh_from_db()
    assert waiting.state == PortalImportState.STOPPED
    assert not Portal.objects.filter(code="benthanh").exists()


def test_broker_that_is_down_is_said_and_the_file_is_continued(client, monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*args, **kwargs):
        raise OperationalError

    content = content_of(send(client, as_csv(WARD)))
    with monkeypatch.context() as patch:
        patch.setattr(Task, "apply_async", refuse)
        # How long the broker is left alone is kept for the process: no public function forgets it.
        patch.setattr(after_commit_module._Broker, "asked_again_at", 0.0)
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("import_portals"), {"content": content})
    one = PortalImport.objects.get()
    assert FailedTask.objects.get(task=portal_imports.MAKING).numbers == [one.pk]
    page = soup(client.get(url("portal_import", one.pk)))
    assert page.find("button", value="continue")
    assert page.find(attrs={"data-progress": True}) is None
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("portal_import", one.pk), {"step": "continue"})
    assert Portal.objects.filter(code="benthanh").exists()


def test_file_without_a_worker_stands_still_after_a_while(waiting, client):
    assert soup(client.get(url("portal_import", waiting.pk))).find(attrs={"data-progress": True})
    PortalImport.objects.update(moved_at=timezone.now() - PATIENCE - timedelta(seconds=1))
    assert soup(client.get(url("portal_import", waiting.pk))).find("button", value="continue")


def test_file_that_is_stopped_makes_no_more_and_lets_another_begin(waiting, client):
    make_next(waiting.pk, at=timezone.now())
    assert client.post(url("portal_import", waiting.pk), {"step": "stop"}).status_code == 302
    assert make_portals(waiting.pk) == 0
    assert states(waiting) == [(2, "benthanh", "created"), (3, "dakao", "waiting")]
    assert client.post(url("portal_import", waiting.pk), {"step": "stop"}).status_code == 422
    content = content_of(send(client, as_csv(WARD, OTHER)))
    assert client.post(url("import_portals"), {"content": content}).status_code == 302


def test_template_is_read_back_with_every_column_and_explains_each():
    book = load_workbook(io.BytesIO(template_file("xlsx")))
    head = [cell.value for cell in book.worksheets[0][1]]
    assert head == [column.name for column in template_columns()]
    assert len(list(book.worksheets[1].iter_rows())) == len(head) + 1
    assert PORTALS.lines(template_file("csv")) == [(1, head)]
    assert set(VIETNAMESE_NAMES) == set(PORTALS.columns)


def test_nobody_but_operators_reaches_the_screens(waiting, district):
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district), make_supervisor()):
        other = browser(person)
        for address in (
            url("import_portals"),
            url("portal_import", waiting.pk),
            url("portal_import_template", "csv"),
        ):
            assert is_shut(other.get(address))
            assert is_shut(other.post(address, {"step": "stop"}))
    with pytest.raises(ImportForbidden):
        start_import(
            [], profile="", file_name="", form_hash="y", expected="", by=make_head(district), at=timezone.now()
        )
    waiting.refresh_from_db()
    assert waiting.is_under_way
