"""What search engines are told of each type of page: one statement besides the breadcrumb, whose values are whole."""

import json
from datetime import date, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from home.models import PortalHomePage
from sites.content_policy import CONTENT_POLICY
from sites.models import Portal
from tests.each import each_case
from tests.factories import CITY, make_article, make_head, make_member, publish_approved_page, section_of
from tests.fullest import (
    full_contact,
    full_gallery,
    full_information,
    full_linked_item,
    full_person,
    full_unit,
    make_document,
)
from tests.information.factories import KINDS, make_item, recording_of

pytestmark = pytest.mark.django_db

DAYS = {"dateCreated", "expires", "datePosted", "startDate", "endDate", "uploadDate", "datePublished", "dateModified"}


def public(portal, page):
    page.save_revision(user=make_member(portal))
    return publish_approved_page(page, by=make_head(portal))


def city_of():
    return Portal.objects.get(code=CITY.code)


HOME = {
    "NewsArticlePage": lambda portal, section: make_article(portal, "Tin"),
    "InformationPage": lambda portal, section: public(portal, full_information(portal, parent=section)),
    "GalleryPage": lambda portal, section: public(portal, full_gallery(portal, parent=section)),
    "OrganisationUnitPage": lambda portal, section: public(portal, full_unit(portal, parent=section)),
    "PersonPage": lambda portal, section: public(portal, full_person(portal, parent=section)),
    "LinkedItemPage": lambda portal, section: public(
        portal,
        full_linked_item(portal, parent=section, target=make_article(Portal.objects.get(code=CITY.code), "Tin gốc")),
    ),
    "ContactPage": lambda portal, section: public(portal, full_contact(portal)),
    "SectionPage": lambda portal, section: public(portal, section),
    "PortalHomePage": lambda portal, section: (
        PortalHomePage.objects.live().filter(slug="vi").get(path__startswith=portal.container.path)
    ),
}


def statements(client, page):
    response = client.get(page.url, headers={"host": page.portal.host})
    assert response.status_code == 200
    scripts = BeautifulSoup(response.content, "html.parser").find_all("script", type="application/ld+json")
    return [statement for script in scripts for statement in json.loads(script.string)]


def the_one(client, page):
    found = [statement for statement in statements(client, page) if statement["@type"] != "BreadcrumbList"]
    assert len(found) == 1, [statement["@type"] for statement in found]
    assert found[0]["@context"] == "https://schema.org"
    assert list(faults(found[0])) == []
    return found[0]


def faults(value, name=""):
    """What is wrong in a statement: something empty, a thing without its type, a day that is none."""
    if value in ("", None, [], {}):
        yield f"{name} is empty"
    elif isinstance(value, dict):
        if not value.get("@type"):
            yield f"{name} has no type"
        for key, inner in value.items():
            yield from faults(inner, f"{name}.{key}")
    elif isinstance(value, list):
        for inner in value:
            yield from faults(inner, name)
    elif name.rpartition(".")[2] in DAYS:
        try:
            datetime.fromisoformat(value)
        except ValueError:
            yield f"{name}: {value} is no day"


def test_every_type_of_page_is_looked_at_here():
    types = {model for app in ("home", "information") for model in apps.get_app_config(app).get_models()}
    public_types = {model.__name__ for model in types if issubclass(model, Page)} - {"PortalContainerPage"}
    assert public_types == {one.model.__name__ for one in KINDS.values()} | set(HOME)


@each_case("kind", sorted(KINDS))
def test_kind_of_information_states_one_thing(client, district, kind):
    the_one(client, make_item(district, kind, published=True))


@pytest.mark.parametrize("name", sorted(HOME))
def test_page_of_home_states_one_thing(client, district, name):
    page = HOME[name](district, section_of(district))
    page.refresh_from_db()
    the_one(client, page)


def test_alert_and_stop_say_when_they_are_over(client, district):
    alert = the_one(client, make_item(district, "alert", published=True))
    assert (alert["@type"], alert["expires"]) == ("SpecialAnnouncement", "2026-12-01")
    stop = the_one(client, make_item(district, "outage", published=True))
    assert (stop["@type"], stop["expires"]) == ("SpecialAnnouncement", "2026-12-20T01:00:00+00:00")


def test_week_lists_its_public_engagements_as_events(client, district):
    listed = the_one(client, make_item(district, "schedule", published=True))["mainEntity"]
    events = [entry["item"] for entry in listed["itemListElement"]]
    assert (listed["@type"], {event["@type"] for event in events}) == ("ItemList", {"Event"})
    assert [event["startDate"] for event in events][:2] == ["2026-11-23T08:00:00+07:00", "2026-11-23T14:00:00+07:00"]
    assert "Họp kín về nhân sự" not in json.dumps(listed, ensure_ascii=False)


def test_contact_point_and_channels_are_told(client, district):
    contact = the_one(client, make_item(district, "access", published=True))["mainEntity"]
    assert (contact["@type"], contact["email"]) == ("ContactPoint", "tiepcan@phuong.example")
    channels = the_one(client, make_item(district, "channels", published=True))["mainEntity"]["itemListElement"]
    assert [entry["item"].get("url") or entry["item"]["telephone"] for entry in channels] == [
        "https://mang.example/phuong",
        "1022",
    ]


def test_reports_say_their_number_and_day(client, district):
    for kind, number in (("direction", "45/TB-UBND"), ("disclosure", "12/TB-UBND")):
        stated = the_one(client, make_item(district, kind, published=True))
        assert (stated["@type"], stated["reportNumber"]) == ("Report", number)
        assert stated["dateCreated"] == date(2026, 10, 15).isoformat()


def test_recording_says_where_it_is_and_what_is_said(client, district):
    video = the_one(client, make_item(district, "recording", published=True))
    assert (video["@type"], video["contentUrl"]) == ("VideoObject", "https://kenh.example/phien-hop")
    assert video["transcript"] == "Lời phát biểu."
    sound = {"title": "Bài nói", "file": make_document(district).pk, "transcript": "<p>Một &amp; hai.</p><p>Ba.</p>"}
    audio = {"type": "audio", "value": sound}
    one = the_one(client, make_item(district, "recording", "Bài nói", published=True, media=[audio]))
    assert (one["@type"], one["transcript"]) == ("AudioObject", "Một & hai. Ba.")
    assert one["contentUrl"].startswith(f"{one['url'].split('/thu-vien/')[0]}/")
    both = the_one(
        client, make_item(district, "recording", "Cả hai", published=True, media=[*recording_of(district), audio])
    )
    assert [part["@type"] for part in both["hasPart"]] == ["VideoObject", "AudioObject"]
    live = the_one(client, make_item(district, "live", published=True))
    assert [part["@type"] for part in live["recordedIn"]] == ["VideoObject"]


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
