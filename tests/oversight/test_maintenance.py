"""Announced maintenance: days ahead where planned, told on the pages of the portals that it concerns (7.6, 21.1)."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.models import PortalEvent
from deadlines.working_days import WorkingCalendar
from members.enums import Role
from oversight.enums import OversightEventKind
from oversight.errors import AnnouncedTooLate, OperatorsAlone, WindowOver, WindowTimeWrong
from oversight.maintenance import announce_maintenance, announced_windows, cancel_maintenance, earliest_day
from oversight.models import MaintenanceWindow
from tests.admin import browser, errors_at, is_refused, url
from tests.factories import make_head, make_member, make_operator, make_supervisor

pytestmark = pytest.mark.django_db

# A Monday without a day off in the two weeks after it.
NOW = datetime(2026, 11, 9, 9, 0, tzinfo=timezone.get_default_timezone())
REASON = "Nâng cấp máy chủ"


def announce(*portals, days=9, hours=4, by=None, **values):
    begins = NOW + timedelta(days=days)
    facts = {"begins_at": begins, "ends_at": begins + timedelta(hours=hours), "reason": REASON, "at": NOW}
    return announce_maintenance(list(portals), **facts | values, by=by or make_operator())


def told(portal, *, at=NOW):
    return [window.reason for window in announced_windows(portal.pk, at=at)]


@pytest.fixture(autouse=True)
def _nothing_is_held(monkeypatch):
    monkeypatch.setattr("oversight.maintenance.HELD_FOR", 0)


def test_planned_maintenance_begins_on_the_seventh_working_day_at_the_earliest():
    calendar = WorkingCalendar(days_off=frozenset({date(2026, 3, 5)}))
    assert earliest_day(date(2026, 3, 2), working_days=7, calendar=WorkingCalendar()) == date(2026, 3, 11)
    assert earliest_day(date(2026, 3, 2), working_days=7, calendar=calendar) == date(2026, 3, 12)


def test_planned_maintenance_that_begins_too_soon_is_refused_with_the_first_day(city):
    with pytest.raises(AnnouncedTooLate) as refusal:
        announce(city, days=8)
    assert "18/11/2026" in str(refusal.value)
    assert announce(city, days=9).is_urgent is False


def test_urgent_maintenance_begins_at_once_and_says_why(city):
    window = announce(city, days=0, why_urgent="Vá lỗ hổng bảo mật")
    assert (window.is_urgent, window.why_urgent) == (True, "Vá lỗ hổng bảo mật")


def test_maintenance_ends_after_it_begins_and_after_now(city):
    for values in ({"hours": -1}, {"days": -2, "why_urgent": "Gấp"}):
        with pytest.raises(WindowTimeWrong):
            announce(city, **values)
    with pytest.raises(ReasonMissing):
        announce(city, reason=" ")


@pytest.mark.both_engines
def test_pages_of_the_portals_that_it_concerns_tell_it_until_it_is_over(city, district):
    window = announce(district)
    assert (told(city), told(district)) == ([], [REASON])
    assert told(district, at=window.ends_at) == []
    announce(reason="Toàn hệ thống")
    assert told(city) == ["Toàn hệ thống"]
    assert told(district) == [REASON, "Toàn hệ thống"]


@pytest.mark.both_engines
def test_maintenance_that_is_called_off_is_told_no_more(city, district):
    window = announce(district)
    cancel_maintenance(window, reason="Dời sang tháng sau", by=make_operator(), at=NOW)
    assert told(district) == []
    with pytest.raises(WindowOver):
        cancel_maintenance(window, reason="Lần nữa", by=make_operator(), at=NOW)
    with pytest.raises(WindowOver):
        cancel_maintenance(announce(city), reason="Muộn", by=make_operator(), at=NOW + timedelta(days=30))


def test_event_stands_in_the_record_of_each_portal_that_it_concerns(city, district):
    announce(district)
    announce()
    events = PortalEvent.objects.filter(kind=OversightEventKind.MAINTENANCE_ANNOUNCED).order_by("pk")
    assert [event.portal_id for event in events] == [district.pk, None]


def test_change_ends_what_processes_hold(district, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr("oversight.maintenance.HELD_FOR", 60)
    with django_capture_on_commit_callbacks(execute=True):
        window = announce(district)
    assert told(district) == [REASON]
    with django_capture_on_commit_callbacks(execute=True):
        cancel_maintenance(window, reason="Dời", by=make_operator(), at=NOW)
    assert told(district) == []


@pytest.mark.slow(reason="three public pages")
def test_notice_stands_on_public_pages_of_that_portal_alone(city, district):
    now = timezone.now()
    times = {"begins_at": now, "ends_at": now + timedelta(hours=1), "at": now}
    announce(district, **times, why_urgent="Vá lỗ hổng")
    for path in ("/", "/tin-tuc/"):
        page = Client(headers={"host": district.host}).get(path).content.decode()
        assert REASON in page
        assert "Vá lỗ hổng" not in page
    assert REASON not in Client(headers={"host": city.host}).get("/").content.decode()


def test_nobody_but_operators_announces(district):
    window = announce(district)
    for person in (make_supervisor(), make_head(district), make_member(district, Role.PORTAL_ADMIN)):
        with pytest.raises(OperatorsAlone):
            announce(district, by=person)
        with pytest.raises(OperatorsAlone):
            cancel_maintenance(window, reason="Không", by=person, at=NOW)
        assert is_refused(browser(person).get(url("announce_maintenance")))
        assert is_refused(browser(person).get(url("cancel_maintenance", window.pk)))


def test_administrator_reads_what_concerns_the_own_portal_and_no_name_of_others(city, district):
    announce(city, reason="Của nơi khác")
    announce(district, city, reason="Của cả hai")
    announce(reason="Toàn hệ thống")
    rows = browser(make_member(district, Role.PORTAL_ADMIN)).get(url("maintenance")).content.decode()
    assert "Của nơi khác" not in rows
    assert "Của cả hai" in rows
    assert "Toàn hệ thống" in rows
    assert city.name not in rows.split("<tbody")[1]


@pytest.mark.slow(reason="four screens of the admin")
def test_operator_announces_and_calls_off_on_screens(district):
    client, today = browser(make_operator()), timezone.localtime()
    data = {
        "portals": [district.pk], "reason": REASON, "why_urgent": "",
        "begins_at": (today + timedelta(days=1)).strftime("%Y-%m-%d 22:00"),
        "ends_at": (today + timedelta(days=2)).strftime("%Y-%m-%d 02:00"),
    }  # fmt: skip
    assert "7 ngày làm việc" in errors_at(client.post(url("announce_maintenance"), data), "begins_at")
    assert client.post(url("announce_maintenance"), data | {"why_urgent": "Vá lỗ hổng"}).status_code == 302
    window = MaintenanceWindow.objects.get()
    assert list(window.portals.all()) == [district]
    assert client.post(url("cancel_maintenance", window.pk), {"reason": "Đã xong"}).status_code == 302
    assert "Đã xong" in client.get(url("maintenance")).content.decode()
