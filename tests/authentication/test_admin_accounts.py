"""The list of all accounts: for operators, whatever its length, and recorded when it is taken out."""

import csv
import io
from contextlib import contextmanager
from datetime import timedelta
from functools import partial

import pytest
from bs4 import BeautifulSoup
from celery.exceptions import Retry
from django.conf import settings
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import passwords
from accounts.models import User
from accounts.tasks import send_password_reset
from audit.events import record_event
from audit.models import PortalEvent
from authentication import actions
from authentication.enums import AccountEventKind
from authentication.errors import AccountClosed
from authentication.sign_ins import mail_new_password
from authentication.views import account_edit
from members.access.people import rights_labels, with_rights
from members.access.permissions import find_person
from members.board.delegations import delegate
from members.enums import MemberEventKind, Role, Seat
from members.errors import PersonAmbiguous
from members.memberships import grant_membership
from provisioning.portal_states import archive_portal
from tests.admin import browser, errors_at, is_refused, url
from tests.authentication.tries import change_password
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user, section_of

pytestmark = pytest.mark.django_db

SCREENS = ["accounts", "accounts_results", "export_accounts"]
# No view answers there, or the guard knows of none.
NOWHERE = {403, 404}


@pytest.fixture
def operator(district):
    return browser(make_operator())


def test_operator_sees_all_accounts_with_roles_and_seats(operator, city, district):
    editor, head = make_member(city), make_head(district)
    page = operator.get(url("accounts")).content.decode()
    for user in (editor, head):
        assert user.email in page
    assert "Biên tập viên (Thành phố Hồ Chí Minh), từ 02/11/2026" in page
    assert "Trưởng ban (Quận 1), từ 02/11/2026" in page


def listed(client, **asked):
    """User names in the list."""
    soup = BeautifulSoup(client.get(url("accounts_results"), asked).content, "html.parser")
    return {row.find_all("td")[1].get_text(strip=True) for row in soup.select("tbody tr")}


@pytest.mark.slow(reason="shows the list for each filter")
@each_case(
    ("asked", "shown"),
    [
        ({"q": "head quan1"}, {"head.quan1"}),
        ({"q": "tran head.quan"}, {"head.quan1"}),
        ({"q": "Hoàng head.q"}, {"head.quan1"}),
        ({"q": "khong-co"}, set()),
        ({"is_active": "False"}, {"closed"}),
        ({"held": "head", "portal": "quan1"}, {"head.quan1"}),
        ({"held": "editor", "portal": "quan1"}, {"two"}),
        ({"held": "reporter", "portal": "quan1"}, set()),
        ({"portal": "quan1"}, {"head.quan1", "two"}),
        ({"portal": "city"}, {"operator"}),
        ({"portal": "city", "held": "supervisor"}, set()),
    ],
)
def test_accounts_are_found_by_every_word_and_by_portal_right_and_state(operator, city, district, asked, shown):
    make_head(district)
    two = make_user("two")
    for portal, role in ((district, Role.EDITOR), (city, Role.REPORTER)):
        grant_membership(two, role=role, portal=portal, reason="Phân công", by=None, at=AT)
    User.objects.filter(pk=make_user("closed").pk).update(is_active=False)
    if asked.get("portal") == "quan1":
        asked = asked | {"portal": district.pk}
    assert listed(operator, **asked) == shown


def test_account_is_closed_by_no_form_of_wagtail_and_its_screen_says_where(operator, district):
    editor = make_member(district)
    address = reverse("wagtailusers_users:edit", args=[editor.pk])
    screen = operator.get(address).content.decode()
    assert 'name="is_active"' not in screen
    assert f'href="{url("suspensions")}"' in screen
    sent = {"username": editor.username, "email": editor.email, "first_name": "Lan", "last_name": "Lê Thị"}
    assert operator.post(address, sent).status_code == 302
    editor.refresh_from_db()
    assert (editor.last_name, editor.is_active) == ("Lê Thị", True)
    # The own one too is edited.
    assert operator.get(reverse("wagtailusers_users:edit", args=[make_operator().pk])).status_code == 200


def test_nobody_else_sees_or_exports_the_list(district):
    for user in (make_member(district), make_head(district, seat=Seat.MEMBER), make_supervisor()):
        client = browser(user)
        for name in SCREENS:
            assert is_refused(client.get(url(name))), (user, name)
        assert is_refused(client.post(url("export_accounts"), {"reason": "Xem"}))
    assert not PortalEvent.objects.filter(kind=MemberEventKind.ACCOUNTS_EXPORTED).exists()


def test_link_for_a_new_password_is_sent_by_operators_alone(district):
    person = make_member(district)
    for user in (person, make_member(district, Role.PORTAL_ADMIN), make_head(district), make_supervisor()):
        assert is_refused(browser(user).post(url("mail_new_password", person.pk), {"reason": "x"}))
    assert mail.outbox == []


@pytest.mark.slow(reason="shows the list eight times to each kind of person")
@each_case("answering", [make_head, partial(make_member, role=Role.PORTAL_ADMIN)], ids=["head", "administrator"])
def test_who_answers_for_a_portal_reads_its_people_and_their_rights_there_and_of_no_other(city, district, answering):
    person, foreign = make_member(district), make_member(city, Role.REPORTER)
    for place, role in ((city, Role.SECTION_EDITOR), (None, Role.SUPERVISOR)):
        grant_membership(person, role=role, portal=place, reason="Kiêm", by=None, at=AT)
    client = browser(answering(district))
    assert person.username in listed(client)
    for asked in ({}, {"q": "reporter"}, {"portal": city.pk}, {"portal": "city"}, {"held": "supervisor"}):
        response = client.get(url("accounts_results"), asked)
        assert response.status_code == (200 if asked.keys() <= {"q", "held"} else 404), asked
        page = response.content.decode()
        assert [words in page for words in (foreign.email, "Biên tập viên chuyên mục (", "Giám sát Thành phố (")] == [
            False
        ] * 3, asked
    assert city.name not in client.get(url("accounts")).content.decode().split("<main")[1]
    assert reverse("wagtailusers_users:edit", args=[person.pk]) not in client.get(url("accounts")).content.decode()


def test_rights_are_listed_with_the_section_what_is_lent_and_that_a_portal_is_archived(city, district):
    section, today = section_of(district), timezone.localdate()
    editor, head, member = make_user("chuyen.muc"), make_head(district), make_head(district, seat=Seat.MEMBER)
    grant_membership(
        editor, role=Role.SECTION_EDITOR, portal=district, section=section, reason="Phân công", by=None, at=AT
    )
    lender, borrower = (district.board.seats.get(user=person) for person in (head, member))
    period = {"valid_from": today, "valid_until": today + timedelta(days=7)}
    delegate(lender, borrower, **period, reason="Công tác", by=None, at=timezone.now())
    (row,), (lent,) = (
        [rights_labels(account) for account in with_rights(User.objects.filter(pk=person.pk), {district.pk}, on=today)]
        for person in (editor, member)
    )
    assert (len(row), section.title in row[0], len(lent)) == (1, True, 2)
    assert "theo ủy quyền" in browser(head).get(url("accounts_results")).content.decode()
    archive_portal(district, by=None, at=AT, legal_basis="Nghị quyết 1", successor=city)
    district.refresh_from_db()
    assert district.listed_name in browser(make_operator()).get(url("accounts_results")).content.decode()


def test_export_takes_what_is_shown_and_stands_in_the_record_of_the_portal(city, district):
    make_member(district)
    foreign, administrator = make_member(city), make_member(district, Role.PORTAL_ADMIN)
    client, sent = browser(administrator), {"reason": "Rà soát"}
    text = b"".join(client.post(f"{url('export_accounts')}?held=editor", sent)).decode("utf-8-sig")
    assert ("Biên tập viên (Quận 1), từ 02/11/2026" in text, foreign.email in text) == (True, False)
    for place in (city.pk, "city"):
        assert client.post(f"{url('export_accounts')}?portal={place}", sent).status_code == 404
    event = PortalEvent.objects.get(kind=MemberEventKind.ACCOUNTS_EXPORTED)
    assert (event.portal, event.actor, event.reason, event.data["count"]) == (district, administrator, "Rà soát", 1)


def test_second_factor_missing_for_a_role_elsewhere_is_shown_to_operators_alone(city, district, settings):
    settings.SECOND_FACTOR_ROLES = [Role.REPORTER.value, Seat.HEAD.value]
    person = make_member(district)
    grant_membership(person, role=Role.REPORTER, portal=city, reason="Kiêm", by=None, at=AT)
    head = make_head(district)

    def demanded(reader):
        """User names in the export of whom a role or a seat demands a second factor."""
        export = browser(reader).post(url("export_accounts"), {"reason": "Rà soát"})
        rows = csv.reader(io.StringIO(b"".join(export).decode("utf-8-sig")))
        return {row[1] for row in rows if "vai trò" in row[5]}

    administrator = make_member(district, Role.PORTAL_ADMIN)
    assert demanded(administrator) == {head.username}
    shown = browser(administrator).get(url("accounts_results")).content.decode()
    assert shown.count("dù vai trò") == 1
    assert {person.username, head.username} <= demanded(make_operator())


def queries(client):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url("accounts")).status_code == 200
    return len(asked)


def test_list_costs_the_same_with_many_accounts(operator, district):
    operator.get(url("accounts"))
    before = queries(operator)
    for number in range(30):
        user = make_user(f"person{number}")
        if number < 20:
            grant_membership(user, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    assert queries(operator) <= before
    assert before < 25


def test_export_asks_for_a_reason_and_is_recorded(operator, district):
    make_member(district)
    assert errors_at(operator.post(url("export_accounts"), {"reason": " "}), "reason")
    response = operator.post(url("export_accounts"), {"reason": "Kiểm tra an toàn thông tin"})
    assert response["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(b"".join(response).decode("utf-8-sig"))))
    assert len(rows) == User.objects.count() + 1
    assert any("editor.quan1@example.test" in row for row in rows)
    event = PortalEvent.objects.get(kind=MemberEventKind.ACCOUNTS_EXPORTED)
    assert (event.portal, event.reason, event.data["count"]) == (
        None,
        "Kiểm tra an toàn thông tin",
        User.objects.count(),
    )
    assert event.actor.username == "operator"


@each_case("sign", ["=", "＝"])
def test_name_that_is_a_formula_is_exported_as_text(operator, district, sign):
    make_user("newcomer", first_name="", last_name=f'{sign}HYPERLINK("http://x.test")')
    text = b"".join(operator.post(url("export_accounts"), {"reason": "Kiểm tra"})).decode("utf-8-sig")
    assert f"'{sign}HYPERLINK" in text


PERSON = {"username": "mai", "email": "mai@example.test", "first_name": "Mai", "last_name": "Lê"}
PASSWORD = "mot-mat-khau-khac-2026"


def make_by_form(client, **values):
    return client.post(reverse("wagtailusers_users:add"), PERSON | values)


def test_person_of_a_new_account_chooses_the_first_password(operator, django_capture_on_commit_callbacks):
    assert 'type="password"' not in operator.get(reverse("wagtailusers_users:add")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert make_by_form(operator, password1=PASSWORD, password2=PASSWORD).status_code == 302
    person = User.objects.get(username="mai")
    assert not person.has_usable_password()
    event = PortalEvent.objects.get(kind=AccountEventKind.ACCOUNT_CREATED)
    assert (event.portal, event.actor) == (None, make_operator())
    assert event.data == {"user": "mai", "account": person.pk}
    assert (mail.outbox[0].to, "mai" in mail.outbox[0].body) == (["mai@example.test"], True)
    # It runs out, and is asked for again on the screen of sign-in.
    send_password_reset("MAI@example.test")
    assert [message.to for message in mail.outbox] == [["mai@example.test"]] * 2
    path = "/admin/password_reset/confirm/" + mail.outbox[0].body.split("/password_reset/confirm/")[1].split()[0]
    stranger = Client(headers={"host": settings.ADMIN_HOST})
    form = stranger.get(path, follow=True).redirect_chain[-1][0]
    assert stranger.post(form, {"new_password1": PASSWORD, "new_password2": PASSWORD}).status_code == 302
    person.refresh_from_db()
    assert person.check_password(PASSWORD)
    assert stranger.get(path, follow=True).redirect_chain == []


@pytest.mark.parametrize(
    ("taken", "field"), [({"username": "mai"}, "username"), ({"username": "lan", "email": "MAI@example.test"}, "email")]
)
@pytest.mark.parametrize("screen", ["add", "edit"])
def test_name_that_somebody_took_since_is_told_beside_its_field(operator, monkeypatch, taken, field, screen):
    address, real = reverse("wagtailusers_users:add"), account_edit.told_if_taken
    if screen == "edit":
        address = reverse("wagtailusers_users:edit", args=[make_user("binh").pk])

    @contextmanager
    def after_somebody_else(account):
        User.objects.create_user(**taken)
        with real(account):
            yield

    for module in (account_edit, actions):
        monkeypatch.setattr(module, "told_if_taken", after_somebody_else)
    answer = operator.post(address, PERSON)
    assert "tài khoản khác đã dùng" in errors_at(answer, field)
    assert answer.context["form"]["last_name"].value() == "Lê"
    assert not User.objects.filter(last_name="Lê").exists()


def test_record_of_the_city_tells_supervisors_of_an_account_and_of_no_address(operator, city):
    make_by_form(operator)
    former = {"user": "lan", "name": "Lan Cũ", "email": "lan@example.test"}
    record_event(AccountEventKind.ACCOUNT_CREATED, portal=None, at=AT, by=None, **former)
    told = browser(make_supervisor()).get(url("audit")).content.decode()
    assert [name in told for name in ("mai", "lan", "mai@example.test", "lan@example.test", "Lê Mai", "Lan Cũ")] == [
        *[True] * 2,
        *[False] * 4,
    ]


def test_record_of_the_city_tells_that_somebody_is_called_and_reached_otherwise_and_not_how(operator, city):
    person = make_user("lan", last_name="Cũ")
    assert operator.post(reverse("wagtailusers_users:edit", args=[person.pk]), PERSON).status_code == 302
    told = browser(make_supervisor()).get(url("audit")).content.decode()
    for kind, key in ((AccountEventKind.ACCOUNT_RENAMED, "name"), (AccountEventKind.ACCOUNT_ADDRESS_CHANGED, "email")):
        event = PortalEvent.objects.get(kind=kind, portal=None)
        assert str(kind.label) in told
        assert [said for said in (key, f"former_{key}") if event.data[said] in told] == [], event.data


def test_mail_server_that_does_not_answer_is_asked_again(operator, monkeypatch):
    def refuse(*args, **kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr(passwords, "send", refuse)
    with pytest.raises(Retry):
        send_password_reset.apply(args=[make_operator().email], throw=True)


@each_case("address", ["groups/", "groups/new/", "groups/edit/%d/", "groups/delete/%d/"])
def test_groups_have_no_screens(operator, district, address):
    group = make_member(district).groups.get()
    address = f"/admin/{address % group.pk if '%' in address else address}"
    assert operator.get(address).status_code in NOWHERE
    assert operator.post(address, {"name": "Nhóm khác"}).status_code in NOWHERE
    assert Group.objects.filter(pk=group.pk, name=group.name).exists()
    assert 'href="/admin/groups/' not in operator.get(reverse("wagtailadmin_home")).content.decode()


def test_no_account_is_deleted_or_copied_by_a_screen(operator, district):
    person = make_member(district)
    for screen in (reverse("wagtailusers_users:edit", args=[person.pk]), reverse("wagtailusers_users:index")):
        page = operator.get(screen).content.decode()
        assert f"/admin/users/delete/{person.pk}/" not in page
        assert "/admin/bulk/accounts/user/delete/" not in page
    for address in (f"/admin/users/delete/{person.pk}/", f"/admin/users/copy/{person.pk}/"):
        assert operator.post(address).status_code in NOWHERE
    assert User.objects.filter(pk=person.pk).exists()


@each_case(
    ("action", "sent"),
    [("set_active_state", {"mark_as_active": "False"}), ("delete", {}), ("assign_role", {"role": "1"})],
)
def test_accounts_have_no_bulk_actions(operator, action, sent):
    person = make_user("lan")
    address = f"{reverse('wagtail_bulk_action', args=['accounts', 'user', action])}?id={person.pk}"
    assert (operator.get(address).status_code, operator.post(address, sent).status_code) == (404, 404)
    person.refresh_from_db()
    assert (person.is_active, person.groups.exists()) == (True, False)


@each_case("screen", ["add", "edit"])
def test_form_of_accounts_gives_no_rights(operator, district, screen):
    person, group = make_user("lan"), Group.objects.first()
    address = reverse(f"wagtailusers_users:{screen}", args=[person.pk] if screen == "edit" else [])
    page = operator.get(address).content.decode()
    assert 'name="is_superuser"' not in page
    assert 'name="groups"' not in page
    sent = PERSON | {"password1": PASSWORD, "password2": PASSWORD, "is_superuser": "on", "groups": [group.pk]}
    assert operator.post(address, sent).status_code == 302
    saved = User.objects.get(username="mai")
    assert (saved.is_superuser, saved.groups.count()) == (False, 0)


def test_operator_sends_a_link_and_chooses_no_password_of_somebody_else(
    operator, district, django_capture_on_commit_callbacks
):
    person = make_member(district)
    address = reverse("wagtailusers_users:edit", args=[person.pk])
    page = operator.get(address).content.decode()
    assert 'name="password1"' not in page
    link = url("mail_new_password", person.pk)
    assert f'href="{link}"' in page
    operator.post(address, PERSON | {"password1": PASSWORD, "password2": PASSWORD})
    person.refresh_from_db()
    assert person.check_password("pass")
    assert errors_at(operator.post(link, {"reason": " "}), "reason")
    with django_capture_on_commit_callbacks(execute=True):
        assert operator.post(link, {"reason": "Lộ mật khẩu"}).status_code == 302
    assert (mail.outbox[0].to, "/admin/password_reset/confirm/" in mail.outbox[0].body) == ([person.email], True)
    event = PortalEvent.objects.get(kind=AccountEventKind.PASSWORD_MAIL_SENT)
    assert (event.actor, event.reason, event.data) == (make_operator(), "Lộ mật khẩu", {"user": person.username})


def test_closed_account_gets_no_link(operator):
    person = make_user("lan")
    User.objects.filter(pk=person.pk).update(is_active=False)
    assert operator.post(url("mail_new_password", person.pk), {"reason": "x"}).status_code == 404
    with pytest.raises(AccountClosed):
        mail_new_password(person, by=make_operator(), at=AT, reason="x")
    assert mail.outbox == []


def test_new_password_is_recorded_with_who_gave_it(operator, district):
    make_by_form(operator)
    person = make_member(district)
    assert change_password(browser(person), "pass").status_code == 302
    person.refresh_from_db()
    assert person.check_password("mot-mat-khau-khac-2026")
    events = PortalEvent.objects.filter(kind=AccountEventKind.PASSWORD_CHANGED)
    assert [(event.actor.username, event.data["user"]) for event in events] == [("editor.quan1", "editor.quan1")]


def test_new_address_is_recorded_with_the_former_one(operator, district):
    person = make_member(district)
    sent = PERSON | {"username": person.username, "first_name": person.first_name, "last_name": person.last_name}
    assert operator.post(reverse("wagtailusers_users:edit", args=[person.pk]), sent).status_code == 302
    event = PortalEvent.objects.get(kind=AccountEventKind.ACCOUNT_ADDRESS_CHANGED)
    assert (event.portal, event.actor) == (district, make_operator())
    assert event.data == {"user": person.username, "former_email": person.email, "email": "mai@example.test"}
    assert person.email in browser(make_head(district)).get(url("audit")).content.decode()
    assert not PortalEvent.objects.filter(kind=AccountEventKind.ACCOUNT_RENAMED).exists()


@each_case(("address", "told"), [("mai@example.test", "m…@e…"), ("EDITOR.quan1@example.test", None), ("", "")])
def test_former_address_is_told_and_does_not_learn_the_new_one(
    district, django_capture_on_commit_callbacks, address, told
):
    person = make_member(district)
    former, person.email = person.email, address
    with django_capture_on_commit_callbacks(execute=True):
        person.save(update_fields=["email"])
    if told is None:
        assert mail.outbox == []
        return
    [message] = mail.outbox
    assert message.to == [former]
    assert person.username in message.body
    assert told in message.body
    assert "mai@" not in message.body


def test_user_name_of_one_person_is_no_address_of_another(operator):
    lan, mai = make_user("lan"), make_user("mai@example.test")
    assert errors_at(make_by_form(operator, username=lan.email.upper(), email="x@example.test"), "username")
    assert errors_at(make_by_form(operator, username="moi"), "email")
    own = {"username": lan.email, "email": lan.email}
    assert operator.post(reverse("wagtailusers_users:edit", args=[lan.pk]), PERSON | own).status_code == 302
    assert find_person(lan.email) == lan
    User.objects.filter(pk=lan.pk).update(email=mai.username)
    with pytest.raises(PersonAmbiguous):
        find_person(mai.username)
    with pytest.raises(CommandError, match=str(PersonAmbiguous.message)):
        call_command("make_operator", mai.username, "--reason", "x")
    sent = {"person": mai.username, "reason": "x"}
    assert "tài khoản khác" in errors_at(operator.post(url("suspend_account"), sent), "person")
    User.objects.filter(pk=lan.pk).update(is_active=False)
    with pytest.raises(PersonAmbiguous):
        find_person(mai.username)
