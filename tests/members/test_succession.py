"""The last one who approves, answers or administers on a portal is not withdrawn in silence."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audit.models import PortalEvent
from authentication.suspension.actions import suspend_account
from members.board.delegations import delegate, end_delegation
from members.duties import vacant_posts
from members.enums import Duty, MemberEventKind, ReviewVariant, Role, Seat
from members.errors import LastHolder, SeatTaken, SuccessorElsewhere
from members.memberships import grant_membership, leave_board, seat_on_board, withdraw_membership
from members.models import Board, Membership
from sites.enums import PortalState
from tests.admin import browser, errors_at, url
from tests.factories import AT, make_article, make_head, make_member, make_operator, make_user

pytestmark = pytest.mark.django_db

DUTIES = {Role.ANSWERING_OFFICER: Duty.ANSWER, Role.PORTAL_ADMIN: Duty.ADMINISTER}
ONE_DAY = timedelta(days=1)


def today():
    return timezone.localdate()


def withdraw(row, **values):
    withdraw_membership(row, **{"by": None, "at": timezone.now(), "reason": "Chuyển công tác"} | values)


def leave(seat, **values):
    leave_board(seat, **{"by": None, "at": timezone.now(), "last_day": today() - ONE_DAY} | values)


def colleague(portal, role=Role.EDITOR, name="ke.nhiem"):
    person = make_user(name, first_name="Hạnh", last_name="Lê")
    grant_membership(person, role=role, portal=portal, reason="Phân công", by=None, at=AT)
    return person


def vacancies(portal):
    return {post.duty for post in vacant_posts([portal.pk], on=today())}


@pytest.mark.parametrize("role", DUTIES)
def test_last_one_with_a_role_goes_with_a_successor_or_a_reason(city, district, role):
    # Who has the role on another portal is no help here.
    make_member(city, role)
    row = Membership.objects.get(user=make_member(district, role))
    with pytest.raises(LastHolder):
        withdraw(row)
    row.refresh_from_db()
    assert row.withdrawn_at is None
    withdraw(row, vacancy_reason="Chờ bổ nhiệm")
    event = PortalEvent.objects.get(kind=MemberEventKind.MEMBERSHIP_WITHDRAWN)
    assert (event.data["vacant"], event.data["vacancy_reason"]) == ([DUTIES[role]], "Chờ bổ nhiệm")
    assert DUTIES[role] in vacancies(district)


@pytest.mark.parametrize("role", DUTIES)
def test_successor_has_the_role_when_the_last_one_loses_it(district, role):
    row, successor = Membership.objects.get(user=make_member(district, role)), colleague(district)
    withdraw(row, successor=successor)
    assert successor.memberships.filter(role=role, portal=district, withdrawn_at=None).exists()
    assert DUTIES[role] not in vacancies(district)
    event = PortalEvent.objects.get(kind=MemberEventKind.MEMBERSHIP_WITHDRAWN)
    assert (event.data["followed_by"], event.data.get("vacant")) == ("ke.nhiem", None)


def test_administrator_who_hands_the_portal_on_is_told_so_and_not_that_something_is_forbidden(district):
    administrator, successor = make_member(district, Role.PORTAL_ADMIN), colleague(district)
    grant_membership(administrator, role=Role.EDITOR, portal=district, reason="Phân công", by=None, at=AT)
    row = Membership.objects.get(user=administrator, role=Role.PORTAL_ADMIN)
    sent = {"reason": "Chuyển công tác", "successor": successor.pk}
    answer = browser(administrator).post(url("withdraw_role", district.pk, row.pk), sent, follow=True)
    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["success"]


def test_successor_is_somebody_else_of_the_portal(city, district):
    row = Membership.objects.get(user=make_member(district, Role.PORTAL_ADMIN))
    for person in (make_member(city), make_user("stranger"), row.user):
        with pytest.raises(SuccessorElsewhere):
            withdraw(row, successor=person)


def test_nothing_is_asked_while_somebody_else_is_left(district):
    colleague(district, Role.PORTAL_ADMIN)
    withdraw(Membership.objects.get(user=make_member(district, Role.PORTAL_ADMIN)))
    make_head(district, seat=Seat.DEPUTY)
    leave(district.board.seats.get(user=make_head(district)))
    assert vacancies(district) == {Duty.ANSWER}


def test_one_of_two_who_must_approve_goes_with_a_successor_or_a_reason(district):
    head, deputy = make_head(district), make_head(district, seat=Seat.DEPUTY)
    Board.objects.filter(portal=district).update(review_variant=ReviewVariant.TWO_APPROVALS)
    seat = district.board.seats.get(user=deputy)
    shown = browser(make_operator()).get(url("end_seat", district.pk, seat.pk))
    assert len(shown.context["last_to"]) == 1
    with pytest.raises(LastHolder):
        leave(seat)
    # To whom the head lends the right is a second one.
    member = make_head(district, seat=Seat.MEMBER)
    period = {"valid_from": today(), "valid_until": today() + ONE_DAY}
    lent = delegate(
        district.board.seats.get(user=head), district.board.seats.get(user=member),
        reason="Công tác", by=None, at=timezone.now(), **period,
    )  # fmt: skip
    leave(seat)
    assert Duty.APPROVE not in vacancies(district)
    end_delegation(lent, by=None, at=timezone.now(), reason="Đã về")
    assert Duty.APPROVE in vacancies(district)
    # One for one makes it no worse.
    leave(district.board.seats.get(user=head), successor=member)
    assert vacant_posts([district.pk], on=today())[0].holders == {member.pk}


def test_colleague_whose_account_is_closed_is_nobody(district):
    other = colleague(district, Role.PORTAL_ADMIN)
    other.is_active = False
    other.save(update_fields=["is_active"])
    with pytest.raises(LastHolder):
        withdraw(Membership.objects.get(user=make_member(district, Role.PORTAL_ADMIN)))


@pytest.mark.parametrize("lower", [Seat.DEPUTY, Seat.MEMBER])
def test_who_sits_lower_on_the_board_follows_the_head_and_leaves_the_own_seat(district, lower):
    head, follower = make_head(district), make_head(district, seat=lower)
    leave(district.board.seats.get(user=head), successor=follower)
    seats = district.board.seats.in_force(on=today())
    assert [(row.user, row.seat) for row in seats] == [(follower, Seat.HEAD)]
    left = PortalEvent.objects.filter(kind=MemberEventKind.SEAT_LEFT).order_by("pk")
    assert [event.data["seat"] for event in left] == [lower, Seat.HEAD]


def test_last_head_is_followed_by_somebody_or_a_reason(district):
    with pytest.raises(LastHolder):
        leave(district.board.seats.get(user=make_head(district)))


def test_seat_that_the_successor_would_have_later_never_begins(district):
    head, follower = make_head(district), colleague(district)
    later = seat_on_board(
        district.board, follower, seat=Seat.MEMBER, by=None, at=timezone.now(), valid_from=today() + 7 * ONE_DAY
    )
    leave(district.board.seats.get(user=head), successor=follower)
    later.refresh_from_db()
    assert later.ended_at is not None
    assert [row.seat for row in district.board.seats.held_from(today())] == [Seat.HEAD]


def test_who_sits_as_high_follows_nobody(district):
    head, deputy, other = make_head(district), make_head(district, seat=Seat.DEPUTY), make_user("pho.hai")
    seat_on_board(district.board, other, seat=Seat.DEPUTY, by=None, at=AT)
    for successor in (head, other):
        with pytest.raises(SeatTaken):
            leave(district.board.seats.get(user=deputy), successor=successor)


def test_who_begins_the_day_after_the_last_one_is_there_in_time(district):
    seat = district.board.seats.get(user=make_head(district))
    with pytest.raises(LastHolder):
        leave(seat, last_day=today() + ONE_DAY)
    seat_on_board(
        district.board, make_user("moi"), seat=Seat.DEPUTY, by=None, at=timezone.now(), valid_from=today() + 2 * ONE_DAY
    )
    leave(seat, last_day=today() + ONE_DAY)


def test_account_of_the_last_one_is_suspended_with_a_reason_for_the_vacancy(district):
    head, values = make_head(district), {"by": None, "at": timezone.now(), "reason": "Lộ mật khẩu"}
    with pytest.raises(LastHolder):
        suspend_account(head, **values)
    suspend_account(head, **values, vacancy_reason="Chờ đổi mật khẩu")
    assert Duty.APPROVE in vacancies(district)


def test_term_of_a_board_is_not_ended_in_silence(district):
    make_head(district)
    yesterday, operator = today() - ONE_DAY, browser(make_operator())
    address, sent = url("board_edit", district.pk), {"founding_number": "12/QĐ-UBND", "term_until": yesterday}
    assert errors_at(operator.post(address, sent), "vacancy_reason")
    district.board.refresh_from_db()
    assert district.board.term_until is None
    assert operator.post(address, sent | {"vacancy_reason": "Chờ Ban mới"}).status_code == 302
    event = PortalEvent.objects.filter(portal=district).latest("pk")
    assert (event.data["vacant"], event.data["vacancy_reason"]) == ([Duty.APPROVE], "Chờ Ban mới")
    # Nobody approves as it is: nothing ends.
    assert operator.post(address, sent | {"term_until": yesterday - ONE_DAY}).status_code == 302


def test_nothing_is_asked_on_a_portal_that_is_archived(district):
    district.state = PortalState.ARCHIVED
    district.save()
    leave(district.board.seats.get(user=make_head(district)))


def test_form_names_what_stays_behind_and_keeps_what_was_typed(district):
    page = make_article(district, "Chờ duyệt", published=False)
    page.get_workflow().start(page, make_member(district))
    seat, operator = district.board.seats.get(user=make_head(district)), browser(make_operator())
    successor = make_member(district)
    address = url("end_seat", district.pk, seat.pk)
    shown = operator.get(address).content.decode()
    assert "Chờ duyệt" in shown
    assert f'value="{successor.pk}"' in shown
    sent = {"last_day": today() - ONE_DAY, "reason": "Nghỉ hưu"}
    refused = operator.post(address, sent)
    assert errors_at(refused, "vacancy_reason")
    assert "Nghỉ hưu" in refused.content.decode()
    assert operator.post(address, sent | {"successor": successor.pk}).status_code == 302
    assert vacancies(district) == {Duty.ANSWER, Duty.ADMINISTER}


def test_form_of_a_role_that_no_duty_follows_from_asks_for_no_successor(district):
    row = Membership.objects.get(user=make_member(district))
    shown = browser(make_operator()).get(url("withdraw_role", district.pk, row.pk)).content.decode()
    assert 'name="successor"' not in shown


def test_suspending_says_on_which_of_several_portals_nobody_would_be_left(city, district):
    head = make_head(district)
    seat_on_board(city.board, head, seat=Seat.DEPUTY, by=None, at=AT)
    make_head(city)
    with pytest.raises(LastHolder) as refused:
        suspend_account(head, by=None, at=timezone.now(), reason="Lộ mật khẩu")
    (duty,) = refused.value.duties
    assert (district.name in duty, city.name in duty) == (True, False)
    shown = browser(make_operator()).get(url("suspend_account"), {"person": head.username})
    assert shown.context["last_to"] == [duty]


def test_suspending_names_what_stays_behind_on_each_portal_and_asks_why_nobody_follows(city, district):
    head, operator = make_head(district), browser(make_operator())
    sent = {"person": head.username, "reason": "Lộ mật khẩu"}
    assert errors_at(operator.post(url("suspend_account"), sent), "vacancy_reason")
    assert operator.post(url("suspend_account"), sent | {"vacancy_reason": "Chờ đổi mật khẩu"}).status_code == 302
    head.refresh_from_db()
    assert not head.is_active
