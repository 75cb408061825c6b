"""A supervisor may read part of the portals: one with those below it, or those of an agency (Regulation 6.2)."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import PortalEvent
from authentication.second_factor.duty import must_have_one
from editorial.enums import TakedownReason
from members.access.audit import audited_events, audited_portals
from members.access.permissions import can_supervise, supervised_portals, supervisors_of
from members.contribution_rules import rules_in_force
from members.enums import MemberEventKind, Role
from members.errors import RemitNotAsked
from members.invitations.actions import accept_with_new_account
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from members.remits import Remit
from notifications.models import Notice
from notifications.notice_types import Recipient, supervisors
from oversight.errors import ViolationForbidden
from oversight.violations import item_at, record_violation
from sites.directory import forget_directory
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import (
    AT,
    DEPARTMENT,
    WARD,
    make_article,
    make_head,
    make_operator,
    make_portal,
    make_supervisor,
    make_user,
)
from tests.members.invitations import invite_person

pytestmark = pytest.mark.django_db
TODAY = AT.date()


@pytest.fixture
def ward(district):
    return make_portal(WARD)


@pytest.fixture
def department(city):
    return make_portal(DEPARTMENT)


def supervise(remit, username="giamsat.phan"):
    person = make_user(username, first_name="Phan")
    grant_membership(person, role=Role.SUPERVISOR, portal=None, remit=remit, reason="Phân công", by=None, at=AT)
    return person


def test_supervisor_with_a_remit_needs_a_second_factor_as_one_of_all_portals(district, settings):
    settings.SECOND_FACTOR_ROLES = [Role.SUPERVISOR.value]
    assert must_have_one(supervise(Remit(district.pk)), on=TODAY)
    assert not must_have_one(make_head(district), on=TODAY)


def test_remit_is_a_portal_with_those_below_it_at_any_depth(city, district, ward, department):
    for top, portals in ((district, {district, ward}), (ward, {ward}), (city, {city, district, ward, department})):
        assert Remit(portal_id=top.pk).portals() == {portal.pk for portal in portals}, top


def test_remit_is_the_portals_that_name_an_agency_as_they_are_in_the_registry_now(district, department):
    remit = Remit(agency=department.managing_agency)
    assert remit.portals() == {department.pk}
    ward = make_portal(replace(WARD, managing_agency=department.managing_agency))
    assert remit.portals() == {department.pk, ward.pk}
    assert Remit(agency="Cơ quan khác").portals() == frozenset()


@pytest.mark.both_engines
def test_supervisor_with_a_remit_reads_its_portals_and_nothing_of_the_whole_city(district, ward, department):
    person = supervise(Remit(portal_id=district.pk))
    assert supervised_portals(person, on=TODAY) == {district.pk, ward.pk}
    assert not can_supervise(person, on=TODAY)
    assert set(audited_portals(person, on=TODAY)) == {district, ward}
    assert {event.portal_id for event in audited_events(person, on=TODAY)} == {district.pk, ward.pk}
    assert supervised_portals(make_supervisor(), on=TODAY) is None
    assert supervised_portals(make_head(department), on=TODAY) == frozenset()


def test_remit_holds_while_the_staff_of_its_portals_has_no_access(district, ward):
    person = supervise(Remit(portal_id=district.pk))
    type(district).objects.filter(pk=district.pk).update(access_revoked=True)
    forget_directory()
    assert supervised_portals(person, on=TODAY) == {district.pk, ward.pk}


def test_role_that_was_withdrawn_leaves_no_remit(district):
    person = supervise(Remit(portal_id=district.pk))
    withdraw_membership(person.memberships.get(), by=None, at=AT, reason="Thôi")
    assert supervised_portals(person, on=TODAY) == frozenset()


def test_those_who_are_told_of_a_portal_are_supervisors_of_it(district, ward, department):
    own, whole = supervise(Remit(portal_id=district.pk)), make_supervisor()
    assert supervisors_of(ward.pk, on=TODAY) == {own.pk, whole.pk}
    assert supervisors_of(department.pk, on=TODAY) == {whole.pk}
    recipient = Recipient(own, at=AT)
    assert [supervisors(Notice(portal_id=one.pk), recipient) for one in (ward, department)] == [True, False]


def test_violations_are_recorded_within_the_remit_alone(district, department):
    person = supervise(Remit(portal_id=district.pk))
    facts = {"kind": TakedownReason.COPYRIGHT, "finding": "Ảnh của báo khác.", "by": person, "at": AT}
    assert record_violation(item_at(make_article(district, "Tin").full_url), **facts).portal == district
    with pytest.raises(ViolationForbidden):
        record_violation(item_at(make_article(department, "Tin khác").full_url), **facts)


@each_case("name", ["detail", "board", "people"])
def test_screens_of_portals_are_refused_outside_of_the_remit_as_if_there_were_none(district, ward, department, name):
    client = browser(supervise(Remit(portal_id=district.pk)))
    assert client.get(url(name, ward.pk)).status_code == 200
    assert is_refused(client.get(url(name, department.pk)))
    assert is_refused(client.get(url(name, 999_999)))


def test_list_of_portals_has_those_of_the_remit(district, ward, department):
    client = browser(supervise(Remit(portal_id=district.pk)))
    listed = client.get(url("index")).content.decode()
    assert (ward.name in listed, department.name in listed) == (True, False)


def test_operator_gives_the_role_with_a_remit_and_the_screen_and_the_record_say_which(district, department):
    operator, person = browser(make_operator()), make_user("newcomer")
    sent = {"person": "newcomer", "role": "supervisor", "reason": "Giám sát", "remit": f"portal:{district.pk}"}
    assert "remit" not in operator.get(url("roles", district.pk)).context["form"].fields
    assert errors_at(operator.post(url("city_roles"), sent | {"role": "operator"}), "remit")
    assert operator.post(url("city_roles"), sent | {"remit": "agency:Không có"}).status_code == 422
    assert operator.post(url("city_roles"), sent).status_code == 302
    assert Membership.objects.get(user=person).remit == Remit(portal_id=district.pk)
    event = PortalEvent.objects.filter(kind=MemberEventKind.MEMBERSHIP_GRANTED, portal=None).first()
    assert district.name in event.data["remit"]
    assert event.data["remit"] in operator.get(url("city_roles")).content.decode()


def test_invited_supervisor_has_the_remit_of_the_invitation(department):
    remit = Remit(agency=department.managing_agency)
    invitation, _path = invite_person(None, role=Role.SUPERVISOR, remit=remit)
    now = timezone.now()
    rules = rules_in_force(on=timezone.localdate(now), language="vi")
    person = accept_with_new_account(invitation, password="Mat-khau-dai-2026", rules=rules, at=now)
    assert person.memberships.get().remit == remit


def test_no_other_role_has_a_remit(district):
    with pytest.raises(RemitNotAsked):
        grant_membership(
            make_user("newcomer"),
            role=Role.OPERATOR,
            portal=None,
            remit=Remit(portal_id=district.pk),
            reason="Phân công",
            by=None,
            at=AT,
        )


@pytest.mark.both_engines
def test_database_keeps_remits_to_supervisors_and_to_one_kind(district):
    role = supervise(Remit(portal_id=district.pk)).memberships.get()
    for values in ({"role": Role.OPERATOR}, {"remit_agency": "Văn phòng"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.filter(pk=role.pk).update(**values)
