"""What search engines are told of each type of page: one statement besides the breadcrumb, whose values are whole.

What the kinds of information state stands in `test_kinds`.
"""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from home.models import PortalHomePage
from sites.content_policy import CONTENT_POLICY
from sites.models import Portal
from tests.factories import CITY, make_article, section_of
from tests.fullest import (
    full_contact,
    full_gallery,
    full_information,
    full_linked_item,
    full_person,
    full_unit,
    make_document,
)
from tests.home.branches import approve
from tests.information.factories import KINDS, make_item, recording_of
from tests.information.pages import shown, statement_of

pytestmark = pytest.mark.django_db


HOME = {
    "NewsArticlePage": lambda portal, section: make_article(portal, "Tin"),
    "InformationPage": lambda portal, section: approve(full_information(portal, parent=section), portal),
    "GalleryPage": lambda portal, section: approve(full_gallery(portal, parent=section), portal),
    "OrganisationUnitPage": lambda portal, section: approve(full_unit(portal, parent=section), portal),
    "PersonPage": lambda portal, section: approve(full_person(portal, parent=section), portal),
    "LinkedItemPage": lambda portal, section: approve(
        full_linked_item(portal, parent=section, target=make_article(Portal.objects.get(code=CITY.code), "Tin gốc")),
        portal,
    ),
    "ContactPage": lambda portal, section: approve(full_contact(portal), portal),
    "SectionPage": lambda portal, section: approve(section, portal),
    "PortalHomePage": lambda portal, section: (
        PortalHomePage.objects.live().filter(slug="vi").get(path__startswith=portal.container.path)
    ),
}


def test_every_type_of_page_is_looked_at_here():
    types = {model for app in ("home", "information") for model in apps.get_app_config(app).get_models()}
    public_types = {model.__name__ for model in types if issubclass(model, Page)} - {"PortalContainerPage"}
    assert public_types == {one.model.__name__ for one in KINDS.values()} | set(HOME)


@pytest.mark.slow(reason="publishes a page of each type, with its pictures")
def test_page_of_home_states_one_thing(client, district):
    # One after another: they share a picture, whose files are made once.
    for name, publish in HOME.items():
        page = publish(district, section_of(district))
        page.refresh_from_db()
        assert statement_of(shown(client, page)), name


def test_week_lists_its_public_engagements_as_events(client, district):
    listed = statement_of(shown(client, make_item(district, "schedule", published=True)))["mainEntity"]
    events = [entry["item"] for entry in listed["itemListElement"]]
    assert (listed["@type"], {event["@type"] for event in events}) == ("ItemList", {"Event"})
    assert [event["startDate"] for event in events][:2] == ["2026-11-23T08:00:00+07:00", "2026-11-23T14:00:00+07:00"]
    assert "Họp kín về nhân sự" not in json.dumps(listed, ensure_ascii=False)


def test_contact_point_and_channels_are_told(client, district):
    contact, channels = (
        statement_of(shown(client, make_item(district, kind, published=True)))["mainEntity"]
        for kind in ("access", "channels")
    )
    assert (contact["@type"], contact["email"]) == ("ContactPoint", "tiepcan@phuong.example")
    told = [entry["item"].get("url") or entry["item"]["telephone"] for entry in channels["itemListElement"]]
    assert told == ["https://mang.example/phuong", "1022"]


@pytest.mark.slow(reason="publishes recordings of each form")
def test_recording_says_where_it_is_and_what_is_said(client, district):
    sound = {"title": "Bài nói", "file": make_document(district).pk, "transcript": "<p>Một &amp; hai.</p><p>Ba.</p>"}
    video, audio = *recording_of(district), {"type": "audio", "value": sound}
    pages = [
        make_item(district, "recording", f"Bản ghi {number}", published=True, media=media)
        for number, media in enumerate(([video], [audio], [video, audio]))
    ]
    seen, heard, both = (statement_of(shown(client, page)) for page in pages)
    assert (seen["@type"], seen["contentUrl"]) == ("VideoObject", "https://kenh.example/phien-hop")
    assert (seen["transcript"], heard["transcript"]) == ("Lời phát biểu.", "Một & hai. Ba.")
    assert heard["@type"] == "AudioObject"
    assert heard["contentUrl"].startswith(f"{heard['url'].split('/thu-vien/')[0]}/")
    assert [part["@type"] for part in both["hasPart"]] == ["VideoObject", "AudioObject"]
    event = statement_of(shown(client, make_item(district, "live", published=True)))
    assert [part["@type"] for part in event["recordedIn"]] == ["VideoObject"]


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
    listed, event = channels(district), live(district)
    page, policy = read(client, event)
    place, button = page.select_one("[data-source]"), page.select_one("[data-player]")
    assert (place["data-source"], place["data-kind"], button["data-player"]) == (STREAM, "frame", place["id"])
    assert button.has_attr("hidden")
    assert place["data-title"]
    assert page.select("main iframe, main video") == []
    assert STREAM in {link["href"] for link in page.select("main a")}
    assert policy == f"{CONTENT_POLICY}; frame-src 'self' https://kenh.example"
    # Neither other pages of the portal nor the calendar of the event have a player.
    assert [read(client, listed)[1], read(client, event, "ics/")[1]] == [CONTENT_POLICY] * 2


def test_stream_of_any_other_host_is_a_link_and_the_policy_that_of_all_pages(client, city, district, settings):
    """Named by another portal's list, or by a draft."""
    channels(city)
    channels(district, published=False)
    channels(district, "https://khac.example/")
    event = live(district)
    page, policy = read(client, event)
    assert page.select("[data-source], [data-player]") == []
    assert STREAM in {link["href"] for link in page.select("main a")}
    assert policy == CONTENT_POLICY
    # A setting names hosts for all portals.
    settings.EMBED_HOSTS = frozenset({"kenh.example"})
    assert read(client, event)[1].endswith("frame-src 'self' https://kenh.example")


def test_event_that_is_over_plays_its_recording_and_leaves_no_gap(client, district):
    channels(district)
    now = timezone.now()
    over = {"starts_at": now - timedelta(hours=3), "ends_at": now - timedelta(hours=1)}
    page, policy = read(client, live(district, **over))
    assert page.select("[data-source]") == []
    assert [one for one in page.select("main p") if not one.get_text(strip=True)] == []
    assert policy == CONTENT_POLICY
    recording = recording_of(district, "https://kenh.example/phien-hop.mp4")
    page, policy = read(client, live(district, recording=recording, **over))
    assert page.select_one("[data-source]")["data-kind"] == "media"
    assert policy == f"{CONTENT_POLICY}; media-src 'self' https://kenh.example"


def test_recording_on_a_channel_is_played_and_a_pages_own_is_not_framed(client, district):
    channels(district)
    page, policy = read(client, make_item(district, "recording", published=True))
    assert page.select_one("[data-source]")["data-source"] == "https://kenh.example/phien-hop"
    assert "frame-src 'self' https://kenh.example" in policy
    _page, policy = read(client, live(district, stream_url=f"https://{district.host}/tin-tuc/"))
    assert policy == CONTENT_POLICY


def test_video_on_a_page_without_players_is_a_link(client, district):
    """A block of a video stands on pages of every kind."""
    page = shown(client, make_article(district, body=recording_of(district, STREAM)))
    assert STREAM in {link["href"] for link in page.select("main a")}
