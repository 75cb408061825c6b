"""Browsers are told that public pages load nothing from elsewhere."""

import pytest
from django.conf import settings
from django.test import Client

from sites.directory import forget_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.each import each_case
from tests.factories import CITY, make_operator, make_portal
from tests.fullest import make_document
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


def policy(host, path):
    return Client(headers={"host": host}).get(path).headers.get("Content-Security-Policy", "")


@each_case("path", ["/", "/tin-tuc/", "/tim-kiem/?q=a", "/khong-co/"])
def test_page_loads_from_its_own_host_only(path):
    portal = make_portal(CITY)
    assert "default-src 'self'" in policy(portal.host, path)
    assert "unsafe" not in policy(portal.host, path)


@each_case("path", ["/admin/", "/admin", "/admin/login/"])
def test_admin_that_is_not_here_is_told_with_the_policy_of_other_pages(path):
    answer = Client(headers={"host": make_portal(CITY).host}).get(path)
    assert (answer.status_code, answer["X-Frame-Options"]) == (404, "SAMEORIGIN")
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@each_case("state", [PortalState.PREPARING, PortalState.SUSPENDED])
def test_portal_that_is_not_open_is_framed_by_nobody(state):
    portal = make_portal(CITY)
    Portal.objects.filter(pk=portal.pk).update(state=state)
    forget_directory()
    answer = Client(headers={"host": portal.host}).get("/")
    assert answer.status_code in {404, 503}
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'self'" in answer["Content-Security-Policy"]


@each_case("host", ["khong-co.example.vn", settings.ADMIN_HOST])
def test_address_of_nobody_loads_nothing_and_is_framed_by_nobody(host):
    make_portal(CITY)
    answer = Client(headers={"host": host}).get("/tin-tuc/")
    assert (answer.status_code, answer["X-Frame-Options"]) == (404, "SAMEORIGIN")
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_document_keeps_its_stricter_policy():
    portal = make_portal(CITY)
    assert "default-src 'none'" in policy(portal.host, offered_on_a_page(make_document(portal)).url)


def test_page_search_of_superusers_leads_to_the_registry_of_portals():
    make_portal(CITY)
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(make_operator())
    assert client.get("/admin/pages/search/").status_code == 200
    assert client.get("/admin/sites/")["Location"] == "/admin/portals/"
