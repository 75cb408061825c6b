"""Roles and seats: given and ended in the own portal only, with a record; by exact names to operators, who know all."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.models import User
from audit.models import PortalEvent
from members.access.permissions import find_person
from members.enums import Engagement, MemberEventKind, Role, Seat
from members.errors import OwnOperatorRole
from members.memberships import grant_membership, withdraw_membership
from members.models import BoardSeat, Membership
from sites.enums import PortalEventKind
from tests.admin import browser, errors_at, is_refused, url
from tests.factories import AT, make_head, make_member, make_operator, make_user, section_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(district):
    return browser(make_operator())


def grant(client, where, **values):
    sent = {"person": "newcomer", "role": "editor", "reason": "Phân công", "decision_ref": "12/QĐ-UBND"} | values
    return client.post(url("roles", where.pk), sent)


def make_colleague(portal):
    """A person who works on the portal already, so that its administrator knows the account."""
    return make_member(portal, Role.COLLABORATOR)


def test_portal_administrator_gives_a_colleague_a_further_role_on_the_own_portal_whatever_is_sent(
    administrator, city, district
):
    person = make_colleague(district)
    sent = {"person": person.pk, "valid_until": "2027-12-31", "portal": city.pk, "scope": "city"}
    assert grant(administrator, district, **sent).status_code == 302
    membership = Membership.objects.get(user=person, role=Role.EDITOR)
    assert (membership.portal, membership.role, membership.reason, membership.decision_ref, membership.valid_until) == (
        district,
        Role.EDITOR,
        "Phân công",
        "12/QĐ-UBND",
        date(2027, 12, 31),
    )
    event = PortalEvent.objects.filter(kind=MemberEventKind.MEMBERSHIP_GRANTED).first()
    assert (event.actor.username, event.portal) == ("portal_admin.quan1", district)
    assert {group.portal_group.portal for group in person.groups.all()} == {district}


def test_portal_administrator_is_offered_those_who_hold_a_role_or_a_seat_here(administrator, city, district):
    make_member(city, Role.COLLABORATOR)
    make_head(city)
    colleague, head = make_colleague(district), make_head(district)
    withdraw_membership(make_member(district, Role.EDITOR).memberships.get(), by=None, at=AT, reason="Thôi")
    options = BeautifulSoup(administrator.get(url("roles", district.pk)).content, "html.parser")
    keys = {option["value"] for option in options.select("select[name=person] option")}
    assert keys == {"", *(str(user.pk) for user in (colleague, head, make_member(district, Role.PORTAL_ADMIN)))}


def test_administrator_learns_nothing_of_an_account_by_typing_its_name_address_or_key(administrator, city, district):
    stranger = make_member(city, Role.EDITOR)
    answers = {
        errors_at(grant(administrator, district, person=typed), "person").replace(str(typed), "")
        for typed in (stranger.pk, stranger.username, stranger.email, 999_999, "nobody")
    }
    assert len(answers) == 1
    assert not Membership.objects.filter(user=stranger, portal=district).exists()


def test_operator_finds_a_person_by_the_whole_name_or_address_alone(operator, district):
    person = make_user("newcomer")
    assert [typed for typed in ("newcom", "newcomer*", "Lan", "", "%") if find_person(typed)] == []
    refused = grant(operator, district, person="newcom-*", reason="Lý do dài")
    assert refused.status_code == 422
    # What was typed is kept.
    assert "newcom-*" in refused.content.decode() and "Lý do dài" in refused.content.decode()
    assert not Membership.objects.filter(user=person).exists()
    assert grant(operator, district, person="NEWCOMER@example.test").status_code == 302
    assert Membership.objects.filter(user=person).exists()


def test_inactive_account_gets_no_role(administrator, operator, district):
    person = make_colleague(district)
    person.is_active = False
    person.save(update_fields=["is_active"])
    assert grant(administrator, district, person=person.pk).status_code == 422
    assert grant(operator, district, person=person.username).status_code == 422


def test_role_that_no_portal_gives_is_neither_offered_nor_given(administrator, operator, district):
    person = make_colleague(district)
    for client, typed in ((administrator, person.pk), (operator, person.username)):
        form = client.get(url("roles", district.pk)).context["form"]
        offered = {value for value, _label in form.fields["role"].choices}
        assert offered.isdisjoint({Role.OPERATOR, Role.SUPERVISOR, Role.CITY_EDITOR, Role.BOARD, "owner", ""})
        assert grant(client, district, person=typed, role=Role.OPERATOR).status_code == 422
    assert Membership.objects.filter(user=person).count() == 1


def test_refusals_stand_beside_their_fields(administrator, district):
    person = make_colleague(district).pk
    assert errors_at(grant(administrator, district, person=person, reason="   "), "reason")
    assert "01/01/2020" in errors_at(
        grant(administrator, district, person=person, valid_until="2020-01-01"), "valid_until"
    )
    grant(administrator, district, person=person)
    assert errors_at(grant(administrator, district, person=person, valid_until="2027-12-31"), "person")


def test_section_editor_gets_a_section_of_this_portal_and_nobody_else_one(administrator, city, district):
    person, own, foreign = make_colleague(district), section_of(district), section_of(city)
    sent = {"person": person.pk, "role": "section_editor", "engagement": "concurrent"}
    assert errors_at(grant(administrator, district, **sent, section=foreign.pk), "section")
    assert errors_at(grant(administrator, district, person=person.pk, section=own.pk), "section")
    assert grant(administrator, district, **sent, section=own.pk).status_code == 302
    row = Membership.objects.get(user=person, role=Role.SECTION_EDITOR)
    assert (row.section.pk, row.engagement) == (own.pk, Engagement.CONCURRENT)
    assert "Kiêm nhiệm" in administrator.get(url("roles", district.pk)).content.decode()


def test_roles_of_another_portal_are_not_shown(administrator, city, district):
    stranger = make_user("stranger.of.the.city", first_name="Bí", last_name="Mật")
    grant_membership(stranger, role=Role.EDITOR, portal=city, reason="Lý do của Thành phố", by=None, at=AT)
    make_head(city)
    own = make_member(district, Role.COLLABORATOR)
    page = administrator.get(url("roles", district.pk)).content.decode()
    assert own.username in page
    for hidden in ("stranger.of.the.city", "Mật", "Lý do của Thành phố", "head.thanhpho"):
        assert hidden not in page
    assert is_refused(administrator.get(url("roles", city.pk)))


def test_nobody_else_sees_or_gives_roles(district):
    make_user("newcomer")
    former = make_member(district)
    yesterday = timezone.localdate() - timedelta(days=1)
    grant_membership(
        former, role=Role.PORTAL_ADMIN, portal=district, reason="Tạm thời", by=None, at=AT, valid_until=yesterday
    )
    others = [make_member(district, role) for role in (Role.COLLABORATOR, Role.ANSWERING_OFFICER)]
    for user in (former, *others, make_head(district)):
        client = browser(user)
        assert is_refused(client.get(url("roles", district.pk))), user
        assert is_refused(grant(client, district)), user
    assert not Membership.objects.filter(user__username="newcomer").exists()


def test_portal_administrator_withdraws_a_role(administrator, district):
    editor = make_member(district, Role.EDITOR)
    membership = Membership.objects.get(user=editor)
    address = url("withdraw_role", district.pk, membership.pk)
    assert administrator.get(address).status_code == 200
    membership.refresh_from_db()
    assert membership.withdrawn_at is None
    assert administrator.post(address, {"reason": ""}).status_code == 422
    assert administrator.post(address, {"reason": "Chuyển công tác"}).status_code == 302
    membership.refresh_from_db()
    assert membership.withdrawn_reason == "Chuyển công tác"
    assert not editor.groups.exists()
    assert administrator.post(address, {"reason": "Lần nữa"}).status_code == 404


def test_no_role_on_another_portal_is_given_or_withdrawn(administrator, city, district):
    foreign = Membership.objects.get(user=make_member(city, Role.EDITOR))
    assert is_refused(grant(administrator, city, person=foreign.user_id, role=Role.REPORTER))
    assert Membership.objects.get(user=foreign.user) == foreign
    assert administrator.post(url("withdraw_role", district.pk, foreign.pk), {"reason": "x"}).status_code == 404
    assert is_refused(administrator.post(url("withdraw_role", city.pk, foreign.pk), {"reason": "x"}))
    foreign.refresh_from_db()
    assert foreign.withdrawn_at is None


def test_city_role_is_withdrawn_neither_through_a_portal_nor_by_who_has_it(administrator, operator, district):
    row = Membership.objects.get(role=Role.OPERATOR)
    for client in (administrator, operator):
        assert client.post(url("withdraw_role", district.pk, row.pk), {"reason": "x"}).status_code == 404
    assert is_refused(administrator.post(url("withdraw_city_role", row.pk), {"reason": "x"}))
    response = operator.post(url("withdraw_city_role", row.pk), {"reason": "Thôi"})
    assert (response.status_code, str(OwnOperatorRole.message) in response.content.decode()) == (422, True)
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_operator_gives_and_withdraws_roles_over_the_city(operator):
    person = make_user("newcomer")
    sent = {"person": "newcomer", "role": "supervisor", "reason": "Giám sát"}
    assert operator.post(url("city_roles"), sent | {"role": "editor"}).status_code == 422
    assert operator.post(url("city_roles"), sent).status_code == 302
    row = Membership.objects.get(user=person)
    assert (row.portal, row.role) == (None, Role.SUPERVISOR)
    assert operator.post(url("withdraw_city_role", row.pk), {"reason": "Thôi"}).status_code == 302
    row.refresh_from_db()
    assert row.withdrawn_at is not None


def test_own_roles_leads_to_the_own_portal(administrator, city, district):
    assert administrator.get(url("own_roles"))["Location"] == url("roles", district.pk)
    user = make_member(district, Role.PORTAL_ADMIN)
    grant_membership(user, role=Role.PORTAL_ADMIN, portal=city, reason="Kiêm nhiệm", by=None, at=AT)
    page = administrator.get(url("own_roles")).content.decode()
    assert url("roles", city.pk) in page
    assert url("roles", district.pk) in page
    assert is_refused(browser(make_member(district, Role.EDITOR)).get(url("own_roles")))


def test_portal_administrator_reads_the_own_board_and_changes_nothing(administrator, city, district):
    head = make_head(district)
    seat = district.board.seats.get()
    page = administrator.get(url("board", district.pk)).content.decode()
    assert head.username in page
    assert url("end_seat", district.pk, seat.pk) not in page
    assert is_refused(administrator.get(url("board", city.pk)))
    for name, args in (("board_edit", ()), ("seat", ()), ("end_seat", (seat.pk,))):
        assert is_refused(administrator.post(url(name, district.pk, *args), {"reason": "x"}))
    seat.refresh_from_db()
    assert seat.valid_until is None


def test_operator_records_the_founding_of_the_board(operator, district):
    sent = {
        "founding_number": "15/QĐ-UBND",
        "founding_date": "2026-03-02",
        "signatory": "Chủ tịch Ủy ban nhân dân Quận 1",
        "term_from": "2026-03-02",
        "term_until": "2031-03-01",
    }
    assert operator.post(url("board_edit", district.pk), sent).status_code == 302
    district.board.refresh_from_db()
    assert district.board.founding_number == "15/QĐ-UBND"
    event = PortalEvent.objects.filter(kind=PortalEventKind.CHANGED).first()
    assert "board.founding_number" in event.data["fields"]
    backwards = sent | {"term_until": "2026-03-01"}
    assert errors_at(operator.post(url("board_edit", district.pk), backwards), "term_until")


def test_operator_gives_and_ends_a_seat_which_stays_on_record(operator, city, district):
    person = make_user("pho.ban")
    sent = {"person": "pho.ban", "seat": "deputy", "valid_from": "02/11/2026", "engagement": "concurrent"}
    assert operator.post(url("seat", district.pk), sent).status_code == 302
    seat = BoardSeat.objects.get(user=person)
    assert (seat.board, seat.seat, seat.engagement) == (district.board, Seat.DEPUTY, Engagement.CONCURRENT)
    assert errors_at(operator.post(url("seat", district.pk), sent | {"seat": "head"}), "person")
    address, ending = url("end_seat", district.pk, seat.pk), {"last_day": "2026-11-05", "reason": "Nghỉ hưu"}
    assert errors_at(operator.post(address, ending | {"last_day": "2026-10-01"}), "last_day")
    assert "Kiêm nhiệm" in operator.get(url("board", district.pk)).content.decode()
    assert operator.post(address, ending).status_code == 302
    assert "pho.ban" in operator.get(url("board", district.pk)).content.decode()
    make_head(city)
    foreign = city.board.seats.get()
    assert operator.post(url("end_seat", district.pk, foreign.pk), ending).status_code == 404
    for row, last_day in ((seat, date(2026, 11, 5)), (foreign, None)):
        row.refresh_from_db()
        assert row.valid_until == last_day


def test_operators_stand_as_a_body_among_who_gave_a_role(administrator, operator, district):
    grant_membership(make_user("nguoi.moi"), role=Role.EDITOR, portal=district, reason="x", by=make_operator(), at=AT)
    User.objects.filter(pk=make_operator().pk).update(last_name="Võ Xuân", first_name="Diệu")
    read = [client.get(url("roles", district.pk)).content.decode() for client in (administrator, operator)]
    assert ["Võ Xuân Diệu" in page for page in read] == [False, True]
    assert "đơn vị vận hành" in read[0]
