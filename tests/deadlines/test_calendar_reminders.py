"""Operators, and nobody else, are told of a year to confirm: once in each stage, as long as it is not confirmed."""

from datetime import UTC, datetime

import pytest
from django.core import mail

from deadlines.calendar_reminders import note_years
from deadlines.enums import CalendarNoticeKind
from deadlines.working_calendar import confirm_year
from members.enums import Role
from members.memberships import grant_membership, withdraw_membership
from members.models import Membership
from notifications import notices
from notifications.enums import NoticeDropped
from notifications.models import Notice
from notifications.notice_mail import send_digests
from tests.factories import AT, make_operator, make_supervisor, make_user

pytestmark = pytest.mark.django_db

# Tests of this folder ask for nothing that the day brings.
IS_ASKED_DAILY = note_years in notices._daily


def morning(month, day, year=2026):
    """Half past seven in the city."""
    return datetime(year, month, day, 0, 30, tzinfo=UTC)


@pytest.fixture
def operator(city):
    make_supervisor()
    found = make_operator()
    Notice.objects.all().delete()
    return found


def told():
    rows = Notice.objects.order_by("pk").values_list("user", "kind", "object_id")
    return [(user, CalendarNoticeKind(kind), day) for user, kind, day in rows]


@pytest.mark.both_engines
def test_each_operator_is_told_once_in_each_stage(operator):
    note_years(morning(9, 30))
    assert told() == []
    for at in (morning(11, 25), morning(11, 30)):
        note_years(at)
    assert told() == [(operator.pk, CalendarNoticeKind.CALENDAR, "2027-01-01")]
    for at in (morning(12, 1), morning(1, 5, year=2027)):
        note_years(at)
    assert told()[1:] == [(operator.pk, CalendarNoticeKind.CALENDAR_LATE, "2027-01-01")]


def test_mail_says_which_year_and_leads_to_it(operator):
    assert IS_ASKED_DAILY
    note_years(morning(11, 30))
    send_digests(at=morning(11, 30))
    (sent,) = [message for message in mail.outbox if message.to == [operator.email]]
    assert "TOÀN THÀNH PHỐ" in sent.body
    assert "Năm 2027: 8 ngày còn dự kiến" in sent.body
    assert "?year=2027" in sent.body


def test_what_was_confirmed_meanwhile_is_not_mailed(operator):
    note_years(morning(11, 30))
    confirm_year(2027, source="Quyết định 5/QĐ-TTg", by=operator, at=morning(11, 30))
    send_digests(at=morning(11, 30))
    assert mail.outbox == []
    assert Notice.objects.get(kind=CalendarNoticeKind.CALENDAR).dropped_because == NoticeDropped.OVER


def test_who_keeps_the_calendar_no_more_is_not_mailed(operator):
    note_years(morning(11, 30))
    membership = Membership.objects.get(user=operator)
    grant_membership(make_user("thay"), role=Role.OPERATOR, portal=None, reason="Vận hành", by=None, at=AT)
    withdraw_membership(membership, by=None, at=morning(11, 30), reason="Chuyển công tác")
    Notice.objects.exclude(kind=CalendarNoticeKind.CALENDAR).delete()
    send_digests(at=morning(11, 30))
    assert Notice.objects.get(user=operator, kind=CalendarNoticeKind.CALENDAR).dropped_because == NoticeDropped.NO_RIGHT
