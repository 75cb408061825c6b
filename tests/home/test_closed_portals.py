"""What strangers read of a portal that is not open, whatever they ask for."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone

from members.enums import Role
from provisioning.fact_changes import change_or_propose_facts
from provisioning.host_changes import change_host
from provisioning.portal_states import suspend_portal
from tests.each import each_case
from tests.factories import DISTRICT, WARD, make_article, make_member, make_operator, make_portal

pytestmark = pytest.mark.django_db

FACTS = {"phone": "028 3999 0000", "email": "zq@zq.example", "address": "12 đường Zq", "responsible_person": "Ông Zq"}
ADDRESSES = [
    "/", "/en/", "/portal.css", "/admin/", "/admin", "/admin/login/", "/media/zq.png", "/static/zq.css", "/nope/",
]  # fmt: skip


def answers(client, host):
    for address in ADDRESSES:
        response = client.get(address, headers={"host": host})
        yield address, response.status_code, read(response)


def read(response):
    return response.content.decode().replace("\u00a0", " ")


def test_portal_in_preparation_says_its_name_and_nothing_else(client, city):
    portal = make_portal(DISTRICT, opened=False)
    admin = make_member(portal, Role.PORTAL_ADMIN)
    changed, proposal = change_or_propose_facts(portal, FACTS, by=admin, at=timezone.now())
    assert (sorted(changed), proposal) == (sorted(FACTS), None)
    for address, status, text in answers(client, DISTRICT.host):
        assert status == 404, address
        assert ("District 1" if address == "/en/" else "Quận 1") in text, address
        assert [value for value in (*FACTS.values(), portal.governing_body) if value in text] == [], address


def test_suspended_portal_says_so_at_every_address_and_nothing_else(client, city):
    portal = make_portal(DISTRICT)
    make_article(portal, "Tin nóng")
    suspend_portal(portal, by=make_operator(), at=timezone.now(), reason="Bảo trì", expected_return=None)
    for address, status, text in answers(client, DISTRICT.host):
        if address != "/portal.css" or status != 200:
            assert status == 503, address
            assert "Bảo trì" in text, address
        assert "Tin nóng" not in text, address


@pytest.mark.slow(reason="makes a portal below one in preparation and reads it")
def test_open_portal_says_nothing_of_one_above_that_is_in_preparation(client, city):
    make_portal(replace(DISTRICT, name_vi="Quận Bí Mật", governing_body="Ủy ban Bí Mật"), opened=False)
    make_portal(WARD)
    of_ward = [(WARD.host, path) for path in ("/", "/nope/", "/sitemap.xml", "/tim-kiem/?q=mat")]
    for host, path in [*of_ward, (city.host, "/cac-cong/")]:
        text = read(client.get(path, headers={"host": host})).replace(WARD.host, "")
        assert [words for words in ("Bí Mật", DISTRICT.host) if words in text] == [], path
    assert city.governing_body in read(client.get("/", headers={"host": WARD.host}))


def test_what_is_sent_to_a_former_host_is_sent_again_to_the_new_one(client, city):
    portal = make_portal(DISTRICT)
    change_host(portal, "q1.hochiminhcity.localhost", by=make_operator(), at=timezone.now(), reason="Đổi tên miền")
    for method, status in (("get", 301), ("head", 301), ("post", 308)):
        assert getattr(client, method)("/", headers={"host": DISTRICT.host}).status_code == status, method


@pytest.mark.slow(reason="asks several cases in turn")
@each_case(("is_open", "status"), [(False, 404), (True, 503)])
@each_case("method", ["post", "put", "options", "delete"])
def test_what_is_sent_gets_the_same_page_and_no_frame(city, is_open, status, method):
    portal = make_portal(DISTRICT, opened=is_open)
    if is_open:
        suspend_portal(portal, by=make_operator(), at=timezone.now(), reason="Bảo trì", expected_return=None)
    client = Client(enforce_csrf_checks=True)
    for address in ("/portal.css", "/static/foo/", "/static/foo", "/media/a.png"):
        response = getattr(client, method)(address, headers={"host": DISTRICT.host})
        assert (response.status_code, response["Cache-Control"]) == (status, "no-store"), address
        assert '<nav class="site-nav' not in read(response)
