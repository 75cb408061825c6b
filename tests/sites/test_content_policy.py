"""Browsers are told that public pages load nothing from elsewhere."""

import pytest
from django.conf import settings
from django.test import Client

from sites.content_policy import ADMIN_POLICY
from sites.directory import forget_directory
from sites.enums import PortalState
from sites.models import Portal
from tests.admin import browser
from tests.each import each_case
from tests.factories import CITY, make_operator, make_portal
from tests.fullest import make_document
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


def policy(host, path):
    return Client(headers={"host": host}).get(path).headers.get("Content-Security-Policy", "")


@each_case("path", ["/", "/tin-tuc/", "/tim-kiem/?q=a", "/khong-co/"])
def test_page_loads_from_its_own_host_only(path):
    said = policy(make_portal(CITY).host, path)
    assert ("default-src 'self'" in said, "unsafe" in said) == (True, False)
    sensors = Client(headers={"host": CITY.host}).get(path)["Permissions-Policy"]
    assert all(f"{name}=()" in sensors for name in ("camera", "geolocation", "microphone"))


@each_case(
    ("host", "path", "state"),
    [
        *((CITY.host, path, PortalState.LIVE) for path in ("/admin/", "/admin", "/admin/login/")),
        *((CITY.host, "/", state) for state in (PortalState.PREPARING, PortalState.SUSPENDED)),
        *((host, "/tin-tuc/", PortalState.LIVE) for host in ("khong-co.example.vn", settings.ADMIN_HOST)),
    ],
)
def test_what_is_not_open_loads_nothing_from_elsewhere_and_is_framed_by_nobody(host, path, state):
    """An admin that is not on this host, a portal that is closed, an address of nobody."""
    Portal.objects.filter(pk=make_portal(CITY).pk).update(state=state)
    forget_directory()
    answer = Client(headers={"host": host}).get(path)
    assert answer.status_code == (503 if state == PortalState.SUSPENDED else 404)
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_admin_runs_scripts_of_its_pages_and_loads_nothing_from_elsewhere():
    make_portal(CITY)
    answer = browser(make_operator()).get("/admin/")
    assert answer["Content-Security-Policy"] == ADMIN_POLICY
    assert "camera=()" in answer["Permissions-Policy"]
    allowed = [rule for rule in ADMIN_POLICY.split("; ") if "unsafe" in rule]
    assert allowed == ["script-src 'self' 'unsafe-inline'", "style-src 'self' 'unsafe-inline'"]


def test_document_keeps_its_stricter_policy():
    portal = make_portal(CITY)
    assert "default-src 'none'" in policy(portal.host, offered_on_a_page(make_document(portal)).url)


def test_page_search_of_superusers_leads_to_the_registry_of_portals():
    make_portal(CITY)
    client = browser(make_operator())
    assert client.get("/admin/pages/search/").status_code == 200
    assert client.get("/admin/sites/")["Location"] == "/admin/portals/"
