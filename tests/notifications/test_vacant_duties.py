"""Where nobody is left for a duty, the board and the supervisors hear of it and the dashboard shows it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from members.enums import Duty, Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from notifications.enums import MemberNoticeKind, MemberTaskList
from notifications.models import Notice
from notifications.notices import note_the_day
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
