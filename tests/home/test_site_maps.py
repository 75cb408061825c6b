"""Site maps of large portals: files that search engines read, and a page that people can look over."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import InformationPage, SectionPage
from tests.each import each_case
from tests.factories import AT, CITY, DISTRICT, make_article, make_head, make_member, make_portal, publish_approved_page

pytestmark = pytest.mark.django_db

SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture
def city():
    return make_portal(CITY)


def get(portal, path):
    return Client(headers={"host": portal.host}).get(path)


def addresses(portal, path="/sitemap.xml"):
    return [row.text for row in ElementTree.fromstring(get(portal, path).content).iter(f"{SITE_MAP}loc")]


def test_large_site_map_is_a_list_of_files_that_hold_each_address_once(city, monkeypatch):
    for number in range(5):
        make_article(city, f"Tin {number}")
    whole = addresses(city)
    monkeypatch.setattr("home.views.public.SITE_MAP_PART", 7)
    files = addresses(city)
    assert files[:2] == [f"{city.root_url}/sitemap.xml?phan={number}" for number in (1, 2)]
    parts = [addresses(city, file.removeprefix(city.root_url)) for file in files]
    assert sorted(url for part in parts for url in part) == sorted(whole)
    assert all(len(part) <= 7 for part in parts[1:])


def test_site_map_names_no_draft_and_no_page_that_is_public_no_more(city):
    public, former = make_article(city, "Đã công bố"), make_article(city, "Đã gỡ")
    draft = make_article(city, "Chưa công bố", published=False)
    take_down(former, by=make_head(city), at=AT, reason_class=TakedownReason.ERROR, reason="Sai")
    found = addresses(city)
    assert public.full_url in found
    assert {draft.full_url, former.full_url}.isdisjoint(found)


@each_case("part", ["0", "2", "-1", "x", "%00", "1e3"])
def test_part_that_does_not_exist_is_not_found(city, part):
    assert get(city, f"/sitemap.xml?phan={part}").status_code == 404


def test_lists_that_are_no_pages_are_in_it(city):
    district = make_portal(DISTRICT)
    assert {f"{city.root_url}/so-do-cong/", f"{city.root_url}/cac-cong/"} <= set(addresses(city))
    assert f"{district.root_url}/so-do-cong/" in addresses(district)
    assert f"{district.root_url}/cac-cong/" not in addresses(district)


def test_site_map_costs_the_same_for_many_pages(city, django_assert_max_num_queries):
    for number in range(5):
        make_article(city, f"Tin {number}")
    get(city, "/sitemap.xml")
    with django_assert_max_num_queries(6):
        get(city, "/sitemap.xml")


def test_page_of_the_site_map_shows_the_first_of_many_and_counts_the_rest(city, monkeypatch):
    monkeypatch.setattr("home.views.public.SITE_MAP_CHILDREN", 3)
    section = SectionPage.objects.get(path__startswith=city.container.path, slug="tin-tuc")
    for number in range(5):
        page = InformationPage(title=f"Thủ tục {number}", source_agency="Sở", live=False, owner=make_member(city))
        section.add_child(instance=page)
        page.save_revision(user=page.owner)
        publish_approved_page(page, by=make_head(city))
    text = get(city, "/so-do-cong/").content.decode()
    assert ["Thủ tục 2" in text, "Thủ tục 3" in text] == [True, False]
    assert f'<a href="{section.get_url_parts()[2]}">… và 2 mục khác</a>' in text.replace("\xa0", " ")
