"""The link to the other language keeps the reader's place, and says so where it cannot."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.branding.stylesheet import version_of
from home.models import PortalBranding
from tests.each import each_case
from tests.factories import CITY, make_article, make_head, make_member, make_portal, publish_approved_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal():
    portal = make_portal(CITY)
    english = portal.container.get_children().get(slug="en").specific
    english.save_revision(user=make_member(portal))
    publish_approved_page(english, by=make_head(portal))
    return portal


def read(portal, path):
    return BeautifulSoup(Client(headers={"host": portal.host}).get(path).content, "html.parser")


def switch(portal, path):
    """Where the link to the other language leads, and what it says."""
    link = read(portal, path).select_one(".city-bar__links a[hreflang]")
    return link["href"], link.get_text().replace("\xa0", " ")


VIEWS = [
    ("/tim-kiem/?q=th%E1%BB%A7%20t%E1%BB%A5c&trang=2", "/en/tim-kiem/?q=th%E1%BB%A7%20t%E1%BB%A5c&trang=2"),
    ("/so-do-cong/", "/en/so-do-cong/"),
    ("/cac-cong/?q=quan%201", "/en/cac-cong/?q=quan%201"),
]


def test_views_lead_to_the_same_view_and_back(portal):
    for vietnamese, english in VIEWS:
        assert switch(portal, vietnamese) == (english, "English")
        assert switch(portal, english) == (vietnamese, "Tiếng Việt")


def test_page_with_a_version_leads_to_it_and_one_without_to_the_home_and_says_so(portal):
    article = make_article(portal)
    assert switch(portal, "/") == ("/en/", "English")
    assert switch(portal, article.get_url_parts()[2]) == ("/en/", "English (home page)")


@each_case("path", ["/so-do-cong/", "/cac-cong/"])
def test_views_name_both_languages_to_search_engines(portal, path):
    expected = {"vi": f"{portal.root_url}{path}", "en": f"{portal.root_url}/en{path}"}
    for address in (path, f"/en{path}?q=x"):
        links = read(portal, address).select('link[rel="alternate"][hreflang]')
        assert {link["hreflang"]: link["href"] for link in links} == expected


def test_view_without_an_english_home_names_no_english_version():
    portal = make_portal(CITY)
    assert read(portal, "/so-do-cong/").select("[hreflang]") == []


def test_preview_has_the_look_of_the_portal_and_its_links(portal, settings):
    branding = PortalBranding.objects.create(site=portal.site, accent="#0b5d3b")
    page = make_article(portal, published=False)
    client = Client(headers={"host": settings.ADMIN_HOST})
    client.force_login(make_member(portal))
    form = nested_form_data({"title": "Tin mới", "slug": page.slug, "source_agency": "Sở", "body": streamfield([])})
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(address, form | {"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0}).json()["is_valid"]
    html = BeautifulSoup(client.get(f"{address}?mode=").content, "html.parser")
    sheets = [link["href"] for link in html.select('link[rel="stylesheet"]')]
    assert f"{portal.root_url}/portal.css?v={version_of(branding)}" in sheets
    menu = [link["href"] for link in html.select(".site-nav ul a")]
    assert menu
    assert all(href.startswith(f"{portal.root_url}/") for href in menu)
    assert html.select_one(".masthead a")["href"] == f"{portal.root_url}/"
    assert html.select_one(".city-bar__links a[hreflang]")["href"] == f"{portal.root_url}/en/"
