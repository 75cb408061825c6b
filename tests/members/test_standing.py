"""Roles and seats are read from the database at each request, by a statement that is compiled once for a process.

Whatever another process writes is seen by no signal and no cache of this one: `update()` stands for it here. How the
statement is kept is private to its module, and looked at all the same: that it is compiled once is what is promised.
"""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.access import roles as standing
from members.access.roles import keep_role_sets, roles_of
from members.board.delegations import delegate
from members.enums import Role, Seat
from members.models import Board, BoardSeat, Delegation, Membership
from sites.models import Portal
from tests.admin import browser
from tests.factories import make_head, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def lent(city: Portal) -> BoardSeat:
    """The seat of a member of the board, to whom its head lends the right to approve today."""
    today = timezone.localdate()
    head, member = (make_head(city, seat=seat) for seat in (Seat.HEAD, Seat.MEMBER))
    seats = {seat.seat: seat for seat in BoardSeat.objects.filter(user__in=[head, member])}
    delegate(
        seats[Seat.HEAD],
        seats[Seat.MEMBER],
        valid_from=today,
        valid_until=today,
        reason="Đi công tác",
        by=head,
        at=timezone.now(),
    )
    return seats[Seat.MEMBER]


def today_of(seat: BoardSeat) -> standing.RoleSet:
    return roles_of(seat.user, on=timezone.localdate())


def test_role_withdrawn_by_another_process_counts_at_the_next_request_no_more(city):
    editor = make_member(city)
    client, pages = browser(editor), reverse("wagtailadmin_explore", args=[city.container_id])
    assert client.get(pages).status_code == 200
    Membership.objects.filter(user=editor).update(withdrawn_at=timezone.now())
    assert client.get(pages).status_code == 403
    Membership.objects.filter(user=editor).update(withdrawn_at=None)
    assert client.get(pages).status_code == 200


def test_what_a_lent_right_rests_on_counts_as_the_database_has_it(lent, city):
    assert (today_of(lent).boards, today_of(lent).reviewed) == ({city.pk}, {city.pk})
    head = lent.board.seats.get(seat=Seat.HEAD)
    ended = timezone.localdate() - timedelta(days=1)
    for rows, taken_away in (
        (Delegation.objects.filter(to_seat=lent), {"ended_at": timezone.now()}),
        (BoardSeat.objects.filter(pk=head.pk), {"seat": Seat.MEMBER}),
        (type(head.user).objects.filter(pk=head.user.pk), {"is_active": False}),
        (Board.objects.filter(pk=lent.board.pk), {"term_until": ended}),
    ):
        before = rows.values(*taken_away).get()
        rows.update(**taken_away)
        assert today_of(lent).reviewed == frozenset(), taken_away
        rows.update(**before)
        assert today_of(lent).reviewed == {city.pk}, taken_away
    Board.objects.filter(pk=lent.board.pk).update(term_until=ended)
    assert today_of(lent) == standing.NONE


def test_one_statement_answers_for_each_person_and_each_day(city, district):
    today = timezone.localdate()
    editor, member, stranger = make_member(city), make_head(district, seat=Seat.MEMBER), make_user("nguoi-la")
    # That it is compiled once is seen nowhere else; and what stands in it must not be a person's.
    standing._statement.cache_clear()
    found = [roles_of(person, on=today) for person in (editor, member, stranger)]
    assert [one.roles for one in found] == [{(city.pk, Role.EDITOR)}, set(), set()]
    assert [one.seats for one in found] == [set(), {(district.pk, Seat.MEMBER)}, set()]
    assert roles_of(editor, on=date(2000, 1, 1)) == standing.NONE
    assert standing._statement.cache_info().misses == 1


def test_rights_are_read_once_in_a_request(city):
    editor, today = make_member(city), timezone.localdate()
    with CaptureQueriesContext(connection) as asked, keep_role_sets():
        roles_of(editor, on=today)
        roles_of(editor, on=today)
    assert len([query for query in asked if "members_membership" in query["sql"]]) == 1


def test_person_and_day_stand_among_the_parameters_of_the_statement():
    statement, parameters = standing._statement(connection.vendor)
    assert statement.count("%s") == len(parameters)
    assert parameters.count(standing.ANY_PERSON) == 4
    # As the database takes it.
    assert standing._adapted(standing.ANY_DAY) in parameters
