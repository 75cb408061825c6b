"""Direction and administration of all portals in one list: what citizens can read, and nothing else."""

from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from information.serving import city_lists
from information.serving.city_lists import PortalKindFilter
from provisioning.portal_states import suspend_portal
from tests.factories import AT, make_city, make_operator, section_of
from tests.information.factories import make_item
from tests.information.pages import queries_of

pytestmark = pytest.mark.django_db

LIST, FEED = "/chi-dao-toan-thanh-pho/", "/chi-dao-toan-thanh-pho/rss/"


@pytest.fixture
def portals():
    return make_city()


def read(portal, path=LIST, **query):
    return Client(headers={"host": portal.host}).get(path, query)


def titles(response):
    return [link.get_text() for link in BeautifulSoup(response.content, "html.parser").select(".story a")]


def direct(portal, title, **values):
    return make_item(portal, "direction", title, published=True, **values)


@pytest.mark.slow(reason="publishes on three of four portals")
def test_list_holds_what_is_public_on_all_portals_with_its_origin_and_leaves_out_one_out_of_service(portals):
    direct(portals["thanhpho"], "Thông báo kết luận của Chủ tịch")
    direct(portals["bennghe"], "Công điện phòng ngập")
    direct(portals["quan1"], "Ý kiến của quận")
    make_item(portals["quan1"], "direction", "Bản nháp của quận")
    shown = read(portals["thanhpho"])
    assert titles(shown) == ["Ý kiến của quận", "Công điện phòng ngập", "Thông báo kết luận của Chủ tịch"]
    assert "theo Cổng Phường Bến Nghé" in shown.content.decode().replace("\xa0", " ")
    feed = read(portals["thanhpho"], FEED).content.decode()
    assert ("Ý kiến của quận" in feed, "Bản nháp của quận" in feed) == (True, False)
    suspend_portal(portals["quan1"], by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    assert titles(read(portals["thanhpho"])) == ["Công điện phòng ngập", "Thông báo kết luận của Chủ tịch"]
    assert "Ý kiến của quận" not in read(portals["thanhpho"], FEED).content.decode()


@pytest.mark.slow(reason="opens a list and a feed for each choice")
def test_list_and_feed_are_narrowed_by_kind_and_by_kind_of_portal(portals):
    direct(portals["thanhpho"], "Công điện", kind="dispatch")
    direct(portals["bennghe"], "Kết luận", kind="conclusion")
    direct(portals["bennghe"], "Công điện của phường", kind="dispatch")
    assert titles(read(portals["thanhpho"], **{"loai-cong": "commune"})) == ["Công điện của phường", "Kết luận"]
    assert len(titles(read(portals["thanhpho"], **{"loai-cong": "la", "loai": "x"}))) == 3
    asked = {"loai": "dispatch", "loai-cong": "commune"}
    both = read(portals["thanhpho"], **asked)
    assert titles(both) == ["Công điện của phường"]
    link = BeautifulSoup(both.content, "html.parser").select_one(f'link[href^="{FEED}"]')
    assert link["href"] == f"{FEED}?loai=dispatch&loai-cong=commune"
    feed = read(portals["thanhpho"], FEED, **asked).content.decode()
    assert ("Công điện của phường" in feed, "Kết luận" in feed) == (True, False)
    assert "loai=dispatch&amp;loai-cong=commune" in feed


def test_other_portals_lead_to_the_city(portals):
    answer = read(portals["bennghe"])
    assert (answer.status_code, answer["Location"]) == (301, f"{portals['thanhpho'].root_url}{LIST}")
    assert read(portals["bennghe"], FEED).status_code == 404


def test_sections_of_the_city_that_provide_it_lead_there(portals):
    for portal, is_led in ((portals["thanhpho"], True), (portals["quan1"], False)):
        section = section_of(portal, "chi-dao-dieu-hanh")
        shown = Client(headers={"host": portal.host}).get(f"/{section.slug}/").content.decode()
        assert (f'href="{reverse("city_direction")}"' in shown) == is_led
    assert reverse("city_direction") in read(portals["thanhpho"], "/sitemap.xml").content.decode()


@pytest.mark.slow(reason="publishes on four portals")
def test_number_of_queries_does_not_depend_on_portals_and_items(client, portals):
    direct(portals["thanhpho"], "Một")
    few = queries_of(client, portals["thanhpho"], LIST)
    for portal in portals.values():
        for number in range(2):
            direct(portal, f"Thêm {number}")
    assert queries_of(client, portals["thanhpho"], LIST) - few <= 2


def test_portal_without_a_place_in_the_tree_yet_brings_no_pages_of_others(monkeypatch):
    unborn = SimpleNamespace(kind="commune", container_path="")
    monkeypatch.setattr(city_lists, "get_directory", lambda: SimpleNamespace(records=[unborn]))
    assert Page.objects.exists()
    assert not PortalKindFilter().narrow(Page.objects.all(), "commune").exists()
