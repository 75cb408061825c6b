"""Which kinds of pages the demo shows, and days that move with today."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from cityportal.demo.clock import Covered, DemoClock, day_of_week, period_before
from cityportal.demo.content import portal_contents
from cityportal.demo.kinds import KINDS
from home.models import BasePage

# Every day of a year, with the ends of two others around it.
DAYS = [date(2026, 12, 1) + timedelta(days=number) for number in range(430)]


def test_every_page_type_of_information_occurs_and_is_public():
    types = {f"information.{model._meta.model_name}" for model in apps.get_app_config("information").get_models()
             if issubclass(model, BasePage)}  # fmt: skip
    live = {row["type"] for content in portal_contents() for row in content.pages if row["state"] == "live"}
    assert set(KINDS.values()) == types
    assert set(KINDS) - live == set()


@pytest.mark.parametrize("week", [-1, 0, 1])
def test_weeks_begin_on_monday_whatever_today_is(week):
    for today in DAYS:
        monday = day_of_week(today, week=week, day=1)
        assert monday.weekday() == 0
        assert monday + timedelta(days=6) == day_of_week(today, week=week, day=7)
        assert (today - monday).days in range(-7 * week, 7 - 7 * week)


def test_events_of_other_weeks_stay_on_their_side_of_now_and_on_their_day():
    for today in DAYS:
        for hour in (17, 16):  # the first and the last hour of the day in the city
            now = datetime(today.year, today.month, today.day, hour, 30, tzinfo=UTC)
            clock = DemoClock(now)
            past = clock.moment_of_week(week=-1, day=4, time="14:30")
            coming = clock.moment_of_week(week=1, day=3, time="14:00")
            assert past < now < coming
            assert timezone.localtime(past).strftime("%u %H:%M") == "4 14:30"
            assert timezone.localtime(coming).strftime("%u %H:%M") == "3 14:00"


@pytest.mark.parametrize(
    ("period", "day", "ago", "covered"),
    [
        ("month", date(2027, 1, 1), 1, Covered(2026, 12, date(2026, 12, 31))),
        ("month", date(2028, 3, 31), 1, Covered(2028, 2, date(2028, 2, 29))),
        ("quarter", date(2027, 3, 31), 1, Covered(2026, 4, date(2026, 12, 31))),
        ("quarter", date(2026, 11, 24), 1, Covered(2026, 3, date(2026, 9, 30))),
        ("half_year", date(2026, 6, 30), 1, Covered(2025, 2, date(2025, 12, 31))),
        ("half_year", date(2026, 7, 1), 1, Covered(2026, 1, date(2026, 6, 30))),
        ("nine_months", date(2026, 9, 30), 1, Covered(2025, None, date(2025, 9, 30))),
        ("nine_months", date(2026, 10, 1), 1, Covered(2026, None, date(2026, 9, 30))),
        ("year", date(2026, 1, 1), 1, Covered(2025, None, date(2025, 12, 31))),
        ("year", date(2026, 12, 31), 0, Covered(2026, None, date(2026, 12, 31))),
    ],
)
def test_periods_are_counted_back_from_the_one_of_the_day(period, day, ago, covered):
    assert period_before(period, day, ago=ago) == covered


@pytest.mark.parametrize("period", ["month", "quarter", "half_year", "nine_months", "year"])
def test_what_is_reported_is_over(period):
    for today in DAYS:
        assert period_before(period, today, ago=1).last_day < today
