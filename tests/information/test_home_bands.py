"""What homes show of documents, drafts, the week of the leaders, notices and alerts: of their portal, as of today."""

from datetime import date, datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from deadlines.working_days import CITY_TIME
from home.serving.homes.bands import shown_bands
from information.models import PublicAlertPage
from sites.directory import get_directory
from tests.each import each_case
from tests.factories import make_city
from tests.home.branches import approve
from tests.information.factories import engagement, make_item

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 25, 10, tzinfo=CITY_TIME)
TODAY = NOW.date()


def shown(portal, now=NOW):
    """What the bands of a home show at a moment."""
    page = portal.vietnamese_home.specific
    with override("vi"):
        return shown_bands(page, get_directory().by_id[portal.pk], now=now)


def titles(portal, name, now=NOW):
    return [one["page"].title for one in shown(portal, now).get(name, [])]


@pytest.mark.slow(reason="publishes on two portals")
@pytest.mark.both_engines
def test_documents_are_the_newest_of_the_own_portal(city, district):
    for number in range(5):
        make_item(district, "document", f"Quyết định {number}", published=True)
    make_item(city, "document", "Quyết định của thành phố", published=True)
    make_item(district, "document", "Bản nháp")
    assert titles(district, "documents") == [f"Quyết định {number}" for number in (4, 3, 2, 1)]
    assert titles(city, "documents") == ["Quyết định của thành phố"]


@pytest.mark.slow(reason="publishes on two portals")
def test_drafts_that_take_comments_stand_with_the_days_left(city, district):
    for title, days in (("Còn lâu", 20), ("Sắp hết", 4), ("Ngày cuối", 0), ("Đã hết", -1)):
        make_item(district, "draft", title, published=True, closes_on=TODAY + timedelta(days=days))
    make_item(city, "draft", "Của thành phố", published=True, closes_on=TODAY)
    drafts = [(one["page"].title, one["left"], one["tone"]) for one in shown(district)["drafts"]]
    assert drafts == [
        ("Ngày cuối", "Ngày cuối cùng", "wait"),
        ("Sắp hết", "Còn 4 ngày", "wait"),
        ("Còn lâu", "Còn 20 ngày", "plain"),
    ]


@pytest.mark.slow(reason="publishes two weeks")
def test_agenda_is_what_is_ahead_this_week_and_never_internal(district):
    meetings = [
        engagement("2", "08:00:00", "Đã qua"),
        engagement("3", "08:00:00", "Họp kín", is_internal=True),
        engagement("4", "07:30:00", "Tiếp công dân"),
    ]
    make_item(district, "schedule", published=True, week=date(2026, 11, 23), engagements=meetings)
    later = [engagement("1", "08:00:00", "Giao ban")]
    make_item(district, "schedule", published=True, week=date(2026, 11, 30), engagements=later)

    def ahead(now):
        return [entry["content"] for day in shown(district, now)["agenda"] for entry in day.entries]

    assert ahead(NOW) == ["Tiếp công dân"]
    assert ahead(NOW + timedelta(days=3)) == ["Giao ban"]


@pytest.mark.slow(reason="publishes on two portals")
def test_notices_of_three_types_stand_by_day_with_their_state(city, district):
    make_item(district, "disclosure", "Niêm yết", published=True, shown_until=TODAY)
    make_item(district, "outage", "Tạm ngừng", published=True, trigger_date=TODAY + timedelta(days=3), back_at=None)
    make_item(district, "alert", "Triều cường", published=True, until=TODAY - timedelta(days=1))
    make_item(city, "alert", "Của thành phố", published=True)
    states = [(one["page"].title, one["state"].tone) for one in shown(district)["notices"]]
    assert states == [("Triều cường", "plain"), ("Tạm ngừng", "info"), ("Niêm yết", "good")]


@pytest.fixture
def portals():
    return make_city()


def warn(portal, title, **values):
    facts = {"is_urgent": True, "until": TODAY, **values}
    return make_item(portal, "alert", title, published=True, **facts)


@pytest.mark.slow(reason="publishes on three of four portals")
@pytest.mark.both_engines
def test_urgent_alert_stands_on_its_portal_and_those_below_alone(portals):
    warn(portals["bennghe"], "Cúp nước")
    warn(portals["thanhpho"], "Bão")
    warn(portals["quan1"], "Cấm xe")
    make_item(portals["thanhpho"], "alert", "Không khẩn", published=True, until=TODAY)
    assert titles(portals["bennghe"], "alerts") == ["Cúp nước", "Cấm xe", "Bão"]
    assert titles(portals["quan1"], "alerts") == ["Cấm xe", "Bão"]
    assert titles(portals["thanhpho"], "alerts") == ["Bão"]
    other = next(portal for code, portal in portals.items() if code not in {"thanhpho", "quan1", "bennghe"})
    assert titles(other, "alerts") == ["Bão"]


@pytest.mark.slow(reason="publishes an alert for each case")
@each_case(
    ("values", "is_shown"),
    [
        ({}, True),
        ({"until": TODAY - timedelta(days=1)}, False),
        ({"until_time": time(10, 1)}, True),
        ({"until_time": time(10)}, False),
        ({"holds_from": NOW + timedelta(minutes=1)}, False),
        ({"holds_from": NOW}, True),
        ({"is_urgent": False}, False),
    ],
)
def test_urgent_alert_begins_and_is_gone_by_itself(district, values, is_shown):
    warn(district, "Cúp nước", **values)
    assert titles(district, "alerts") == (["Cúp nước"] if is_shown else [])


def test_home_names_where_and_until_when_and_leads_to_the_alert(district):
    alert = warn(district, "Cúp nước", until=timezone.localdate() + timedelta(days=1), until_time=time(4))
    html = Client(headers={"host": district.host}).get("/").content
    notice = BeautifulSoup(html, "html.parser").select_one(".notice--warning")
    assert notice.a["href"] == alert.get_url_parts()[2]
    assert "Người dân ven sông" in notice.get_text()
    assert "04:00" in notice.get_text()


@pytest.mark.parametrize(
    "values",
    [
        {"is_urgent": True, "until": None},
        {"until": None, "until_time": time(4)},
        {"until": TODAY, "until_time": time(4), "holds_from": NOW},
    ],
)
def test_urgent_alert_says_until_when_and_ends_after_it_began(values):
    with pytest.raises(ValidationError) as refused:
        PublicAlertPage(title="Cúp nước", **values).clean()
    assert "until" in refused.value.message_dict


@pytest.mark.slow(reason="publishes lists of channels of two portals and reads two homes")
def test_task_leads_to_the_hotline_that_the_city_registered_and_to_no_other(city, district):
    home = district.vietnamese_home.specific
    home.tasks = [("task", {"icon": "report", "title": "Báo sự cố", "text": "Đường, nước", "view": "hotline"})]
    approve(home, district)
    own = [("channel", {"kind": "hotline", "name": "Tổng đài của quận", "url": "", "contact": "1999"})]
    make_item(district, "channels", published=True, channels=own)

    def tile():
        return BeautifulSoup(Client(headers={"host": district.host}).get("/").content, "html.parser").select_one(
            ".task-list li"
        )

    assert tile() is None
    of_city = [("channel", {"kind": "hotline", "name": "Tổng đài 1022", "url": "", "contact": "1022, cả ngày"})]
    make_item(city, "channels", published=True, channels=of_city)
    assert tile().a["href"] == "tel:1022"
    assert tile().p.get_text() == "Đường, nước: Tổng đài 1022"
