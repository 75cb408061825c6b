"""An article may be approved before the home of its language. Nothing leads to it until the home is public, too."""

import re

import pytest
from django.test import Client

from home.editing.rich_text import PageLinkHandler
from home.serving.news import news_of_components
from home.serving.site_maps import site_map_entries, site_map_pages
from search.index.indexing import reindex
from search.service import search_pages
from tests.factories import make_article, make_city
from tests.home.branches import open_english, translated

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def ward(city):
    return city["bennghe"]


@pytest.fixture
def article(ward):
    return make_article(ward, "Hoà giải ở cơ sở")


@pytest.fixture
def english(article, ward):
    """What could be led to: it is live, and its address answers 404."""
    version = translated(article, ward)
    assert version.live
    assert read(ward, version.get_url_parts()[2]).status_code == 404
    return version


def read(portal, path):
    return Client(headers={"host": portal.host}).get(path)


def hreflang(portal, page):
    html = read(portal, page.get_url_parts()[2]).content.decode()
    return set(re.findall(r'<link rel="alternate" hreflang="(\w+)"', html))


def found(language="en", portal=None):
    reindex()
    return [hit.page_id for hit in search_pages("hoa giai", language=language, portal=portal).hits]


def in_site_map(portal):
    return {entry.url for entry in site_map_entries(site_map_pages(portal.container.path), length=99)}


def link_to(page):
    return PageLinkHandler.expand_db_attributes({"id": str(page.pk)})


@pytest.mark.slow(reason="publishes pages in both languages")
def test_nothing_leads_to_an_english_page_without_its_home(city, ward, article, english):
    assert in_site_map(ward) >= {article.full_url}
    assert english.full_url not in in_site_map(ward)
    assert hreflang(ward, article) == set()
    assert list(news_of_components("en")) == []
    assert found() == found(portal=ward) == []
    assert found("vi") == [article.pk]
    assert link_to(english) == "<a>"


@pytest.mark.slow(reason="asks many pages")
def test_everything_leads_to_an_english_page_with_its_home(city, ward, article, english):
    open_english(ward)
    assert {article.full_url, english.full_url} <= in_site_map(ward)
    assert hreflang(ward, article) == {"vi", "en"}
    assert list(news_of_components("en")) == [english]
    assert found() == found(portal=ward) == [english.pk]
    assert link_to(english) == f'<a href="{english.full_url}">'


@pytest.mark.slow(reason="publishes pages in both languages")
def test_public_english_home_of_one_portal_opens_no_other(city, ward, english):
    open_english(city["quan1"])
    assert found() == list(news_of_components("en")) == []
