"""Channels, services and applications of all portals on the city's home: what each registered, and nothing else."""

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.test import Client

from information.models import ChannelsPage
from provisioning.portal_states import suspend_portal
from sites.directory import forget_directory, get_directory
from sites.models import Portal
from tests.factories import AT, make_city, make_operator
from tests.home.branches import open_english, translated
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

CITY_LIST = "/kenh-thong-tin-toan-thanh-pho/"


@pytest.fixture
def portals():
    return make_city()


def channels(portal, path="/", part="[aria-labelledby=channels] .thirds a"):
    cache.clear()
    response = Client(headers={"host": portal.host}).get(path)
    return [link.get_text() for link in BeautifulSoup(response.content, "html.parser").select(part)]


@pytest.mark.slow(reason="publishes on three of four portals")
@pytest.mark.both_engines
def test_city_shows_what_is_public_on_readable_portals_and_no_other_home_does(portals):
    app = {"kind": "app", "url": "https://app.example/", "contact": "", "decision": ""}
    for code in ("thanhpho", "bennghe", "quan1"):
        entries = [
            {"type": "channel", "value": {**app, "name": f"Ứng dụng {code}", "url": f"https://app.example/{code}"}}
        ]
        make_item(portals[code], "channels", published=True, channels=entries)
    make_item(portals["bennghe"], "procedure", published=True, service_url="https://dvc.example/1")
    make_item(portals["bennghe"], "procedure", "Nháp", service_url="https://dvc.example/2")
    shown = channels(portals["thanhpho"])
    assert shown == ["1 thủ tục nộp trực tuyến", "Ứng dụng thanhpho", "Ứng dụng quan1", "Ứng dụng bennghe"]
    assert channels(portals["bennghe"]) == []
    Portal.objects.filter(pk=portals["quan1"].pk).update(links=[{"title": "Zalo", "url": "https://zalo.me/quan1"}])
    forget_directory()
    assert "https://zalo.me/quan1" in channels(portals["thanhpho"], CITY_LIST, "main td a")
    suspend_portal(portals["quan1"], by=make_operator(), at=AT, reason="Sự cố", expected_return=None)
    assert "Ứng dụng quan1" not in channels(portals["thanhpho"])
    listed = channels(portals["thanhpho"], CITY_LIST, "main td a")
    assert "https://app.example/bennghe" in listed
    assert {"https://app.example/quan1", "https://zalo.me/quan1"}.isdisjoint(listed)


@pytest.mark.slow(reason="publishes on two portals, and the English home of the city")
def test_english_list_has_the_channels_of_portals_that_have_no_english_list(portals):
    for code, kind in {"thanhpho": "hotline", "bennghe": "app"}.items():
        entry = {"kind": kind, "name": f"Kênh {code}", "url": "", "contact": "1022", "decision": ""}
        make_item(portals[code], "channels", published=True, channels=[{"type": "channel", "value": entry}])
    open_english(portals["thanhpho"])
    named = "main th[lang=vi]"
    assert channels(portals["thanhpho"], "/en/channels-of-the-city/", named) == ["Kênh bennghe", "Kênh thanhpho"]
    translated(ChannelsPage.objects.get(path__startswith=portals["thanhpho"].container.path), portals["thanhpho"])
    assert channels(portals["thanhpho"], "/en/channels-of-the-city/", named) == ["Kênh bennghe"]
    assert channels(portals["thanhpho"], CITY_LIST, named) == []


def test_list_of_channels_stands_on_the_city_portal_alone(portals):
    response = Client(headers={"host": portals["bennghe"].host}).get(CITY_LIST)
    city = get_directory().by_id[portals["thanhpho"].pk]
    assert response["Location"] == city.root_url + CITY_LIST
