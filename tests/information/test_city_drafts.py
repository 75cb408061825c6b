"""Drafts of all portals in one list with a feed and a calendar: what citizens can read, and nothing else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.templatetags.text_filters import NO_BREAK_SPACE
from provisioning.portal_states import suspend_portal
from tests.factories import AT, make_city, make_operator, section_of
from tests.information.factories import files_of, make_item
from tests.information.pages import queries_of, shown

pytestmark = pytest.mark.django_db

LIST, FEED, CALENDAR = (f"/gop-y-toan-thanh-pho/{below}" for below in ("", "rss/", "ics/"))


@pytest.fixture
def portals():
    return make_city()


def read(portal, path=LIST, **query):
    return Client(headers={"host": portal.host}).get(path, query)


def titles(response):
    return {
        link.get_text().replace(NO_BREAK_SPACE, " ")
        for link in BeautifulSoup(response.content, "html.parser").select(".story a")
    }


def draft(portal, title, *, closes, published=True, **values):
    end = timezone.localdate() + timedelta(days=closes)
    opens = min(end, timezone.localdate()) - timedelta(days=20)
    return make_item(portal, "draft", title, trigger_date=opens, closes_on=end, published=published, **values)


@pytest.mark.slow(reason="publishes on three of four portals")
def test_list_feed_and_calendar_hold_what_is_public_and_leave_out_a_portal_out_of_service(portals):
    draft(portals["thanhpho"], "Dự thảo của thành phố", closes=20)
    draft(portals["bennghe"], "Dự thảo của phường", closes=3)
    draft(portals["bennghe"], "Bản nháp của phường", closes=3, published=False)
    done = {"state": "taken_up", "results": files_of(portals["quan1"])}
    draft(portals["quan1"], "Đã tiếp thu của quận", closes=-40, **done)
    draft(portals["quan1"], "Chờ báo cáo của quận", closes=-1)
    city = portals["thanhpho"]
    everything = {"Dự thảo của thành phố", "Dự thảo của phường", "Đã tiếp thu của quận", "Chờ báo cáo của quận"}
    assert titles(read(city)) == everything
    assert titles(read(city, **{"lay-y-kien": "open"})) == {"Dự thảo của thành phố", "Dự thảo của phường"}
    assert titles(read(city, **{"lay-y-kien": "closed"})) == {"Chờ báo cáo của quận"}
    assert titles(read(city, **{"sap-het-han": "7"})) == {"Dự thảo của phường"}
    assert titles(read(city, **{"loai-cong": "district", "lay-y-kien": "taken_up"})) == {"Đã tiếp thu của quận"}
    feed = read(city, FEED, **{"sap-het-han": "7"}).content.decode()
    assert ("Dự thảo của phường" in feed, "Dự thảo của thành phố" in feed) == (True, False)
    calendar = read(city, CALENDAR).content.decode().replace("\r\n ", "")
    assert ("Dự thảo của phường" in calendar, "Chờ báo cáo" in calendar, "Bản nháp" in calendar) == (True, False, False)
    suspend_portal(portals["bennghe"], by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    assert titles(read(city)) == everything - {"Dự thảo của phường"}
    assert "phường" not in read(city, CALENDAR).content.decode()


def test_other_portals_lead_to_the_city(portals):
    answer = read(portals["bennghe"])
    assert (answer.status_code, answer["Location"]) == (301, f"{portals['thanhpho'].root_url}{LIST}")
    assert [read(portals["bennghe"], path).status_code for path in (FEED, CALENDAR)] == [404, 404]
    section = section_of(portals["thanhpho"], "gop-y-du-thao")
    assert f'href="{reverse("city_drafts")}"' in read(portals["thanhpho"], section.url).content.decode()


@pytest.mark.slow(reason="publishes a draft")
def test_reader_puts_the_last_day_of_a_draft_into_the_calendar_while_it_is_open(client, district):
    page = draft(district, "Dự thảo", closes=3)
    assert shown(client, page).select_one('a[href$="/ics/"]')["href"].endswith(f"/{page.slug}/ics/")
    calendar = client.get(f"{page.url}ics/", headers={"host": district.host}).content.decode()
    assert f"DTSTART;VALUE=DATE:{page.closes_on:%Y%m%d}" in calendar


@pytest.mark.slow(reason="publishes on four portals")
def test_number_of_queries_does_not_depend_on_portals_and_items(client, portals):
    draft(portals["thanhpho"], "Một", closes=3)
    few = queries_of(client, portals["thanhpho"], LIST)
    for portal in portals.values():
        for number in range(2):
            draft(portal, f"Thêm {number}", closes=3)
    assert queries_of(client, portals["thanhpho"], LIST) - few <= 2
