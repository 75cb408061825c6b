"""Where nobody is left for a duty, the board and the supervisors hear of it and the dashboard shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.board.actions import change_board_facts
from members.board.queries import BoardWarning
from members.enums import Duty, Role, Seat
from members.memberships import grant_membership, leave_board, withdraw_membership
from members.models import Membership
from notifications.enums import MemberNoticeKind, MemberTaskList
from notifications.models import Notice
from notifications.notices import note_the_day
from tests.admin import browser
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor, make_user
from tests.notifications.my_work import titles

pytestmark = pytest.mark.django_db


def test_board_and_supervisors_are_told_and_the_dashboard_shows_it_until_somebody_follows(city, district):
    row = Membership.objects.get(user=make_member(district, Role.PORTAL_ADMIN))
    head, supervisor, foreign = make_head(district), make_supervisor(), make_head(city)
    for portal in (city, district):
        make_member(portal, Role.ANSWERING_OFFICER)
    make_member(city, Role.PORTAL_ADMIN)
    assert titles(head, MemberTaskList.VACANT_DUTIES) == []
    withdraw_membership(row, by=None, at=timezone.now(), reason="Chuyển", vacancy_reason="Chờ bổ nhiệm")
    told = Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT).values_list("user", flat=True)
    assert set(told) == {head.pk, supervisor.pk}
    for reader in (head, supervisor, make_operator()):
        (title,) = titles(reader, MemberTaskList.VACANT_DUTIES)
        assert str(Duty.ADMINISTER.label) in title
    assert titles(foreign, MemberTaskList.VACANT_DUTIES) == []
    follower = make_user("nguoi.moi")
    grant_membership(follower, role=Role.PORTAL_ADMIN, portal=district, reason="Phân công", by=None, at=timezone.now())
    assert titles(head, MemberTaskList.VACANT_DUTIES) == []


def dashboard(reader):
    return browser(reader).get("/admin/").content.decode()


def test_that_nobody_approves_is_shown_once_on_the_dashboard(district):
    administrator = make_member(district, Role.PORTAL_ADMIN)
    make_member(district, Role.ANSWERING_OFFICER)
    seat = district.board.seats.get(user=make_head(district))
    leave_board(
        seat,
        by=None,
        at=timezone.now(),
        last_day=timezone.localdate() - timedelta(days=1),
        vacancy_reason="Chờ quyết định",
    )
    assert titles(administrator, MemberTaskList.VACANT_DUTIES) == []
    assert str(BoardWarning.NOBODY_APPROVES.label) in dashboard(administrator)


def test_vacancy_of_which_readers_heard_at_once_is_not_told_again_by_the_day(district):
    supervisor, yesterday = make_supervisor(), timezone.localdate() - timedelta(days=1)
    seat = district.board.seats.get(user=make_head(district))
    leave_board(seat, by=None, at=timezone.now(), last_day=yesterday, vacancy_reason="Chờ quyết định")
    for days in (0, 1, 2):
        note_the_day(at=timezone.now() + timedelta(days=days))
    assert Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT, user=supervisor).count() == 1


def test_supervisors_are_told_once_when_the_term_of_a_board_has_run_out(district):
    supervisor, today = make_supervisor(), timezone.localdate()
    notices = Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT, user=supervisor)
    for seat in (Seat.HEAD, Seat.DEPUTY):
        district.board.seats.filter(user=make_head(district, seat=seat)).update(valid_until=today)
    change_board_facts(district.board, {"term_until": today}, by=None, at=timezone.now())
    note_the_day(at=timezone.now())
    assert not notices.exists()
    for days in (1, 2):
        note_the_day(at=timezone.now() + timedelta(days=days))
    assert notices.count() == 1


def test_board_is_told_once_when_the_last_day_of_the_last_one_has_passed(district):
    head, officer = make_head(district), make_user("het.han")
    grant_membership(
        officer,
        role=Role.ANSWERING_OFFICER,
        portal=district,
        reason="Tạm thời",
        by=None,
        at=AT,
        valid_until=timezone.localdate(),
    )
    notices = Notice.objects.filter(kind=MemberNoticeKind.DUTY_VACANT, user=head)
    note_the_day(at=timezone.now())
    assert not notices.exists()
    for days in (1, 2):
        note_the_day(at=timezone.now() + timedelta(days=days))
    assert notices.count() == 1
