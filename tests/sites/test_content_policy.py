"""Browsers are told that public pages load nothing from elsewhere."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import CITY, make_operator, make_portal
from tests.fullest import make_document
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db


def policy(host, path):
    return Client(headers={"host": host}).get(path).headers.get("Content-Security-Policy", "")


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/tim-kiem/?q=a", "/khong-co/"])
def test_page_loads_from_its_own_host_only(path):
    portal = make_portal(CITY)
    assert "default-src 'self'" in policy(portal.host, path)
    assert "unsafe" not in policy(portal.host, path)


def test_document_keeps_its_stricter_policy():
    portal = make_portal(CITY)
    assert "default-src 'none'" in policy(portal.host, offered_on_a_page(make_document(portal)).url)


def test_page_search_of_superusers_leads_to_the_registry_of_portals():
    make_portal(CITY)
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(make_operator())
    assert client.get("/admin/pages/search/").status_code == 200
    assert client.get("/admin/sites/")["Location"] == "/admin/portals/"
