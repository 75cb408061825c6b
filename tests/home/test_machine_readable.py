"""What machines read: feeds, site maps, robots, structured data, Dublin Core. Each speaks of its own portal only.

Site maps of large portals: files that search engines read, and a page that people can look over.
"""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.test import Client

from editorial.enums import TakedownReason
from editorial.withdrawal.actions import take_down
from home.models import InformationPage, PortalBranding, SectionPage
from tests.each import each_case
from tests.factories import (
    AT,
    DISTRICT,
    make_article,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.fullest import make_document, make_image
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read(portal, path):
    response = Client(headers={"host": portal.host}).get(path)
    assert response.status_code == 200
    return response.content.decode()


def statements(html):
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {statement["@type"]: statement for text in texts for statement in json.loads(text)}


def dublin_core(html):
    return dict(re.findall(r'<meta name="DC\.(\w+)" content="([^"]*)">', html))


def addresses(xml):
    return [row.text for row in ElementTree.fromstring(xml).iter(f"{SITE_MAP}loc")]


@each_case("path", ["/rss.xml", "/tin-tuc/rss/"])
def test_rss_has_title_time_and_full_address_of_each_item(district, path):
    article = make_article(district, "Khám sức khỏe & tiêm chủng")
    channel = ElementTree.fromstring(read(district, path)).find("channel")
    item = channel.find("item")
    assert item.findtext("title") == "Khám sức khỏe & tiêm chủng"
    assert item.findtext("link") == article.full_url
    assert item.findtext("pubDate")
    assert channel.findtext("language") == "vi"


@each_case("method", ["OPTIONS", "TRACE", "POST", "DELETE"])
def test_feeds_and_files_are_read_and_nothing_else(district, method):
    document = offered_on_a_page(make_document(district))
    client = Client(headers={"host": district.host})
    for path in ("/rss.xml", "/atom.xml", "/tin-tuc/rss/", document.url, "/media/avatar_images/a.png"):
        assert client.generic(method, path).status_code == 405, path
    assert client.head("/rss.xml").status_code == 200


def test_atom_has_the_agency_as_author(district):
    make_article(district, "Tin mới", source_agency="Phòng Y tế Quận 1")
    entry = ElementTree.fromstring(read(district, "/atom.xml")).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Phòng Y tế Quận 1"
    assert entry.findtext(f"{ATOM}published")


@each_case("path", ["/rss.xml", "/atom.xml", "/sitemap.xml", "/so-do-cong/"])
def test_what_another_portal_or_nobody_published_is_not_in_it(city, district, path):
    make_article(city, "Tin của Thành phố", slug="tin-cua-thanh-pho")
    make_article(district, "Bản nháp", slug="ban-nhap", published=False)
    text = read(district, path)
    assert "tin-cua-thanh-pho" not in text
    assert "ban-nhap" not in text


def test_feed_of_a_portal_without_english_home_is_not_found(district):
    assert Client(headers={"host": district.host}).get("/en/rss.xml").status_code == 404


def test_site_map_has_home_sections_and_news_with_their_change(district):
    article = make_article(district)
    found = addresses(read(district, "/sitemap.xml"))
    assert {f"{district.root_url}/", section_of(district).full_url, article.full_url} <= set(found)
    assert len(found) == len(set(found))


def test_site_map_names_both_languages_of_a_page_and_itself(district):
    author, head = make_member(district), make_head(district)
    english = district.container.get_children().get(slug="en").specific
    english.save_revision(user=author)
    publish_approved_page(english, by=head)
    rows = ElementTree.fromstring(read(district, "/sitemap.xml")).findall(f"{SITE_MAP}url")
    links = {row.findtext(f"{SITE_MAP}loc"): row.findall(f"{XHTML}link") for row in rows}
    for path in ("/", "/en/"):
        found = {link.get("hreflang"): link.get("href") for link in links[f"{district.root_url}{path}"]}
        assert found == {"vi": f"{district.root_url}/", "en": f"{district.root_url}/en/"}


def test_site_map_for_people_lists_sections_and_no_news(district):
    make_article(district, "Tin chỉ đọc trong chuyên mục")
    text = read(district, "/so-do-cong/")
    assert 'href="/tin-tuc/"' in text
    assert "Tin chỉ đọc trong chuyên mục" not in text


def test_robots_names_the_site_map_and_keeps_search_out(district):
    lines = read(district, "/robots.txt").splitlines()
    assert f"Sitemap: {district.root_url}/sitemap.xml" in lines
    assert "Disallow: /tim-kiem/" in lines


@each_case("host", ["quan1.hochiminhcity.localhost", settings.ADMIN_HOST, "nobody.example.test"])
def test_icon_is_found_where_browsers_ask_for_it_unasked(district, host):
    response = Client(headers={"host": host}).get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/favicon.svg")
    assert "max-age" in response["Cache-Control"]


def test_article_states_agency_times_and_its_place(district):
    article = make_article(district, "Lịch tiếp công dân", source_agency="Thanh tra Quận 1", author_name="Lê Thu Hà")
    found = statements(read(district, f"/tin-tuc/{article.slug}/"))
    news = found["NewsArticle"]
    assert news["headline"] == "Lịch tiếp công dân"
    assert news["author"]["name"] == "Lê Thu Hà"
    assert news["sourceOrganization"]["name"] == "Thanh tra Quận 1"
    assert news["datePublished"] == article.first_published_at.isoformat()
    steps = [step["item"] for step in found["BreadcrumbList"]["itemListElement"]]
    assert steps == [f"{district.root_url}/", section_of(district).full_url, article.full_url]


def test_home_states_the_agency_and_the_one_above_it(district):
    agency = statements(read(district, "/"))["GovernmentOrganization"]
    assert agency["name"] == "Ủy ban nhân dân Quận 1"
    assert agency["parentOrganization"]["name"] == "Ủy ban nhân dân Thành phố Hồ Chí Minh"


def test_hostile_title_stays_inside_its_script(district):
    article = make_article(district, "</script><script>alert(1)</script>", slug="thu")
    page = read(district, f"/tin-tuc/{article.slug}/")
    assert "<script>alert(1)" not in page
    assert statements(page)["NewsArticle"]["headline"] == article.title


def test_dublin_core_has_its_mandatory_elements(district):
    article = make_article(district, "Lịch tiếp công dân", lead="Từ ngày 02/12.", author_name="Lê Thu Hà")
    found = dublin_core(read(district, f"/tin-tuc/{article.slug}/"))
    assert found["title"] == "Lịch tiếp công dân"
    assert found["creator"] == "Lê Thu Hà; Ủy ban nhân dân Quận 1"
    assert found["identifier"] == article.full_url
    assert found["language"] == "vi"
    assert found["description"] == "Từ ngày 02/12."
    assert found["date"]
    assert found["publisher"]


def test_page_names_one_canonical_address_without_its_query(district):
    article = make_article(district)
    page = read(district, f"/tin-tuc/{article.slug}/?utm_source=x")
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == [article.full_url]


@each_case("path", ["/rss.xml", "/atom.xml", "/tin-tuc/rss/"])
def test_feed_names_itself_as_the_registry_spells_its_host(district, path):
    make_article(district)
    shouted = Client(headers={"host": f"{district.host.upper()}:6666"}).get(path).content.decode()
    assert f'href="{district.root_url}{path}"' in shouted
    assert "6666" not in shouted


def test_further_page_of_a_list_is_its_own_address(district, monkeypatch):
    monkeypatch.setattr("home.serving.listing.PER_PAGE", 1)
    for number in range(3):
        make_article(district, f"Tin {number}")
    first = section_of(district).full_url
    canonical = r'<link rel="canonical" href="([^"]+)">'
    assert re.findall(canonical, read(district, "/tin-tuc/?trang=2&utm_source=x")) == [f"{first}?trang=2"]
    assert re.findall(canonical, read(district, "/tin-tuc/?trang=1&utm_source=x")) == [first]
    # A number past the last page shows the last one.
    assert re.findall(canonical, read(district, "/tin-tuc/?trang=99")) == [f"{first}?trang=3"]


def test_dublin_core_names_its_vocabulary_and_no_date_of_what_has_none(district):
    page = read(district, "/so-do-cong/")
    assert '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">' in page
    assert "date" not in dublin_core(page)


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_picture_of_an_article_and_logo_of_the_agency_have_full_addresses(district):
    PortalBranding.objects.create(site=district.site, logo=make_image(district, "Biểu trưng"))
    article = make_article(district, image=make_image(district))
    news = statements(read(district, article.get_url_parts()[2]))["NewsArticle"]
    assert news["image"].startswith(f"{district.root_url}/media/")
    home = read(district, "/")
    logo = statements(home)["GovernmentOrganization"]["logo"]
    assert logo.startswith(f"{district.root_url}/media/")
    assert f'<meta property="og:image" content="{logo}">' in home


def test_pages_name_both_feeds(district):
    links = re.findall(r'<link rel="alternate" type="application/(\w+)\+xml"[^>]* href="([^"]+)">', read(district, "/"))
    assert set(links) == {("rss", "/rss.xml"), ("atom", "/atom.xml")}


@each_case(
    ("path", "item", "summary"), [("/rss.xml", "item", "description"), ("/atom.xml", f"{ATOM}entry", f"{ATOM}summary")]
)
def test_signs_of_a_lead_are_read_as_signs(district, path, item, summary):
    make_article(district, lead="Thu nhập < 5 triệu & không có đất")
    entry = next(ElementTree.fromstring(read(district, path)).iter(item))
    assert entry.findtext(summary) == "Thu nhập &lt; 5 triệu &amp; không có đất"


def test_feed_of_a_section_has_no_sections_in_it(district):
    section = SectionPage(title="Chuyên đề", live=False, owner=make_member(district))
    section_of(district).add_child(instance=section)
    section.save_revision(user=section.owner)
    publish_approved_page(section, by=make_head(district))
    make_article(district, "Tin mới")
    titles = [item.findtext("title") for item in ElementTree.fromstring(read(district, "/tin-tuc/rss/")).iter("item")]
    assert titles == ["Tin mới"]


@pytest.mark.breaks_the_rule
def test_character_that_no_feed_can_hold_costs_no_reader_the_feed(district):
    article = make_article(district, "Tin có dấu ngắt dòng")
    # From before such characters were left out.
    wrong = {"lead": "Dòng một\x0bDòng hai\x1f", "title": "Tin\x0c", "source_agency": "Sở\x01"}
    type(article).objects.filter(pk=article.pk).update(**wrong)
    for path in ("/rss.xml", "/atom.xml", "/tin-tuc/rss/"):
        feed = Client(headers={"host": district.host}).get(path)
        assert feed.status_code == 200
        assert "Dòng một Dòng hai" in feed.content.decode()


def get(portal, path):
    return Client(headers={"host": portal.host}).get(path)


def addresses_in(portal, path="/sitemap.xml"):
    return [row.text for row in ElementTree.fromstring(get(portal, path).content).iter(f"{SITE_MAP}loc")]


def test_large_site_map_is_a_list_of_files_that_hold_each_address_once(city, monkeypatch):
    for number in range(5):
        make_article(city, f"Tin {number}")
    whole = addresses_in(city)
    monkeypatch.setattr("home.views.public.SITE_MAP_PART", 7)
    files = addresses_in(city)
    assert files[:2] == [f"{city.root_url}/sitemap.xml?phan={number}" for number in (1, 2)]
    parts = [addresses_in(city, file.removeprefix(city.root_url)) for file in files]
    assert sorted(url for part in parts for url in part) == sorted(whole)
    assert all(len(part) <= 7 for part in parts[1:])


def test_site_map_names_no_draft_and_no_page_that_is_public_no_more(city):
    public, former = make_article(city, "Đã công bố"), make_article(city, "Đã gỡ")
    draft = make_article(city, "Chưa công bố", published=False)
    take_down(former, by=make_head(city), at=AT, reason_class=TakedownReason.ERROR, reason="Sai")
    found = addresses_in(city)
    assert public.full_url in found
    assert {draft.full_url, former.full_url}.isdisjoint(found)


@each_case("part", ["0", "2", "-1", "x", "%00", "1e3"])
def test_part_that_does_not_exist_is_not_found(city, part):
    assert get(city, f"/sitemap.xml?phan={part}").status_code == 404


def test_lists_that_are_no_pages_are_in_it(city):
    district = make_portal(DISTRICT)
    assert {f"{city.root_url}/so-do-cong/", f"{city.root_url}/cac-cong/"} <= set(addresses_in(city))
    assert f"{district.root_url}/so-do-cong/" in addresses_in(district)
    assert f"{district.root_url}/cac-cong/" not in addresses_in(district)


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
