"""How long portals could be read in a month: minutes up, down and without record, from the access log (7.6)."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from exchange.access_log import tally_of
from exchange.availability import Availability, availability_in, counted_months
from exchange.models import PortalUse
from exchange.use import keep_use
from members.enums import Role
from sites.directory import get_directory
from tests.admin import browser, is_shut
from tests.factories import AT, make_head, make_member, make_operator, make_supervisor

DAY, TODAY = date(2026, 11, 26), date(2026, 11, 27)
HOSTS = {"p1.city.example": 1, "p2.city.example": 2}


def line(minute, status=200, *, path="/", host="p1.city.example", method="GET"):
    at = f"26/Nov/2026:{minute}:30 +0700"
    return f'203.0.113.9 {host} [{at}] "{method} {path} HTTP/2.0" {status} 512 0.003 "-" robot\n'.encode()


def minutes(*lines):
    """Up and down of the first portal."""
    return tally_of(lines, HOSTS).on(DAY)[1][2:]


def test_minute_is_up_where_one_page_is_answered_whatever_the_order():
    answered, in_vain = line("10:00"), line("10:00", 502)
    assert minutes(answered, in_vain) == minutes(in_vain, answered) == (1, 0)
    assert minutes(line("10:00", 404), line("10:01", 500), line("10:02", method="HEAD")) == (3, 0)


def test_minute_is_down_where_all_pages_are_in_vain():
    assert minutes(*(line(f"10:0{number}", status) for number, status in enumerate((502, 503, 504)))) == (0, 3)


def test_files_what_is_sent_and_who_went_before_an_answer_say_nothing_of_a_minute():
    lines = [line("10:00", path="/static/css/site.css"), line("10:00", method="POST"), line("10:00", 499)]
    tally = tally_of(lines, HOSTS)
    assert tally.on(DAY) == {}


def test_minutes_of_one_portal_are_not_those_of_another():
    tally = tally_of([line("10:00"), line("10:00", 503, host="p2.city.example")], HOSTS)
    assert {portal: use[2:] for portal, use in tally.on(DAY).items()} == {1: (1, 0), 2: (0, 1)}


@pytest.mark.django_db
@pytest.mark.both_engines
def test_month_is_counted_up_to_yesterday_and_what_is_not_recorded_is_said(city, district):
    tally = tally_of(
        [line("10:00"), line("10:01"), line("10:02"), line("10:03", 502)], {"p1.city.example": district.pk}
    )
    keep_use(DAY, tally.on(DAY), at=AT)
    portals = [get_directory().by_id[portal.pk] for portal in (city, district)]
    first, second = availability_in(date(2026, 11, 1), portals, today=TODAY)
    whole = 26 * 24 * 60
    assert (first.portal.id, first.up, first.down, first.unrecorded) == (district.pk, 3, 1, whole - 4)
    assert (second.portal.id, second.up, second.down, second.unrecorded) == (city.pk, 0, 0, whole)
    assert (first.percentage, second.percentage) == (75, None)
    assert Availability(first.portal, up=43_199, down=1, unrecorded=0).percentage == 99.99
    assert counted_months() == [date(2026, 11, 1)]


@pytest.mark.django_db
def test_screen_shows_the_newest_month_that_was_counted(district, django_assert_max_num_queries):
    today = timezone.localdate()
    values = {"page_views": 1, "searches": 0, "minutes_up": 90, "minutes_down": 7, "counted_at": AT}
    day = (today.replace(day=1) if today.day > 1 else today) - timedelta(days=1)
    PortalUse.objects.create(portal=district, day=day, **values)
    client = browser(make_supervisor())
    client.get(reverse("availability"))
    with django_assert_max_num_queries(15):
        page = BeautifulSoup(client.get(reverse("availability")).content, "html.parser")
    cells = [cell.get_text(strip=True) for cell in page.find("td", string=district.name).find_parent("tr")("td")]
    assert cells[2:4] == ["90", "7"]


@pytest.mark.django_db
def test_screen_without_a_day_or_with_a_month_that_is_none_says_so(city):
    client = browser(make_operator())
    for asked in ("", "?month=2020-01-01", "?month=x"):
        assert "Chưa có ngày nào được đếm" in client.get(reverse("availability") + asked).content.decode()


@pytest.mark.django_db
def test_nobody_but_supervisors_and_operators_reads_availability(district):
    for person in (make_member(district, Role.PORTAL_ADMIN), make_head(district)):
        assert is_shut(browser(person).get(reverse("availability")))
