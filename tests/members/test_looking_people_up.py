"""Who invites looks up people of the own portals, with or without accents, and learns of nobody else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.models import User
from members.enums import Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Invitation
from tests.admin import browser, url
from tests.each import each_case
from tests.factories import AT, make_member, make_operator, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hoa(district):
    return work_at(district, make_user("hoa.nt", last_name="Nguyễn Thị Đoan", first_name="Hòa"))


def work_at(portal, person, **values):
    grant_membership(person, role=Role.REPORTER, portal=portal, reason="Phân công", by=None, at=AT, **values)
    return person


def find(person, portal, text, **typed):
    return browser(person).post(url("invite", portal.pk), {"find": "1", "look_for": text} | typed)


def found(response):
    soup = BeautifulSoup(response.content, "html.parser")
    return {int(button["value"]) for button in soup.find_all("button", attrs={"name": "take"})}


def value_of(response, name):
    return BeautifulSoup(response.content, "html.parser").find(attrs={"name": name}).get("value")


@pytest.mark.slow(reason="shows the form for each spelling")
@each_case("text", ["hoa", "Hòa", "doan hoa", "Nguyen D", "HOA.NT", "hoa.nt@example"])
def test_people_of_the_own_portal_are_found_by_name_or_mail_without_accents(district, hoa, text):
    assert hoa.pk in found(find(make_member(district, Role.PORTAL_ADMIN), district, text))


@pytest.mark.slow(reason="asks screens as several people")
@each_case("text", ["", "...", "oa", "hoa binh"])
def test_what_stands_in_no_name_finds_nobody(district, hoa, text):
    assert found(find(make_member(district, Role.PORTAL_ADMIN), district, text)) == set()


def test_people_of_another_portal_are_neither_found_nor_filled_in(city, district, hoa):
    foreign = work_at(city, make_user("hoa.bi-mat", last_name="Đoan Bí Mật"))
    administrator = make_member(district, Role.PORTAL_ADMIN)
    response = find(administrator, district, "doan")
    assert (found(response), "bi-mat" in response.content.decode()) == ({hoa.pk}, False)
    for key in (foreign.pk, "x", 10**30):
        taken = browser(administrator).post(url("invite", district.pk), {"take": key})
        assert (taken.status_code, value_of(taken, "email")) == (200, None)


def test_administrator_of_two_portals_finds_people_of_both_and_their_rights_there_alone(city, district, hoa):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    grant_membership(administrator, role=Role.PORTAL_ADMIN, portal=city, reason="Kiêm", by=None, at=AT)
    other = work_at(city, make_user("hoa.khac", last_name="Đoan"))
    grant_membership(hoa, role=Role.SUPERVISOR, portal=None, reason="Giám sát", by=None, at=AT)
    response = find(administrator, district, "doan")
    assert found(response) == {hoa.pk, other.pk}
    assert str(Role.SUPERVISOR.label) not in response.content.decode()


def test_operator_finds_everybody_with_a_role_anywhere(city, district, hoa):
    other = work_at(city, make_user("hoa.khac", last_name="Đoan"))
    make_user("hoa.khong-vai-tro", last_name="Đoan")
    assert found(find(make_operator(), district, "doan")) == {hoa.pk, other.pk}


def test_who_left_who_is_suspended_and_who_has_no_address_is_not_found(district, hoa):
    left, closed, unreached = (work_at(district, make_user(f"doan{number}")) for number in range(3))
    withdraw_membership(left.memberships.get(), by=None, at=timezone.now(), reason="Chuyển công tác")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    User.objects.filter(pk=unreached.pk).update(email="")
    yesterday = timezone.localdate() - timedelta(days=1)
    work_at(district, make_user("doan.het-han"), valid_until=yesterday)
    assert found(find(make_member(district, Role.PORTAL_ADMIN), district, "doan")) == {hoa.pk}


def test_taking_a_person_fills_in_name_and_address_and_nothing_typed_is_lost_or_sent(district, hoa):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    typed = {"reason": "Phân công thêm", "decision_ref": "9/QĐ", "valid_until": "31/12/2027"}
    response = client.post(url("invite", district.pk), {"take": hoa.pk} | typed)
    assert {name: value_of(response, name) for name in ("email", "full_name", *typed)} == {
        "email": hoa.email,
        "full_name": "Nguyễn Thị Đoan Hòa",
        **typed,
    }
    assert not Invitation.objects.exists()
    sent = {"email": hoa.email, "full_name": hoa.name, "role": "editor", "look_for": "hoa"} | typed
    assert client.post(url("invite", district.pk), sent).status_code == 302
    assert Invitation.objects.get().email == hoa.email


def enter(client, portal, **typed):
    """What a browser sends where Enter is pressed in a field: the form with its first button."""
    soup = BeautifulSoup(client.get(url("invite", portal.pk)).content, "html.parser")
    button = soup.select_one("main form[method=post] button")
    return client.post(url("invite", portal.pk), {button["name"]: button["value"]} | typed)


def test_enter_looks_up_until_somebody_is_named_and_then_sends(district, hoa):
    client = browser(make_member(district, Role.PORTAL_ADMIN))
    assert found(enter(client, district, look_for="doan")) == {hoa.pk}
    typed = {"email": hoa.email, "full_name": hoa.name, "role": "editor", "reason": "Phân công"}
    assert enter(client, district, look_for="doan", **typed).status_code == 302
    assert Invitation.objects.get().email == hoa.email


def test_finding_keeps_what_was_typed(district, hoa):
    response = find(make_member(district, Role.PORTAL_ADMIN), district, "hoa", reason="Phân công thêm")
    assert (value_of(response, "reason"), value_of(response, "look_for")) == ("Phân công thêm", "hoa")
