"""A view costs a bounded number of queries, the same with 4 and with 40 portals (architecture 6)."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from home.models import PortalBranding, PortalContainerPage, SectionPage
from sites.models import Hostname, Portal, PortalKind
from tests.each import each_case
from tests.factories import AT, make_article, make_city, section_of
from tests.fullest import full_article, full_home, full_linked_item, full_person, full_unit, make_image
from tests.home.branches import approve
from tests.information.factories import engagement, make_item
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

HOME_BUDGET, ARTICLE_BUDGET, SECTION_BUDGET = 20, 15, 20
# With caches that an earlier view filled.
WARM_HOME_BUDGET = 12


@pytest.fixture
@remembered
def city():
    portals = make_city()
    for portal in portals.values():
        for number in range(3):
            make_article(portal, f"Tin {number} của {portal.name_vi}")
    return portals


@pytest.fixture
@remembered
def full_homes(city):
    """Homes with tasks that lead to pages, news with pictures, and a look of their own."""
    for portal in (city["thanhpho"], city["bennghe"]):
        page = full_home(portal)
        for child in page.tasks.raw_data:
            child["value"] |= {"page": section_of(portal).pk, "url": ""}
        approve(page, portal)
        for number in range(7):
            picture = make_image(portal, f"Ảnh {number % 2}")
            make_article(portal, f"Tin ảnh {number} của {portal.name_vi}", image=picture)
        logo, banner = make_image(portal, "Biểu trưng"), make_image(portal, "Băng hình")
        PortalBranding.objects.create(site=portal.site, logo=logo, banner=banner)
    return city


@pytest.fixture
@remembered
def fullest(city):
    """An article with every block, ten paragraphs with links, a picture, fields, tags, neighbours before and after."""
    ward = city["bennghe"]
    return approve(full_article(ward, parent=section_of(ward)), ward)


def add_portals(count: int) -> None:
    """Rows of live portals with container, site and host: what the directory and lists read."""
    root, base = Page.objects.get(depth=1), Site.objects.first()
    kind, locale = PortalKind.objects.get(code="commune"), Locale.objects.get(language_code="vi")
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
    with CaptureQueriesContext(connection) as captured:
        client.get(path, headers={"host": host})
    return len(captured)


@pytest.mark.slow(reason="counts the statements of few rows and of many")
@each_case("code", ["thanhpho", "bennghe"])
def test_home_page_stays_in_its_budget(client, full_homes, code):
    host = full_homes[code].host
    assert cold_queries(client, host, "/") <= HOME_BUDGET
    html = client.get("/", headers={"host": host}).content.decode()
    assert html.count('class="task-list"') == 1
    assert html.count("<picture>") >= 1


@pytest.mark.slow(reason="fills every band of two homes")
@each_case("code", ["thanhpho", "bennghe"])
def test_home_with_every_band_stays_in_its_budget_once_caches_are_warm(client, full_homes, code):
    portal, today = full_homes[code], timezone.localdate()
    monday = today - timedelta(days=today.weekday())
    for kind, values in (
        ("document", {}),
        ("draft", {"closes_on": today}),
        ("schedule", {"week": monday, "engagements": [engagement("7", "08:00:00", "Tiếp công dân")]}),
        ("alert", {"is_urgent": True, "until": today}),
        ("procedure", {"service_url": "https://dvc.example/1"}),
        ("channels", {}),
    ):
        make_item(portal, kind, published=True, **values)
    unit = full_unit(portal, parent=section_of(portal, "to-chuc"), title="Bộ phận một cửa")
    unit.is_counter = True
    approve(unit, portal)
    html = client.get("/", headers={"host": portal.host}).content.decode()
    shown = ["documents", "drafts", "schedule", "alerts", "questions"]
    shown += ["channels"] if portal.code == "thanhpho" else ["notices", "counter", "procedures"]
    assert [name for name in shown if f'id="{name}"' not in html] == []
    with CaptureQueriesContext(connection) as captured:
        client.get("/", headers={"host": portal.host})
    assert len(captured) <= WARM_HOME_BUDGET


@pytest.mark.slow(reason="makes every picture of an article with every block")
def test_article_with_every_block_stays_in_its_budget(client, city, fullest):
    assert cold_queries(client, city["bennghe"].host, fullest.get_url_parts()[2]) <= ARTICLE_BUDGET


@pytest.mark.slow(reason="lists an article with a picture, articles without, and items of another portal")
def test_section_stays_in_its_budget(client, city, fullest):
    ward, section = city["bennghe"], section_of(city["bennghe"])
    for number in range(10):
        target = make_article(city["sotuphap"], f"Văn bản {number}")
        approve(full_linked_item(ward, parent=section, target=target), ward)
    path = section.get_url_parts()[2]
    assert cold_queries(client, ward.host, path) <= SECTION_BUDGET
    assert client.get(path, headers={"host": ward.host}).content.decode().count("Sở Tư pháp") >= 10


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_section_of_people_stays_in_its_budget(client, city):
    ward = city["bennghe"]
    section = SectionPage.objects.get(path__startswith=ward.container.path, kind="people")
    for number in range(3):
        unit = approve(full_unit(ward, parent=section, title=f"Phòng {number}"), ward)
        for position in range(3):
            approve(full_person(ward, parent=unit, title=f"Người {number}{position}"), ward)
    assert cold_queries(client, ward.host, section.get_url_parts()[2]) <= SECTION_BUDGET


@pytest.mark.slow(reason="counts the statements of few rows and of many")
def test_the_number_of_portals_costs_no_query(client, city, fullest):
    ward = city["bennghe"]
    paths = ["/", section_of(ward).get_url_parts()[2], fullest.get_url_parts()[2]]
    views = [(city["thanhpho"].host, "/"), *((ward.host, path) for path in paths)]
    with_few = [cold_queries(client, host, path) for host, path in views]
    add_portals(40 - len(city))
    assert [cold_queries(client, host, path) for host, path in views] == with_few
