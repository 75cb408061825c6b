"""Invitations: a role waits for the reader of an address, and nobody else learns who that is."""

import csv
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

import members
from accounts.models import User
from audit.kinds import event_details
from audit.models import PortalEvent
from members.enums import MemberEventKind, Role
from members.errors import InvitationGone, InvitationOfAnother, InviterGone
from members.invitations.actions import accept_invitation, invite, withdraw_invitation
from members.memberships import grant_membership
from members.models import ContributionRules, Invitation, Membership
from members.tasks import send_invitation
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import AT, make_member, make_operator, make_user, section_of
from tests.members.invitations import invite_person, link_in

pytestmark = pytest.mark.django_db

PASSWORD = "mot-mat-khau-du-dai"
TICK = {"accepts_rules_1": "on"}


def sent(**values):
    return {
        "email": "Mai@Example.test",
        "full_name": "Nguyễn Thị Mai Lan",
        "role": "editor",
        "reason": "Phân công",
        "decision_ref": "12/QĐ-UBND",
        "engagement": "concurrent",
    } | values


def stranger():
    return Client(headers={"host": settings.ADMIN_HOST})


def accept_anew(path, **values):
    return stranger().post(path, {"password1": PASSWORD, "password2": PASSWORD} | TICK | values)


def rules():
    return ContributionRules.objects.get(language="vi", version=1)


def test_administrator_invites_and_the_mail_goes_out(administrator, district, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert administrator.post(url("invite", district.pk), sent()).status_code == 302
    row = Invitation.objects.get()
    assert (row.portal, row.email, row.role, row.engagement) == (district, "mai@example.test", "editor", "concurrent")
    (message,) = mail.outbox
    assert message.to == ["mai@example.test"]
    assert "Quận 1" in message.subject
    assert "Biên tập viên" in message.body
    assert link_in(message).rsplit("/", 2)[1] not in str(Invitation.objects.values().get())
    event = PortalEvent.objects.get(kind=MemberEventKind.INVITED)
    assert (event.portal, event.data["email"]) == (district, "mai@example.test")


@pytest.mark.both_engines
def test_unknown_person_chooses_a_password_and_has_the_role(district):
    invitation, path = invite_person(district, decision_ref="12/QĐ-UBND", engagement="full_time")
    assert stranger().get(path).status_code == 200
    assert not User.objects.filter(email="mai@example.test").exists()
    assert accept_anew(path).headers["Location"] == reverse("wagtailadmin_login")
    user = User.objects.get(email="mai@example.test")
    assert (user.username, user.last_name, user.first_name) == ("mai@example.test", "Nguyễn Thị Mai", "Lan")
    membership = Membership.objects.get(user=user)
    assert (membership.portal, membership.role, membership.decision_ref, membership.engagement) == (
        district,
        Role.EDITOR,
        "12/QĐ-UBND",
        "full_time",
    )
    assert membership.granted_by == invitation.invited_by
    event = PortalEvent.objects.get(kind=MemberEventKind.INVITATION_ACCEPTED)
    assert (event.portal, event.actor) == (district, user)
    client = stranger()
    assert client.login(username="mai@example.test", password=PASSWORD)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200


@each_case(
    ("first", "second", "field"),
    [("ngan", "ngan", "password1"), (PASSWORD, "khac-khac-khac-khac", "password2"), ("", "", "password1")],
)
def test_password_that_is_not_accepted_makes_no_account(district, first, second, field):
    response = accept_anew(invite_person(district)[1], password1=first, password2=second)
    assert response.status_code == 422
    assert errors_at(response, field)
    assert not User.objects.filter(email="mai@example.test").exists()


def test_known_person_signs_in_and_accepts_and_not_by_reading(city, district):
    person = make_member(city, Role.EDITOR)
    path = invite_person(district, email=person.email)[1]
    page = stranger().get(path).content.decode()
    assert f"{reverse('wagtailadmin_login')}?next={path}" in page
    assert "password1" not in page
    assert accept_anew(path).status_code == 422
    assert Client(headers={"host": district.host}).get(path).status_code == 404
    for ask in (browser(person).get, browser(person).head):
        assert ask(path).status_code == 200
    assert person.memberships.get().portal == city
    assert browser(person).post(path, TICK).headers["Location"] == reverse("wagtailadmin_home")
    assert set(person.memberships.values_list("portal", flat=True)) == {city.pk, district.pk}


def test_role_comes_with_the_rules_in_the_version_that_was_shown(city, district):
    known = make_member(city, Role.EDITOR)
    invitation, path = invite_person(district, email=known.email)
    assert rules().lines[0] in browser(known).get(path).content.decode()
    assert errors_at(browser(known).post(path), "accepts_rules_1")
    _invitation, other = invite_person(district)
    assert errors_at(accept_anew(other, accepts_rules_1=""), "accepts_rules_1")
    ContributionRules.objects.create(language="vi", version=2, text="Quy định mới", valid_from=date(2026, 1, 2))
    assert errors_at(browser(known).post(path, TICK), "accepts_rules_2"), "other rules hold by now"
    assert not Invitation.objects.exclude(accepted_at=None).exists()
    assert browser(known).post(path, {"accepts_rules_2": "on"}).status_code == 302
    invitation.refresh_from_db()
    assert invitation.rules.version == 2
    event = PortalEvent.objects.get(kind=MemberEventKind.INVITATION_ACCEPTED)
    assert ("Bản quy định về cung cấp và sử dụng thông tin đã đồng ý", "2") in event_details(event, tells_accounts=True)


def test_administrator_sees_which_rules_were_accepted_here_and_not_elsewhere(administrator, city, district):
    person = make_member(district, Role.EDITOR)
    _invitation, path = invite_person(city, email=person.email)
    assert browser(person).post(path, TICK).status_code == 302
    told = "đồng ý quy định về cung cấp và sử dụng thông tin"
    assert told not in administrator.get(url("roles", district.pk)).content.decode()
    assert accept_anew(invite_person(district)[1]).status_code == 302
    assert told in administrator.get(url("roles", district.pk)).content.decode()


def test_an_installation_begins_with_the_rules_of_the_file():
    found = ContributionRules.objects.order_by("pk").values_list("language", "version", "valid_from", "text")
    path = Path(members.__file__).parent / "data" / "contribution_rules.csv"
    with path.open(encoding="utf-8", newline="") as file:
        kept = [
            (row["language"], int(row["version"]), date.fromisoformat(row["valid_from"]), row["text"])
            for row in csv.DictReader(file)
        ]
    assert list(found) == kept


def test_other_account_cannot_accept(city, district):
    other = make_member(city, Role.EDITOR)
    invitation, path = invite_person(district)
    client = browser(other)
    assert client.get(path).status_code == 200
    assert client.post(path, {"password1": PASSWORD, "password2": PASSWORD} | TICK).status_code == 422
    with pytest.raises(InvitationOfAnother):
        accept_invitation(invitation, by=other, rules=rules(), at=timezone.now())
    assert not other.memberships.filter(portal=district).exists()
    assert not User.objects.filter(email="mai@example.test").exists()


@pytest.mark.both_engines
def test_account_whose_address_looks_alike_is_another_one(district):
    """PostgreSQL holds the two for one where it folds capitals: the person would be told to sign in, and could not."""
    User.objects.filter(pk=make_user("lan").pk).update(email="mai@gmail.test")
    _invitation, path = invite_person(district, email="mai@gma\N{LATIN SMALL LETTER DOTLESS I}l.test")
    assert accept_anew(path)["Location"] == reverse("wagtailadmin_login")
    assert not Membership.objects.filter(user__username="lan").exists()


@pytest.mark.both_engines
def test_person_whose_address_looks_alike_cannot_accept(district):
    other = make_user("khac")
    User.objects.filter(pk=other.pk).update(email="mai@\N{KELVIN SIGN}ho.test")
    invitation, path = invite_person(district, email="mai@kho.test")
    browser(other).post(path, TICK)
    with pytest.raises(InvitationOfAnother):
        accept_invitation(invitation, by=User.objects.get(pk=other.pk), rules=rules(), at=timezone.now())


def said(response):
    """Status and words, without the token against forged requests, which is new each time."""
    return response.status_code, re.sub(rb"[A-Za-z0-9]{64}", b"", response.content)


def test_links_that_do_not_work_are_answered_alike(district):
    """One that was never made, and one each that ran out, was withdrawn, whose role is over, mailed anew, accepted."""
    now, today = timezone.now(), timezone.localdate()
    rows, paths = {}, {}
    for name in ("ran-out", "withdrawn", "role-over", "mailed-anew", "accepted"):
        rows[name], paths[name] = invite_person(district, email=f"{name}@example.test", valid_until=today)
    Invitation.objects.filter(pk=rows["ran-out"].pk).update(expires_at=now)
    Invitation.objects.filter(pk=rows["role-over"].pk).update(valid_until=today - timedelta(days=1))
    withdraw_invitation(rows["withdrawn"], by=rows["withdrawn"].invited_by, at=now, reason="Nhầm")
    send_invitation(rows["mailed-anew"].pk)
    assert accept_anew(paths["accepted"]).status_code == 302
    never = reverse("accept_invitation", args=["sai"])
    answers = {said(ask(path)) for path in (never, *paths.values()) for ask in (stranger().get, accept_anew)}
    assert [status for status, _words in answers] == [404]


def test_inviter_who_gives_no_roles_any_more_gives_none_by_an_old_invitation(district):
    invitation, path = invite_person(district)
    # The role ended with its day; one that is withdrawn takes its invitations along (`test_lost_rights`).
    role = Membership.objects.filter(user=invitation.invited_by, role=Role.PORTAL_ADMIN)
    role.update(valid_until=timezone.localdate() - timedelta(days=1))
    page = stranger().get(path).content.decode()
    assert str(InviterGone.message) in page
    assert "password1" not in page
    assert accept_anew(path).status_code == 422
    assert not User.objects.filter(email="mai@example.test").exists()


def test_role_that_was_given_meanwhile_is_told_kindly(district):
    person = make_user("newcomer")
    path = invite_person(district, email=person.email)[1]
    grant_membership(person, role=Role.EDITOR, portal=district, reason="Trực tiếp", by=None, at=AT)
    assert browser(person).post(path, TICK).status_code == 422
    assert Membership.objects.filter(user=person).count() == 1
    assert Invitation.objects.get().accepted_at is None


def test_invitation_that_was_withdrawn_while_the_page_was_open_is_refused(district):
    person = make_user("newcomer")
    invitation, _path = invite_person(district, email=person.email)
    withdraw_invitation(invitation, by=invitation.invited_by, at=timezone.now(), reason="Nhầm")
    with pytest.raises(InvitationGone):
        accept_invitation(invitation, by=person, rules=rules(), at=timezone.now())


@pytest.mark.both_engines
def test_administrator_withdraws_an_invitation(administrator, district):
    invitation, path = invite_person(district)
    address = url("withdraw_invitation", district.pk, invitation.pk)
    assert invitation.email in administrator.get(url("roles", district.pk)).content.decode()
    assert errors_at(administrator.post(address, {"reason": " "}), "reason")
    assert administrator.post(address, {"reason": "Nhầm người"}).status_code == 302
    assert stranger().get(path).status_code == 404
    event = PortalEvent.objects.get(kind=MemberEventKind.INVITATION_WITHDRAWN)
    assert (event.portal, event.reason) == (district, "Nhầm người")
    assert administrator.post(address, {"reason": "Lần nữa"}).status_code == 404


@pytest.mark.slow(reason="shows the whole form for each mistake")
@each_case(
    ("field", "value"),
    [
        *(("role", role) for role in (Role.OPERATOR, Role.SUPERVISOR, Role.CITY_EDITOR, Role.BOARD, "owner")),
        ("reason", " "),
        ("email", "mai"),
        ("full_name", ""),
        ("valid_until", "2020-01-01"),
    ],
)
def test_what_is_missing_or_wrong_or_no_role_of_a_portal_is_said_beside_its_field(
    administrator, district, field, value
):
    response = administrator.post(url("invite", district.pk), sent(**{field: value}))
    assert response.status_code == 422
    assert errors_at(response, field)
    assert not Invitation.objects.exists()


def test_section_of_another_portal_is_refused(administrator, city, district):
    values = {"role": "section_editor", "section": section_of(city).pk}
    assert errors_at(administrator.post(url("invite", district.pk), sent(**values)), "section")
    values["section"] = section_of(district).pk
    assert administrator.post(url("invite", district.pk), sent(**values)).status_code == 302


def test_second_invitation_to_the_same_role_waits_for_the_end_of_the_first(administrator, district):
    invitation, _path = invite_person(district)
    assert errors_at(administrator.post(url("invite", district.pk), sent()), "email")
    assert administrator.post(url("invite", district.pk), sent(role="reporter")).status_code == 302
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now())
    assert administrator.post(url("invite", district.pk), sent()).status_code == 302
    assert Invitation.objects.unanswered().filter(role="editor").count() == 1


def test_invitation_of_another_portal_is_neither_seen_nor_withdrawn(administrator, city, district):
    foreign, _path = invite_person(city, email="bi-mat@example.test", full_name="Bí Mật")
    page = administrator.get(url("roles", district.pk)).content.decode()
    assert "bi-mat" not in page
    assert "Bí Mật" not in page
    assert administrator.post(url("withdraw_invitation", district.pk, foreign.pk), {"reason": "x"}).status_code == 404
    assert is_refused(administrator.post(url("withdraw_invitation", city.pk, foreign.pk), {"reason": "x"}))
    assert is_refused(administrator.post(url("withdraw_city_invitation", foreign.pk), {"reason": "x"}))
    assert is_refused(administrator.post(url("invite", city.pk), sent()))
    assert is_refused(administrator.post(url("invite_to_city"), sent(role="operator")))
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None
    assert Invitation.objects.count() == 1


@each_case("role", [Role.COLLABORATOR, Role.REPORTER, Role.EDITOR, Role.ANSWERING_OFFICER])
def test_other_roles_invite_nobody(district, role):
    client = browser(make_member(district, role))
    assert is_refused(client.get(url("invite", district.pk)))
    assert is_refused(client.post(url("invite", district.pk), sent()))
    assert not Invitation.objects.exists()


def test_operator_invites_to_a_role_over_the_city(city):
    client = browser(make_operator())
    assert client.post(url("invite_to_city"), sent(role="editor")).status_code == 422
    assert client.post(url("invite_to_city"), sent(role="supervisor")).status_code == 302
    invitation = Invitation.objects.get()
    send_invitation(invitation.pk)
    assert invitation.email in client.get(url("city_roles")).content.decode()
    assert accept_anew(link_in(mail.outbox[-1])).status_code == 302
    row = Membership.objects.get(role=Role.SUPERVISOR)
    assert (row.portal, row.user.email) == (None, "mai@example.test")


@pytest.mark.both_engines
@each_case(
    ("taken", "invited", "name"),
    [
        ({"username": "mai@example.test", "email": "x@example.test"}, "mai@example.test", "mai@example.test+2"),
        ({"username": "lan", "email": "mai_anh@example.test"}, "mai'anh@example.test", "mai_anh@example.test+2"),
    ],
    ids=["user name", "address"],
)
def test_user_name_of_a_new_account_is_neither_name_nor_address_of_somebody_else(district, taken, invited, name):
    User.objects.create_user(**taken)
    assert accept_anew(invite_person(district, email=invited)[1]).status_code == 302
    assert User.objects.get(email=invited).username == name


def test_inviting_asks_the_same_whether_there_is_an_account(district):
    asked = []
    administrator = make_member(district, Role.PORTAL_ADMIN)
    for email in (make_user("lan").email, "nobody@example.test"):
        values = {"full_name": "Lê Mai", "role": Role.EDITOR, "portal": district, "reason": "x"}
        with CaptureQueriesContext(connection) as queries:
            invite(email=email, by=administrator, at=timezone.now(), **values)
        asked.append(len(queries))
    assert asked[0] == asked[1]


@pytest.mark.slow(reason="asks screens as several people")
def test_invitations_that_are_refused_are_counted_and_those_that_are_sent_are_not(district, settings):
    settings.SIGN_IN_TRIES = 3
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    for number in range(5):
        assert client.post(url("invite", district.pk), sent(email=f"p{number}@example.test")).status_code == 302
    again = [client.post(url("invite", district.pk), sent(email="p0@example.test")) for _time in range(4)]
    assert ["quá nhiều lần" in answer.content.decode() for answer in again] == [False, False, False, True]


def test_administrator_of_the_portal_invites_by_name_and_an_operator_as_the_operating_unit(district):
    User.objects.filter(pk=make_operator().pk).update(last_name="Võ Thị", first_name="Hành")
    administrator, operator = make_member(district, Role.PORTAL_ADMIN), make_operator()
    for by, name in ((administrator, str(administrator)), (operator, "Đơn vị vận hành")):
        _invitation, path = invite_person(district, by=by, email=f"by-{by.username}@example.test")
        for told in (mail.outbox[-1].body, stranger().get(path).content.decode()):
            assert f"{name} mời ông/bà" in told
            assert "Hành" not in told
