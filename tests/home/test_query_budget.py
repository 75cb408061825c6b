"""A view costs a bounded number of queries, the same with 5 and with 400 portals (architecture 6)."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, Site

from home.models import PortalContainerPage
from sites.models import Hostname, Portal, PortalKind
from tests.factories import AT, make_article, make_city, make_head, make_member, publish, section_of
from tests.fullest import full_article

pytestmark = pytest.mark.django_db

HOME_BUDGET, ARTICLE_BUDGET, SECTION_BUDGET = 20, 15, 20


@pytest.fixture
def city():
    portals = make_city()
    for portal in portals.values():
        for number in range(3):
            make_article(portal, f"Tin {number} của {portal.name_vi}")
    return portals


@pytest.fixture
def fullest(city):
    """An article with every block, a picture, fields, tags, neighbours before and after."""
    ward = city["bennghe"]
    page = full_article(ward, parent=section_of(ward))
    return publish(page, by=make_head(ward), author=make_member(ward))


def add_portals(count: int) -> None:
    """Rows of live portals with container, site and host: what the directory and lists read."""
    root = Page.objects.get(depth=1)
    kind, locale = PortalKind.objects.get(code="commune"), Locale.objects.get(language_code="vi")
    base = Site.objects.first()
    for number in range(count):
        container = root.add_child(
            instance=PortalContainerPage(title=f"Phường {number}", slug=f"p{number}", live=False, locale=locale)
        )
        host = f"p{number}.hochiminhcity.localhost"
        site = Site.objects.create(hostname=host, root_page=base.root_page)
        portal = Portal.objects.create(
            code=f"p{number}", kind=kind, name_vi=f"Phường {number}", name_en=f"Ward {number}", state="live",
            governing_body="x", managing_agency="x", operating_unit="x", container=container, site=site,
        )  # fmt: skip
        Hostname.objects.create(portal=portal, host=host, valid_from=AT.date())


def cold_queries(client, host: str, path: str) -> int:
    """Queries of one view with every cache empty; renditions exist from a first view, as after publishing."""
    assert client.get(path, headers={"host": host}).status_code == 200
    cache.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(path, headers={"host": host})
    return len(captured)


@pytest.mark.parametrize("code", ["thanhpho", "bennghe"])
def test_home_page_stays_in_its_budget(client, city, code):
    assert cold_queries(client, city[code].host, "/") <= HOME_BUDGET


def test_article_with_every_block_stays_in_its_budget(client, city, fullest):
    assert cold_queries(client, city["bennghe"].host, fullest.get_url_parts()[2]) <= ARTICLE_BUDGET


def test_section_stays_in_its_budget(client, city, fullest):
    assert cold_queries(client, city["bennghe"].host, section_of(city["bennghe"]).get_url_parts()[2]) <= SECTION_BUDGET


def test_the_number_of_portals_costs_no_query(client, city, fullest):
    views = [
        (city["thanhpho"].host, "/"),
        (city["bennghe"].host, "/"),
        (city["bennghe"].host, section_of(city["bennghe"]).get_url_parts()[2]),
        (city["bennghe"].host, fullest.get_url_parts()[2]),
    ]
    with_few = [cold_queries(client, host, path) for host, path in views]
    add_portals(400 - len(city))
    assert [cold_queries(client, host, path) for host, path in views] == with_few
