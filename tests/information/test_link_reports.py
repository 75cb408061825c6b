"""Addresses that public pages of information offer are followed each week; what fails is told to the own portal."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from editorial.withdrawal.actions import take_down
from home.outbound import client
from information import tasks
from information.links.link_reports import follow, forget_gone, offered_addresses, report_links
from information.models import LinkReport
from provisioning.portal_states import archive_portal
from tests.admin import browser
from tests.factories import AT, make_head, make_member, make_supervisor, make_user
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

DEAD, GOOD = "https://dichvucong.example/hong", "https://dichvucong.example/tot"
CHANNEL = "https://mang.example/phuong"
LATER = AT + timedelta(days=7)


def serve(portal, address, **values):
    return make_item(
        portal, "procedure", f"Thủ tục {address[-4:]}", service_url=address, **{"published": True} | values
    )


def reports():
    return sorted(LinkReport.objects.values_list("portal__code", "address", "problem"))


def report(portal, page, address=DEAD):
    return LinkReport.objects.create(
        page=page, portal=portal, address=address, problem="không có máy này", first_seen=AT, checked_at=AT
    )


@pytest.mark.slow(reason="publishes pages of several kinds on two portals")
def test_offered_is_what_public_pages_say(city, district):
    page = serve(district, DEAD)
    page.service_url = "https://dichvucong.example/nhap"
    page.save_revision()
    theirs = serve(city, DEAD)
    serve(district, GOOD, published=False)
    channels = make_item(district, "channels", published=True)
    # A stream is followed until the broadcast is over, its recording from then on.
    over = timezone.now() - timedelta(hours=1)
    live = make_item(district, "live", published=True, starts_at=over - timedelta(hours=1), ends_at=over)
    assert {address: {place.page for place in places} for address, places in offered_addresses().items()} == {
        DEAD: {page.pk, theirs.pk},
        CHANNEL: {channels.pk},
        "https://kenh.example/phien-hop": {live.pk},
    }
    assert set(offered_addresses("mang.example")) == {CHANNEL}
    archive_portal(city, by=None, at=AT, legal_basis="Nghị quyết", successor=district)
    assert {place.page for place in offered_addresses()[DEAD]} == {page.pk}


@pytest.mark.slow(reason="publishes pages of several kinds")
@pytest.mark.both_engines
def test_offered_are_data_sets_broadcasts_recordings_and_disclosed_information(district):
    entry = {"name": "Quy hoạch", "url": "https://quyhoach.example/a", "page": None, "day": None, "disclosed": None}
    make_item(district, "data_set", published=True)
    make_item(district, "live", published=True, recording=[], ends_at=timezone.now() + timedelta(days=1))
    make_item(district, "recording", published=True)
    make_item(district, "access", published=True, entries=[{"type": "entry", "value": entry}])
    assert set(offered_addresses()) == {
        "https://dulieu.example/ho-so",
        "https://kenh.example/truc-tiep",
        "https://kenh.example/phien-hop",
        "https://quyhoach.example/a",
    }
    assert set(offered_addresses("kenh.example")) == {
        "https://kenh.example/truc-tiep",
        "https://kenh.example/phien-hop",
    }


def test_host_is_asked_one_address_after_another_with_a_pause():
    asked, waited = [], []

    def send(address):
        asked.append(address)
        return (404, "") if address == DEAD else (200, "")

    assert follow([DEAD, GOOD], send=send, wait=waited.append) == {DEAD: "máy chủ trả lời mã 404", GOOD: ""}
    assert (asked, waited) == ([DEAD, GOOD], [1])


@pytest.mark.both_engines
def test_each_page_has_its_report_which_is_forgotten_when_the_address_works(city, district):
    serve(city, DEAD)
    serve(district, DEAD)
    serve(district, GOOD)
    offered = offered_addresses()
    assert report_links({DEAD: "trả lời 404", GOOD: ""}, offered, at=AT) == 1
    assert reports() == [("quan1", DEAD, "trả lời 404"), ("thanhpho", DEAD, "trả lời 404")]
    report_links({DEAD: "không trả lời"}, offered, at=LATER)
    assert set(LinkReport.objects.values_list("problem", "first_seen", "checked_at")) == {("không trả lời", AT, LATER)}
    report_links({DEAD: ""}, offered, at=LATER)
    assert reports() == []


@pytest.mark.both_engines
def test_what_a_page_does_not_offer_any_more_is_forgotten(city, district):
    mine, theirs = serve(district, DEAD), serve(city, DEAD)
    report(district, mine)
    report(city, theirs)
    take_down(mine, by=make_head(district), at=AT, reason_class="error", reason="Sai.")
    assert forget_gone(offered_addresses()) == 1
    assert reports() == [("thanhpho", DEAD, "không có máy này")]


@pytest.fixture
def asked(monkeypatch, settings):
    """What the tasks ask, in order, of a network on which one address is dead; nobody waits."""
    settings.CHECK_EXTERNAL_LINKS = True
    found = []

    def follow_here(addresses):
        found.append(list(addresses))
        return {address: "trả lời 404" if address == DEAD else "" for address in addresses}

    monkeypatch.setattr(tasks, "follow", follow_here)
    return found


@pytest.mark.slow(reason="publishes seven pages")
def test_weekly_task_asks_each_address_once_in_portions_of_a_host(city, district, asked, monkeypatch):
    monkeypatch.setattr(tasks, "BATCH", 2)
    for portal in (city, district):
        for address in (DEAD, GOOD, f"{GOOD}/2"):
            serve(portal, address)
    make_item(district, "channels", published=True)
    assert tasks.follow_offered_links() == 2
    assert asked == [[DEAD, GOOD], [f"{GOOD}/2"], [CHANNEL]]
    assert reports() == [("quan1", DEAD, "trả lời 404"), ("thanhpho", DEAD, "trả lời 404")]


@pytest.mark.both_engines
def test_host_that_is_being_asked_is_left_alone(district, asked):
    serve(district, DEAD)
    # As another worker takes the host, which is a lock in the cache alone.
    assert tasks.cache.add(tasks._key("dichvucong.example"), True)
    assert tasks.follow_links_of_host("dichvucong.example") == 0
    assert asked == []


def test_nobody_is_asked_where_the_installation_asks_no_others(district, asked, settings):
    settings.CHECK_EXTERNAL_LINKS = False
    report(district, make_item(district, "procedure", published=True))
    serve(district, DEAD)
    assert tasks.follow_offered_links() == 0
    assert (asked, reports()) == ([], [])


def test_time_of_a_task_is_enough_for_its_addresses():
    slowest = (client.MAX_REDIRECTS + 1) * client.REQUEST_TIMEOUT + 1
    assert tasks.follow_links_of_host.time_limit >= tasks.BATCH * slowest


# The report


def rows(user, **asked):
    response = browser(user).get(reverse("dead_links"), asked)
    assert response.status_code == 200
    return {row.address for row in response.context["object_list"]}, response.content.decode()


def test_report_is_of_the_own_portal_and_of_all_for_supervisors(city, district):
    mine, theirs = serve(district, DEAD), serve(city, f"{DEAD}/cua-thanh-pho")
    report(district, mine)
    report(city, theirs, f"{DEAD}/cua-thanh-pho")
    found, text = rows(make_member(district))
    assert found == {DEAD}
    assert "cua-thanh-pho" not in text
    assert f">{city.name}<" not in text
    assert reverse("wagtailadmin_pages:edit", args=[mine.pk]) in text
    assert rows(make_member(district), portal=city.pk)[0] <= {DEAD}
    both, text = rows(make_supervisor())
    assert both == {DEAD, f"{DEAD}/cua-thanh-pho"}
    assert mine.full_url in text
    assert reverse("wagtailadmin_pages:edit", args=[mine.pk]) not in text
    assert rows(make_supervisor(), portal=city.pk)[0] == {f"{DEAD}/cua-thanh-pho"}
    assert browser(make_user("khach")).get(reverse("dead_links")).status_code in {302, 403}
    # A page that is public no longer has no report.
    take_down(mine, by=make_head(district), at=AT, reason_class="error", reason="Sai.")
    assert rows(make_member(district))[0] == set()
