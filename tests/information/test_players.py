"""Broadcasts and recordings on official channels: played on a click, from hosts that the portal's own list names."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from sites.content_policy import CONTENT_POLICY
from tests.each import each_case
from tests.factories import make_article
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

STREAM = "https://kenh.example/truc-tiep"


def channels(portal, url="https://kenh.example/@quan1", **values):
    value = {"kind": "social", "name": "Kênh", "url": url, "contact": "", "decision": ""}
    return make_item(
        portal, "channels", channels=[{"type": "channel", "value": value}], **({"published": True} | values)
    )


def live(portal, **values):
    now = timezone.now()
    during = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=1), "recording": []}
    return make_item(portal, "live", published=True, **(during | values))


def read(client, page, below=""):
    response = client.get(f"{page.url}{below}", headers={"host": page.portal.host})
    return BeautifulSoup(response.content, "html.parser"), response.headers["Content-Security-Policy"]


def test_stream_of_a_listed_channel_waits_for_a_click_and_is_a_link_without_scripts(client, district):
    channels(district)
    page, policy = read(client, live(district))
    place, button = page.select_one("[data-source]"), page.select_one("[data-player]")
    assert (place["data-source"], place["data-kind"], button["data-player"]) == (STREAM, "frame", place["id"])
    assert button.has_attr("hidden")
    assert place["data-title"]
    assert page.select("main iframe, main video") == []
    assert STREAM in {link["href"] for link in page.select("main a")}
    assert policy == f"{CONTENT_POLICY}; frame-src 'self' https://kenh.example"


@each_case("which", ["no list", "a draft", "another host", "another portal's list"])
def test_stream_of_any_other_host_is_a_link_and_the_policy_that_of_all_pages(client, city, district, which):
    if which == "a draft":
        channels(district, published=False)
    elif which == "another host":
        channels(district, "https://khac.example/")
    elif which == "another portal's list":
        channels(city)
    page, policy = read(client, live(district))
    assert page.select("[data-source], [data-player]") == []
    assert STREAM in {link["href"] for link in page.select("main a")}
    assert policy == CONTENT_POLICY


def test_setting_names_hosts_for_all_portals(client, district, settings):
    settings.EMBED_HOSTS = frozenset({"kenh.example"})
    _page, policy = read(client, live(district))
    assert policy.endswith("frame-src 'self' https://kenh.example")


def test_other_pages_of_the_portal_keep_the_common_policy(client, district):
    page = channels(district)
    live(district)
    assert read(client, page)[1] == CONTENT_POLICY


def test_event_that_is_over_plays_its_recording_and_leaves_no_gap(client, district):
    channels(district)
    now = timezone.now()
    over = {"starts_at": now - timedelta(hours=3), "ends_at": now - timedelta(hours=1)}
    page, policy = read(client, live(district, **over))
    assert page.select("[data-source]") == []
    assert [one for one in page.select("main p") if not one.get_text(strip=True)] == []
    assert policy == CONTENT_POLICY
    video = {"title": "Phiên họp", "file": None, "poster": None, "url": "https://kenh.example/phien-hop.mp4",
             "captions": None, "transcript": "<p>Lời.</p>"}  # fmt: skip
    page, policy = read(client, live(district, recording=[{"type": "video", "value": video}], **over))
    assert page.select_one("[data-source]")["data-kind"] == "media"
    assert policy == f"{CONTENT_POLICY}; media-src 'self' https://kenh.example"


def test_recording_on_a_channel_is_played_and_a_pages_own_is_not_framed(client, district):
    channels(district)
    page, policy = read(client, make_item(district, "recording", published=True))
    assert page.select_one("[data-source]")["data-source"] == "https://kenh.example/phien-hop"
    assert "frame-src 'self' https://kenh.example" in policy
    _page, policy = read(client, live(district, stream_url=f"https://{district.host}/tin-tuc/"))
    assert policy == CONTENT_POLICY


def test_calendar_of_an_event_has_no_policy_of_players(client, district):
    channels(district)
    response = client.get(f"{live(district).url}ics/", headers={"host": district.host})
    assert response.headers["Content-Security-Policy"] == CONTENT_POLICY


def test_video_on_a_page_without_players_is_a_link(client, district):
    """A block of a video stands on pages of every kind."""
    video = {
        "title": "Phóng sự",
        "file": None,
        "poster": None,
        "url": STREAM,
        "captions": None,
        "transcript": "<p>Lời.</p>",
    }
    page = make_article(district, body=[("video", video)])
    shown = client.get(page.url, headers={"host": district.host}).content
    assert STREAM in {link["href"] for link in BeautifulSoup(shown, "html.parser").select("main a")}
