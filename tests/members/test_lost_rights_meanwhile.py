"""A right is taken away while somebody acts by it (8.9): what is done in between does not come back with it."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from authentication.suspension.actions import lift_suspension, suspend_account
from editorial.review import actions as workflow
from members import groups
from members.board import delegations
from members.board.delegations import delegate
from members.enums import Role, Seat
from members.errors import LastHolder
from members.groups import bring_in_step
from members.memberships import grant_membership, leave_board, withdraw_membership
from members.models import BoardSeat, PortalGroup
from tests.factories import CITY, make_head, make_member, make_operator, make_portal
from tests.meanwhile import after, at_once, pausing_after
from tests.members.lost_rights import approve, in_review, is_public, two_who_approve

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def portal(transactional_db):
    return make_portal(CITY)


def test_who_is_suspended_while_somebody_lends_from_the_own_seat_has_lent_nothing(portal, monkeypatch):
    head, member, operator = make_head(portal), make_head(portal, seat=Seat.MEMBER), make_operator()
    other = User.objects.create_superuser("root2", password="x")
    seats = [BoardSeat.objects.get(user=person) for person in (head, member)]
    today = timezone.localdate()
    reached = pausing_after(monkeypatch, delegations, "lock_actor")

    def lend():
        period = {"valid_from": today, "valid_until": today + timedelta(days=3)}
        delegate(*seats, **period, reason="Đi công tác", by=operator, at=timezone.now())

    at_once(
        lend,
        after(
            reached,
            lambda: suspend_account(head, by=other, at=timezone.now(), reason="Sự cố", vacancy_reason="Chờ kiện toàn"),
        ),
    )
    lift_suspension(head.suspensions.get(), by=other, at=timezone.now(), reason="Đã xử lý")
    assert not BoardSeat.objects.approving(on=today).filter(user=member).exists()


def test_who_approves_as_the_first_of_two_while_the_suspension_waits_approves_anew(portal, monkeypatch):
    head, deputy = two_who_approve(portal)
    review, operator = in_review(portal), make_operator()
    reached = pausing_after(monkeypatch, workflow, "lock_actor")
    sent = {"by": operator, "at": timezone.now(), "reason": "Sự cố", "vacancy_reason": "Chờ kiện toàn"}
    suspending = after(reached, lambda: suspend_account(head, **sent))
    at_once(lambda: approve(review, head), suspending)
    lift_suspension(head.suspensions.get(), by=operator, at=timezone.now(), reason="Đã xử lý")
    approve(review, deputy)
    assert not is_public(review)


def test_of_two_who_approve_and_leave_at_the_same_moment_one_is_asked_who_follows(portal):
    board = (make_head(portal), make_head(portal, seat=Seat.DEPUTY))
    seats = [BoardSeat.objects.get(user=person) for person in board]
    now, yesterday = timezone.now(), timezone.localdate() - timedelta(days=1)
    refusals = at_once(*(partial(leave_board, seat, by=None, at=now, last_day=yesterday) for seat in seats))
    assert [type(refusal) for refusal in refusals if refusal] == [LastHolder]


def test_role_that_is_withdrawn_while_the_day_is_looked_at_does_not_come_back(portal, monkeypatch):
    person = make_member(portal)
    second = {"role": Role.ANSWERING_OFFICER, "portal": portal, "reason": "x"}
    grant_membership(person, **second, by=None, at=timezone.now())
    role = person.memberships.get(role=Role.EDITOR)
    reached = pausing_after(monkeypatch, groups, "get_directory")

    def come_back():
        bring_in_step(User.objects.get(pk=person.pk), {}, on=timezone.localdate())

    def withdraw():
        withdraw_membership(role, by=None, at=timezone.now(), reason="Thôi việc")

    at_once(come_back, after(reached, withdraw))
    assert set(PortalGroup.objects.filter(group__user=person).values_list("role", flat=True)) == {"answering_officer"}
