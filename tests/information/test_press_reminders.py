"""Boards that owe the press a conference or a pack are told once for each period, and nobody else is."""

from datetime import UTC, datetime

import pytest
from django.core import mail
from django.urls import reverse

from audit.errors import ChangedMeanwhile
from audit.models import PortalEvent
from information.enums import InformationEventKind, PressNoticeKind
from information.press import press_reminders
from information.press.press_reminders import note_duties
from members.enums import Seat
from notifications.models import Notice
from notifications.notice_mail import send_digests
from tests.each import each_case
from tests.factories import make_head, make_member, make_supervisor
from tests.information.factories import make_item
from tests.raw_rows import delete_rows

pytestmark = pytest.mark.django_db

CONFERENCE, PACK = PressNoticeKind.PRESS_CONFERENCE, PressNoticeKind.PRESS_PACK


def morning(month, day, year=2026):
    """Half past seven in the city."""
    return datetime(year, month, day, 0, 30, tzinfo=UTC)


@pytest.fixture
def board(city, district):
    """Those of the city's board who approve; a head of a district, whose board is not asked, stands beside them."""
    make_head(district)
    people = {make_head(city), make_head(city, seat=Seat.DEPUTY)}
    Notice.objects.all().delete()
    return people


def told(kind):
    return {notice.user for notice in Notice.objects.filter(kind=kind)}


@each_case(
    ("at", "kinds"),
    [
        (morning(10, 4), []),
        (morning(10, 5), ["2026-month-9"]),
        (morning(11, 30), ["2026-month-10"]),
        (morning(12, 1), ["2026-quarter-4"]),
        (morning(12, 5), ["2026-month-11", "2026-quarter-4"]),
        (morning(1, 5, year=2027), ["2026-month-12"]),
    ],
)
def test_duties_of_a_day(city, at, kinds):
    note_duties(at)
    events = PortalEvent.objects.filter(kind=InformationEventKind.PRESS_REMINDED)
    assert sorted(event.data["period"] for event in events) == kinds


@pytest.mark.both_engines
def test_board_and_supervisors_are_told_once_for_a_quarter(board, city):
    supervisor = make_supervisor()
    for day in (1, 2, 31):
        note_duties(morning(12, day))
    assert told(CONFERENCE) == board | {supervisor}
    assert Notice.objects.filter(kind=CONFERENCE).count() == 3
    assert {notice.portal for notice in Notice.objects.filter(kind=CONFERENCE)} == {city}
    note_duties(morning(3, 1, year=2027))
    assert Notice.objects.filter(kind=CONFERENCE).count() == 6


@pytest.mark.both_engines
def test_public_conference_of_the_quarter_fulfils_the_duty(board, city):
    make_item(city, "conference", published=False)
    note_duties(morning(12, 1))
    assert told(CONFERENCE) == board
    make_item(city, "conference", published=True)
    note_duties(morning(3, 1, year=2027))
    assert Notice.objects.filter(kind=CONFERENCE, created_at__gt=morning(12, 1)).count() == 2
    Notice.objects.all().delete()
    delete_rows(PortalEvent, kind=InformationEventKind.PRESS_REMINDED)
    note_duties(morning(12, 1))
    assert not told(CONFERENCE)


def test_conference_of_another_portal_fulfils_nothing(board, district):
    make_item(district, "conference", published=True)
    note_duties(morning(12, 1))
    assert told(CONFERENCE) == board


def test_mail_names_the_period_and_leads_to_the_checklist(board, city, settings):
    note_duties(morning(12, 7))
    send_digests(at=morning(12, 8))
    head = make_head(city)
    (message,) = [message for message in mail.outbox if message.to == [head.email]]
    assert "Chưa có bản tin báo chí của tháng trước" in message.body
    assert "Tháng 11 năm 2026" in message.body
    assert settings.ADMIN_BASE_URL + reverse("required_of_portal", args=[city.pk]) in message.body


def test_what_was_done_meanwhile_is_not_mailed(board, city):
    make_member(city)
    note_duties(morning(12, 1))
    make_item(city, "conference", published=True)
    Notice.objects.exclude(kind=CONFERENCE).delete()
    send_digests(at=morning(12, 1))
    assert mail.outbox == []


def test_mail_that_waited_names_each_period_and_only_what_is_owed_still(board, city):
    note_duties(morning(12, 7))
    note_duties(morning(1, 7, year=2027))
    make_item(city, "conference", published=True)
    assert Notice.objects.filter(kind=CONFERENCE).exists()
    send_digests(at=morning(1, 8, year=2027))
    (message,) = [message for message in mail.outbox if message.to == [make_head(city).email]]
    assert "Tháng 11 năm 2026" in message.body
    assert "Tháng 12 năm 2026" in message.body
    assert "họp báo" not in message.body.lower()


def test_board_that_could_not_be_told_keeps_nobody_from_being_told(board, monkeypatch):
    def refuse(*args, **kwargs):
        raise ChangedMeanwhile

    with monkeypatch.context() as patch:
        patch.setattr(press_reminders, "record_event", refuse)
        note_duties(morning(12, 7))
    assert not told(PACK)
    note_duties(morning(12, 8))
    assert told(PACK) == board
