"""Access taken away at once, with its reason and its report, and given back (8.9)."""

import re

import pytest
from django.conf import settings
from django.contrib.auth import authenticate
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.tasks import send_password_reset
from audit.errors import ReasonMissing
from audit.models import PortalEvent
from authentication.enums import AccountEventKind, SuspensionAct
from authentication.errors import AccountOpen, AccountSuspended, NotSuspended, OwnAccount, SuspendedStill
from authentication.models import AccountSuspension, SuspensionReport
from authentication.suspension import actions
from authentication.suspension.actions import lift_suspension, open_account, suspend_account
from editorial.withdrawal.actions import can_take_down
from members.access.audit import audited_portals
from members.access.permissions import delegable_seats
from members.enums import MemberEventKind, Role, Seat
from members.errors import LastOperator
from members.invitations.actions import invite
from members.memberships import grant_membership, seat_on_board
from members.models import Invitation
from members.signals import right_ended
from provisioning.portal_states import archive_portal, resume_portal, suspend_portal
from tests.admin import browser, is_refused, url
from tests.factories import AT, make_article, make_head, make_member, make_operator, make_user

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


@pytest.fixture
def editor(district):
    return make_member(district)


def suspend(user, **values):
    return suspend_account(user, **{"by": None, "at": AT, "reason": "Lộ mật khẩu"} | values)


def suspend_whole(portal, **values):
    plain = {"by": None, "at": AT, "reason": "Bị tấn công", "expected_return": None}
    suspend_portal(portal, **plain | values)


def is_signed_in(client) -> bool:
    return client.get(HOME).status_code == 200


@pytest.mark.both_engines
def test_open_session_of_a_suspended_account_ends_and_stays_ended(editor):
    client = browser(editor)
    assert is_signed_in(client)
    suspension = suspend(editor)
    assert not is_signed_in(client)
    assert authenticate(None, username=editor.username, password="pass") is None
    lift_suspension(suspension, by=None, at=AT, reason="Đã đổi mật khẩu")
    assert not is_signed_in(client)
    assert authenticate(None, username=editor.username, password="pass") == editor


def link_for_a_new_password(user) -> str:
    mail.outbox.clear()
    send_password_reset(user.email)
    return re.search(r"/admin/password_reset/confirm/\S+", mail.outbox[0].body)[0]


def changes_the_password(client, link: str, user) -> bool:
    """Whether the link leads to the form, and what is sent there is kept."""
    sent = dict.fromkeys(("new_password1", "new_password2"), "mot-mat-khau-khac-2026")
    client.post(client.get(link).headers.get("Location", link), sent)
    return User.objects.get(pk=user.pk).check_password(sent["new_password1"])


def test_link_for_a_new_password_ends_with_a_suspension_and_stays_ended(editor):
    client = Client(headers={"host": settings.ADMIN_HOST})
    before = link_for_a_new_password(editor)
    # Opened, too: the session keeps its secret.
    form = client.get(before)["Location"]
    suspension = suspend(editor)
    assert not changes_the_password(client, before, editor)
    assert not changes_the_password(client, form, editor)
    lift_suspension(suspension, by=None, at=AT, reason="Đã đổi mật khẩu")
    assert not changes_the_password(client, before, editor)
    assert not changes_the_password(client, form, editor)
    assert changes_the_password(client, link_for_a_new_password(editor), editor)


@pytest.mark.both_engines
def test_report_goes_to_the_managing_agency_of_each_portal_concerned(city, district, editor):
    grant_membership(editor, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    suspend(editor)
    reports = SuspensionReport.objects.order_by("portal__code")
    assert [(report.portal, report.addressed_to) for report in reports] == [
        (district, district.managing_agency),
        (city, city.managing_agency),
    ]
    # Each agency reads of its own portal only.
    assert "Quận 1" in " ".join(reports[0].paragraphs)
    assert "Thành phố Hồ Chí Minh" not in " ".join(reports[0].paragraphs)
    assert "Lộ mật khẩu" in " ".join(reports[0].paragraphs)
    events = PortalEvent.objects.filter(kind=AccountEventKind.ACCOUNT_SUSPENDED)
    assert set(events.values_list("portal", flat=True)) == {city.pk, district.pk}


@pytest.mark.both_engines
def test_each_suspension_and_return_is_reported_by_the_operating_unit_and_no_operator_is_named(district):
    operator, person = make_user("vo.hanh", last_name="Võ Thị", first_name="Hành"), make_member(district)
    lift_suspension(suspend(person, by=operator), by=operator, at=AT, reason="Đã đổi mật khẩu")
    suspend_whole(district, by=operator)
    district.refresh_from_db()
    resume_portal(district, by=operator, at=AT, reason="Đã khắc phục")
    reports = SuspensionReport.objects.order_by("pk")
    told = {report.act: " ".join(report.paragraphs) for report in reports}
    assert list(told) == [
        SuspensionAct.ACCOUNT_SUSPENDED, SuspensionAct.ACCOUNT_RESUMED,
        SuspensionAct.PORTAL_SUSPENDED, SuspensionAct.PORTAL_RESUMED,
    ]  # fmt: skip
    assert "Bị tấn công" in told[SuspensionAct.PORTAL_SUSPENDED]
    assert "Đã khắc phục" in told[SuspensionAct.PORTAL_RESUMED]
    assert {(report.by, report.paragraphs[-1]) for report in reports} == {
        (operator, "Người thực hiện: đơn vị vận hành.")
    }
    assert "Hành" not in " ".join(told.values())
    assert PortalEvent.objects.get(kind=AccountEventKind.ACCOUNT_RESUMED).reason == "Đã đổi mật khẩu"


def test_report_of_former_days_is_kept_and_names_no_operator_to_the_portal(district):
    operator, head = make_user("vo.hanh", last_name="Võ Thị", first_name="Hành"), make_head(district)
    suspend(make_member(district), by=operator)
    report = SuspensionReport.objects.get()
    former = [*report.paragraphs[:-1], "Người thực hiện: Võ Thị Hành, đơn vị vận hành."]
    SuspensionReport._base_manager.update(paragraphs=former)
    address = url("suspension_report", report.pk)
    told = {person: browser(person).get(address).context["paragraphs"] for person in (head, make_operator())}
    assert told[head] == report.paragraphs
    assert told[make_operator()] == SuspensionReport.objects.get().paragraphs == former


def test_lifting_opens_no_account_that_was_closed_before(editor):
    User.objects.filter(pk=editor.pk).update(is_active=False)
    address = url("lift_suspension", suspend(editor).pk)
    operator = browser(make_operator())
    assert "giữ nguyên trạng thái đóng" in operator.get(address).content.decode()
    assert operator.post(address, {"reason": "Xong việc rà soát"}).status_code == 302
    editor.refresh_from_db()
    assert not editor.is_active
    assert not AccountSuspension.objects.open().exists()


def test_refusals(editor):
    operator = make_operator()
    with pytest.raises(ReasonMissing):
        suspend(editor, reason=" ")
    with pytest.raises(OwnAccount):
        suspend(editor, by=editor)
    with pytest.raises(LastOperator):
        suspend(operator)
    suspension = suspend(editor)
    with pytest.raises(AccountSuspended):
        suspend(editor)
    with pytest.raises(ReasonMissing):
        lift_suspension(suspension, by=None, at=AT, reason="")
    lift_suspension(suspension, by=None, at=AT, reason="Xong")
    with pytest.raises(NotSuspended):
        lift_suspension(suspension, by=None, at=AT, reason="Xong")


def test_portal_staff_are_signed_out_and_can_sign_in_again(city, district):
    editor, elsewhere = browser(make_member(district)), browser(make_member(city))
    suspend_whole(district)
    assert not is_signed_in(editor)
    assert is_signed_in(elsewhere)
    again = make_member(district)
    again.refresh_from_db()
    explorer = reverse("wagtailadmin_explore", args=[district.container_id])
    assert browser(again).get(explorer).status_code == 200


def test_staff_whose_access_is_revoked_reach_the_portal_again_when_it_is_back(district, editor):
    explorer = reverse("wagtailadmin_explore", args=[district.container_id])
    suspend_whole(district, revoke_access=True)
    editor.refresh_from_db()
    assert not editor.groups.exists()
    assert browser(editor).get(explorer).status_code != 200
    district.refresh_from_db()
    resume_portal(district, by=None, at=AT, reason="Đã khắc phục")
    assert editor.groups.exists()
    assert browser(editor).get(explorer).status_code == 200


@pytest.mark.slow(reason="asks fourteen screens that must be closed")
def test_who_works_elsewhere_too_does_nothing_on_a_portal_closed_to_its_staff(city, district):
    person = make_member(district, Role.PORTAL_ADMIN)
    grant_membership(person, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    seat_on_board(district.board, person, seat=Seat.DEPUTY, by=None, at=AT)
    public, waiting = make_article(district), make_article(district, "Bài đang chờ duyệt", published=False)
    waiting.get_workflow().start(waiting, waiting.owner)
    client = browser(person)
    assert waiting.title in client.get(HOME).content.decode()
    for name in ("roles", "invite", "people"):
        assert client.get(url(name, district.pk)).status_code == 200
    suspend_whole(district, revoke_access=True)
    person.refresh_from_db()
    client = browser(person)
    for name in ("detail", "roles", "invite", "people", "board", "delegate", "review_variant"):
        assert client.get(url(name, district.pk)).status_code in {302, 404}, name
    for name in ("takedowns", "approvals", "audit", "own_boards", "own_roles", "proposals"):
        assert "Quận 1" not in client.get(url(name)).content.decode(), name
    assert waiting.title not in client.get(HOME).content.decode()
    assert not can_take_down(person, public, on=AT)
    assert not delegable_seats(person, district.board, on=AT.date())
    resume_portal(district, by=None, at=AT)
    assert can_take_down(person, public, on=AT)
    assert client.get(url("roles", district.pk)).status_code == 200


def test_operator_suspends_and_lifts_in_the_admin(district, editor):
    client = browser(make_operator())
    assert client.post(url("suspend_account"), {"person": editor.username, "reason": ""}).status_code == 422
    assert client.post(url("suspend_account"), {"person": "khong-co", "reason": "x"}).status_code == 422
    assert client.post(url("suspend_account"), {"person": editor.username, "reason": "Lộ mật khẩu"}).status_code == 302
    suspension = AccountSuspension.objects.get()
    assert "Lộ mật khẩu" in client.get(url("suspensions")).content.decode()
    report = client.get(url("suspension_report", SuspensionReport.objects.get().pk)).content.decode()
    assert district.managing_agency in report
    assert client.post(url("lift_suspension", suspension.pk), {"reason": "Xong"}).status_code == 302
    editor.refresh_from_db()
    assert editor.is_active
    assert client.get(url("lift_suspension", suspension.pk)).status_code == 404


def test_reports_are_read_by_the_board_of_their_portal_only(city, district):
    suspend(make_member(district))
    report = SuspensionReport.objects.get()
    own, other = browser(make_head(district)), browser(make_head(city))
    assert own.get(url("suspension_report", report.pk)).status_code == 200
    assert other.get(url("suspension_report", report.pk)).status_code == 404
    assert str(report.account) not in other.get(url("suspension_reports")).content.decode()
    assert is_refused(browser(make_member(city)).get(url("suspension_reports")))


def test_archiving_gives_the_staff_its_access_back(city, district):
    head = make_head(district)
    suspend_whole(district, revoke_access=True)
    district.refresh_from_db()
    archive_portal(district, by=None, at=AT, legal_basis="Nghị quyết 1", successor=city)
    district.refresh_from_db()
    assert not district.access_revoked
    assert head.groups.exists()


def close_by_command(user):
    """As before there were suspensions."""
    User.objects.filter(pk=user.pk).update(is_active=False)
    user.refresh_from_db()


def test_account_closed_without_a_suspension_is_opened_with_its_reason(district, editor):
    client = browser(editor)
    assert is_signed_in(client)
    close_by_command(editor)
    operator = browser(make_operator())
    assert operator.get(url("suspensions")).content.decode().count(url("open_account")) == 1
    sent = {"person": editor.username, "reason": " "}
    assert operator.post(url("open_account"), sent).status_code in {200, 422}
    assert not User.objects.get(pk=editor.pk).is_active
    assert operator.post(url("open_account"), sent | {"reason": "Trở lại làm việc"}).status_code == 302
    event = PortalEvent.objects.get(kind=AccountEventKind.ACCOUNT_OPENED)
    assert (event.portal, event.actor, event.reason) == (district, make_operator(), "Trở lại làm việc")
    assert event.data == {"user": editor.username}
    assert authenticate(None, username=editor.username, password="pass") == editor
    assert User.objects.get(pk=editor.pk).groups.exists()
    # A session from before it was closed stays ended.
    assert not is_signed_in(client)


def test_opening_an_account_of_nobody_stands_in_the_record_of_the_city(city):
    nobody = make_user("khong.vai.tro")
    close_by_command(nobody)
    open_account(nobody, by=make_operator(), at=AT, reason="Trở lại")
    assert PortalEvent.objects.get(kind=AccountEventKind.ACCOUNT_OPENED).portal is None


def test_only_closed_accounts_are_opened_and_suspended_ones_are_not(editor):
    with pytest.raises(AccountOpen):
        open_account(editor, by=None, at=AT, reason="x")
    close_by_command(editor)
    with pytest.raises(ReasonMissing):
        open_account(editor, by=None, at=AT, reason=" ")
    suspension = suspend(editor)
    with pytest.raises(SuspendedStill):
        open_account(editor, by=None, at=AT, reason="x")
    lift_suspension(suspension, by=None, at=AT, reason="Xong")
    open_account(editor, by=None, at=AT, reason="Trở lại")
    assert User.objects.get(pk=editor.pk).is_active


def test_nobody_but_operators_suspends_or_opens_an_account(city, district):
    accounts = {"suspend_account": make_member(city), "open_account": make_member(district)}
    close_by_command(accounts["open_account"])
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district), make_user("khach")):
        client = browser(person)
        assert client.get(url("open_account")).status_code == 302, person
        for name, account in accounts.items():
            answer = client.post(url(name), {"person": account.username, "reason": "x"})
            assert answer.status_code == 302, (person, name)
    assert not AccountSuspension.objects.exists()
    assert not User.objects.get(pk=accounts["open_account"].pk).is_active
    assert list(audited_portals(make_user("khach"), on=AT.date())) == []


def test_records_of_all_portals_are_held_before_what_follows_on_one_is_written(city, district, editor, monkeypatch):
    grant_membership(editor, role=Role.EDITOR, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    order = []

    def note_ended(portal, **kwargs):
        order.append(portal.pk)

    monkeypatch.setattr(actions, "lock_chains", order.append)
    right_ended.connect(note_ended)
    try:
        suspend(editor)
    finally:
        right_ended.disconnect(note_ended)
    assert {*order[0]} == {*order[1:]} == {city.pk, district.pk}


@pytest.mark.both_engines
def test_invitations_of_a_suspended_account_are_taken_back_for_good(city, district):
    """Who took over the account may have sent them."""
    administrator, other = make_member(district, Role.PORTAL_ADMIN), make_member(city, Role.PORTAL_ADMIN)
    words = {"full_name": "Mai", "role": Role.EDITOR, "reason": "Phân công", "at": timezone.now()}
    taken = invite(email="mai@example.test", portal=district, by=administrator, **words)
    kept = invite(email="mai@example.test", portal=city, by=other, **words)
    suspension = suspend(administrator, at=timezone.now(), vacancy_reason="Chờ đổi mật khẩu")
    lift_suspension(suspension, by=None, at=timezone.now(), reason="Đã đổi mật khẩu")
    assert list(Invitation.objects.open(at=timezone.now())) == [kept]
    event = PortalEvent.objects.get(kind=MemberEventKind.INVITATION_WITHDRAWN)
    assert (event.portal, event.reason, event.data["email"]) == (district, "Lộ mật khẩu", taken.email)
