"""A head or deputy lets a member of the own board approve for a period: on that board, for that period, no further."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from audit.errors import ReasonMissing
from audit.models import PortalEvent
from members.board.delegations import delegate, end_delegation
from members.enums import MemberEventKind, Role, Seat
from members.errors import DelegationHeld, DelegationOver, NotDelegable, OutsideTerm, PeriodBackwards, PeriodPassed
from members.memberships import leave_board
from members.models import BoardSeat, Delegation
from tests.admin import browser, errors_at, is_refused, url
from tests.each import each_case
from tests.factories import AT, make_head, make_member, make_operator, make_user

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 11, 2), date(2026, 11, 13)


def seat_of(portal, seat):
    return BoardSeat.objects.get(user=make_head(portal, seat=seat), board=portal.board)


@pytest.fixture
def head(district):
    return seat_of(district, Seat.HEAD)


@pytest.fixture
def member(district):
    return seat_of(district, Seat.MEMBER)


def give(from_seat, to_seat, **values):
    defaults = {"valid_from": FIRST, "valid_until": LAST, "reason": "Đi công tác", "by": from_seat.user, "at": AT}
    return delegate(from_seat, to_seat, **defaults | values)


def approves(seat, on):
    return BoardSeat.objects.approving(on=on).filter(pk=seat.pk).exists()


# What a delegation gives


@pytest.mark.both_engines
def test_member_approves_from_the_first_to_the_last_day_by_the_record(head, member, district):
    give(head, member)
    days = [FIRST - timedelta(days=1), FIRST, LAST, LAST + timedelta(days=1)]
    assert [approves(member, day) for day in days] == [False, True, True, False]
    event = PortalEvent.objects.get(kind=MemberEventKind.DELEGATED)
    assert (event.portal, event.actor, event.reason) == (district, head.user, "Đi công tác")
    assert event.data == {
        "delegator": "head.quan1",
        "user": "member.quan1",
        "since": "2026-11-02",
        "until": "2026-11-13",
    }


def test_delegation_from_the_head_of_another_board_gives_nothing(city, head, member):
    Delegation.objects.create(
        from_seat=seat_of(city, Seat.HEAD), to_seat=member, valid_from=FIRST, valid_until=LAST, reason="Nhầm"
    )
    assert not approves(member, FIRST)


def test_closed_account_does_not_approve_and_what_it_delegated_lapses(district, head, member):
    give(head, member)
    seats = (head, seat_of(district, Seat.DEPUTY), member)
    assert all(approves(seat, FIRST) for seat in seats)
    User.objects.filter(pk__in=[seat.user_id for seat in seats[:2]]).update(is_active=False)
    assert not any(approves(seat, FIRST) for seat in seats)


def test_delegation_lapses_with_the_seat_of_who_gave_it(head, member):
    give(head, member)
    leave_board(head, by=None, at=AT, last_day=FIRST, vacancy_reason="Chờ kiện toàn")
    assert [approves(member, day) for day in (FIRST, FIRST + timedelta(days=1))] == [True, False]


# What cannot be delegated


def test_only_a_head_or_deputy_delegates_and_only_to_an_open_account_of_a_member_of_the_board(
    city, district, head, member
):
    deputy = seat_of(district, Seat.DEPUTY)
    assert give(deputy, member).from_seat == deputy
    for from_seat, to_seat in ((member, head), (head, deputy), (head, head), (head, seat_of(city, Seat.MEMBER))):
        with pytest.raises(NotDelegable):
            give(from_seat, to_seat)
    User.objects.filter(pk=member.user_id).update(is_active=False)
    with pytest.raises(NotDelegable):
        give(head, member)


@each_case(
    ("values", "refusal"),
    [
        ({"reason": " "}, ReasonMissing),
        ({"valid_from": FIRST - timedelta(days=1)}, PeriodPassed),
        ({"valid_until": FIRST - timedelta(days=1)}, PeriodBackwards),
    ],
)
def test_reason_and_period_are_checked(head, member, values, refusal):
    with pytest.raises(refusal):
        give(head, member, **values)
    assert not Delegation.objects.exists()


@pytest.mark.parametrize("which", ["head", "member"])
def test_delegation_does_not_outlast_a_seat(request, head, member, which):
    leave_board(
        request.getfixturevalue(which),
        by=None,
        at=AT,
        last_day=LAST - timedelta(days=1),
        vacancy_reason="Chờ kiện toàn",
    )
    with pytest.raises(OutsideTerm):
        give(head, member)
    assert give(head, member, valid_until=LAST - timedelta(days=1))


@each_case("term", [{"term_until": LAST - timedelta(days=1)}, {"term_from": FIRST + timedelta(days=1)}])
def test_delegation_does_not_leave_the_term_of_the_board(district, head, member, term):
    type(district.board).objects.update(**term)
    with pytest.raises(OutsideTerm):
        give(head, member)


def test_member_holds_one_delegation_of_a_seat_at_a_time(head, member):
    first = give(head, member)
    with pytest.raises(DelegationHeld) as clash:
        give(head, member, valid_from=LAST, valid_until=LAST)
    assert all(f"{day:%d/%m/%Y}" in str(clash.value) for day in (FIRST, LAST))
    assert give(head, member, valid_from=LAST + timedelta(days=1), valid_until=LAST + timedelta(days=1))
    end_delegation(first, by=None, at=AT, reason="Đã về")
    assert give(head, member)


# Taking back


@pytest.mark.both_engines
def test_delegation_taken_back_ends_at_once_with_a_record_and_once(head, member):
    delegation = give(head, member)
    for at, reason, refusal in ((AT, "", ReasonMissing), (AT + timedelta(days=12), "Muộn", DelegationOver)):
        with pytest.raises(refusal):
            end_delegation(delegation, by=head.user, at=at, reason=reason)
    end_delegation(delegation, by=head.user, at=AT, reason="Đã về")
    assert not approves(member, FIRST)
    event = PortalEvent.objects.get(kind=MemberEventKind.DELEGATION_ENDED)
    assert (event.actor, event.reason, event.data["user"]) == (head.user, "Đã về", "member.quan1")
    with pytest.raises(DelegationOver):
        end_delegation(delegation, by=None, at=AT, reason="Lần nữa")


# The screens


def form_of(head, member, **values):
    today = timezone.localdate()
    sent = {"from_seat": head.pk, "to_seat": member.pk, "valid_from": today, "valid_until": today}
    return sent | {"reason": "Đi công tác"} | values


def test_head_delegates_and_takes_back(head, member, district):
    client = browser(head.user)
    assert url("delegate", district.pk) in client.get(url("board", district.pk)).content.decode()
    assert client.get(url("delegate", district.pk)).status_code == 200
    assert client.post(url("delegate", district.pk), form_of(head, member)).status_code == 302
    assert approves(member, timezone.localdate())
    end = url("end_delegation", district.pk, Delegation.objects.get().pk)
    assert end in client.get(url("board", district.pk)).content.decode()
    assert errors_at(client.post(end, {"reason": ""}), "reason")
    assert client.post(end, {"reason": "Đã về"}).status_code == 302
    assert not approves(member, timezone.localdate())
    assert client.post(end, {"reason": "Lần nữa"}).status_code == 404
    assert PortalEvent.objects.filter(actor=head.user, kind=MemberEventKind.DELEGATION_ENDED).exists()


def test_refusals_stand_beside_their_fields(head, member, district):
    client = browser(head.user)
    yesterday = timezone.localdate() - timedelta(days=1)
    for values, field in (
        ({"reason": " "}, "reason"),
        ({"valid_from": yesterday}, "valid_from"),
        ({"valid_until": yesterday}, "valid_until"),
    ):
        assert errors_at(client.post(url("delegate", district.pk), form_of(head, member, **values)), field)
    assert client.post(url("delegate", district.pk), form_of(head, member)).status_code == 302
    assert errors_at(client.post(url("delegate", district.pk), form_of(head, member)), "to_seat")


def test_head_delegates_from_the_own_seat_only(head, member, district):
    deputy = seat_of(district, Seat.DEPUTY)
    response = browser(deputy.user).post(url("delegate", district.pk), form_of(head, member))
    assert errors_at(response, "from_seat")
    foreign = give(head, member, valid_from=timezone.localdate(), valid_until=timezone.localdate())
    assert browser(deputy.user).get(url("end_delegation", district.pk, foreign.pk)).status_code == 404


def test_operator_delegates_from_every_seat(head, member, district):
    client = browser(make_operator())
    assert client.post(url("delegate", district.pk), form_of(head, member)).status_code == 302
    end = url("end_delegation", district.pk, Delegation.objects.get().pk)
    assert client.post(end, {"reason": "Đã về"}).status_code == 302


def test_seats_of_another_board_are_neither_shown_nor_accepted(city, head, member, district):
    foreign = seat_of(city, Seat.MEMBER)
    client = browser(head.user)
    assert "member.thanhpho" not in client.get(url("delegate", district.pk)).content.decode()
    assert errors_at(client.post(url("delegate", district.pk), form_of(head, foreign)), "to_seat")
    there = give(seat_of(city, Seat.HEAD), foreign, valid_from=timezone.localdate(), valid_until=timezone.localdate())
    assert client.get(url("end_delegation", district.pk, there.pk)).status_code == 404
    assert is_refused(client.get(url("delegate", city.pk)))
    assert is_refused(client.get(url("end_delegation", city.pk, there.pk)))
    assert is_refused(client.get(url("board", city.pk)))


def test_nobody_else_delegates(city, head, member, district):
    for user in (make_member(district, Role.PORTAL_ADMIN), make_member(district), member.user, make_user("stranger")):
        assert browser(user).post(url("delegate", district.pk), form_of(head, member)).status_code == 302, user
        assert not Delegation.objects.exists(), user


def test_member_reads_the_own_board_and_changes_nothing(head, member, district):
    give(head, member, valid_from=timezone.localdate(), valid_until=timezone.localdate())
    page = browser(member.user).get(url("board", district.pk)).content.decode()
    assert "Đi công tác" in page
    for name, args in (("delegate", ()), ("seat", ()), ("board_edit", ()), ("end_seat", (head.pk,))):
        assert url(name, district.pk, *args) not in page


def test_own_boards_leads_to_the_own_board(city, head, member, district):
    client = browser(member.user)
    assert client.get(url("own_boards"))["Location"] == url("board", district.pk)
    BoardSeat.objects.create(board=city.board, user=member.user, seat=Seat.MEMBER, valid_from=FIRST)
    page = client.get(url("own_boards")).content.decode()
    assert url("board", city.pk) in page
    assert url("board", district.pk) in page
    assert is_refused(browser(make_member(district)).get(url("own_boards")))
