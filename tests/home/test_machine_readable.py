"""What machines read: feeds, site maps, robots, structured data, Dublin Core. Each speaks of its own portal only.

Site maps of large portals: files that search engines read, and a page that people can look over.
"""

import json
import re
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from home.models import InformationPage, PortalBranding, SectionPage
from tests.each import each_case
from tests.factories import WARD, make_article, make_member, make_portal, section_of
from tests.fullest import make_document, make_image
from tests.home.branches import approve, open_english
from tests.proposals import offered_on_a_page

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def get(portal, path):
    return Client(headers={"host": portal.host}).get(path)


def read(portal, path):
    response = get(portal, path)
    assert response.status_code == 200
    return response.content.decode()


def statements(html):
    texts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return {statement["@type"]: statement for text in texts for statement in json.loads(text)}


def dublin_core(html):
    return dict(re.findall(r'<meta name="DC\.(\w+)" content="([^"]*)">', html))


def canonical(html):
    return re.findall(r'<link rel="canonical" href="([^"]+)">', html)


def addresses_in(portal, path="/sitemap.xml"):
    return [row.text for row in ElementTree.fromstring(read(portal, path)).iter(f"{SITE_MAP}loc")]


def test_feeds_have_title_time_text_agency_and_full_address_of_each_item(district):
    """Signs of a lead are read as signs."""
    said = {"lead": "Thu nhập < 5 triệu & không có đất", "source_agency": "Phòng Y tế Quận 1"}
    article = make_article(district, "Khám sức khỏe & tiêm chủng", **said)
    lead = "Thu nhập &lt; 5 triệu &amp; không có đất"
    for path in ("/rss.xml", "/tin-tuc/rss/"):
        channel = ElementTree.fromstring(read(district, path)).find("channel")
        item = {part.tag: part.text for part in channel.find("item")}
        assert item.pop("pubDate"), path
        assert item.items() >= {"title": article.title, "link": article.full_url, "description": lead}.items()
        assert channel.findtext("language") == "vi"
    entry = ElementTree.fromstring(read(district, "/atom.xml")).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Phòng Y tế Quận 1"
    assert entry.findtext(f"{ATOM}summary") == lead
    assert entry.findtext(f"{ATOM}published")


@each_case("method", ["OPTIONS", "TRACE", "POST", "DELETE"])
def test_feeds_and_files_are_read_and_nothing_else(district, method):
    document = offered_on_a_page(make_document(district))
    client = Client(headers={"host": district.host})
    for path in ("/rss.xml", "/atom.xml", "/tin-tuc/rss/", document.url, "/media/avatar_images/a.png"):
        assert client.generic(method, path).status_code == 405, path
    assert client.head("/rss.xml").status_code == 200


def test_what_another_portal_or_nobody_published_is_in_no_feed_and_no_site_map(city, district):
    make_article(city, "Tin của Thành phố", slug="tin-cua-thanh-pho")
    make_article(district, "Bản nháp", slug="ban-nhap", published=False)
    for path in ("/rss.xml", "/atom.xml", "/sitemap.xml", "/so-do-cong/"):
        text = read(district, path)
        assert [slug for slug in ("tin-cua-thanh-pho", "ban-nhap") if slug in text] == [], path
    # Nor is there a feed of a language without a home.
    assert get(district, "/en/rss.xml").status_code == 404


def test_site_map_has_home_sections_news_and_lists_that_are_no_pages_and_robots_name_it(city, district):
    article = make_article(district)
    found, root = addresses_in(district), district.root_url
    assert {f"{root}/", f"{root}/so-do-cong/", section_of(district).full_url, article.full_url} <= set(found)
    assert len(found) == len(set(found))
    assert f"{root}/cac-cong/" not in found
    assert {f"{city.root_url}/so-do-cong/", f"{city.root_url}/cac-cong/"} <= set(addresses_in(city))
    lines = read(district, "/robots.txt").splitlines()
    assert {f"Sitemap: {root}/sitemap.xml", "Disallow: /tim-kiem/"} <= set(lines)


def test_site_map_names_both_languages_of_a_page_and_itself(district):
    open_english(district)
    rows = ElementTree.fromstring(read(district, "/sitemap.xml")).findall(f"{SITE_MAP}url")
    links = {row.findtext(f"{SITE_MAP}loc"): row.findall(f"{XHTML}link") for row in rows}
    for path in ("/", "/en/"):
        found = {link.get("hreflang"): link.get("href") for link in links[f"{district.root_url}{path}"]}
        assert found == {"vi": f"{district.root_url}/", "en": f"{district.root_url}/en/"}


def test_site_map_for_people_lists_sections_and_no_news_and_has_a_vocabulary_and_no_date(district):
    make_article(district, "Tin chỉ đọc trong chuyên mục")
    text = read(district, "/so-do-cong/")
    assert 'href="/tin-tuc/"' in text
    assert "Tin chỉ đọc trong chuyên mục" not in text
    assert '<link rel="schema.DC" href="http://purl.org/dc/elements/1.1/">' in text
    assert "date" not in dublin_core(text)


@each_case("host", ["quan1.hochiminhcity.localhost", settings.ADMIN_HOST, "nobody.example.test"])
def test_icon_is_found_where_browsers_ask_for_it_unasked(district, host):
    response = Client(headers={"host": host}).get("/favicon.ico")
    assert (response.status_code, response["Location"]) == (302, "/static/img/favicon.svg")
    assert "max-age" in response["Cache-Control"]


def test_article_states_agency_times_its_place_dublin_core_and_one_address_without_its_query(district):
    said = {"lead": "Từ ngày 02/12.", "source_agency": "Thanh tra Quận 1", "author_name": "Lê Thu Hà"}
    article = make_article(district, "Lịch tiếp công dân", **said)
    page = read(district, f"/tin-tuc/{article.slug}/?utm_source=x")
    assert canonical(page) == [article.full_url]
    found = statements(page)
    news = found["NewsArticle"]
    assert (news["headline"], news["author"]["name"]) == ("Lịch tiếp công dân", "Lê Thu Hà")
    assert news["sourceOrganization"]["name"] == "Thanh tra Quận 1"
    assert news["datePublished"] == article.first_published_at.isoformat()
    steps = [step["item"] for step in found["BreadcrumbList"]["itemListElement"]]
    assert steps == [f"{district.root_url}/", section_of(district).full_url, article.full_url]
    core = dublin_core(page)
    assert core.pop("date")
    assert core.pop("publisher")
    assert core.items() >= {
        "title": "Lịch tiếp công dân", "creator": "Lê Thu Hà; Thanh tra Quận 1", "identifier": article.full_url,
        "language": "vi", "description": "Từ ngày 02/12.",
    }.items()  # fmt: skip


def test_home_states_the_agency_and_the_one_above_it_and_names_both_feeds(district):
    page = read(district, "/")
    agency = statements(page)["GovernmentOrganization"]
    assert agency["name"] == "Ủy ban nhân dân Quận 1"
    assert agency["parentOrganization"]["name"] == "Ủy ban nhân dân Thành phố Hồ Chí Minh"
    links = re.findall(r'<link rel="alternate" type="application/(\w+)\+xml"[^>]* href="([^"]+)">', page)
    assert set(links) == {("rss", "/rss.xml"), ("atom", "/atom.xml")}


def test_hostile_title_stays_inside_its_script(district):
    article = make_article(district, "</script><script>alert(1)</script>", slug="thu")
    page = read(district, f"/tin-tuc/{article.slug}/")
    assert "<script>alert(1)" not in page
    assert statements(page)["NewsArticle"]["headline"] == article.title


@each_case("path", ["/rss.xml", "/atom.xml", "/tin-tuc/rss/"])
def test_feed_names_itself_as_the_registry_spells_its_host(district, path):
    make_article(district)
    shouted = Client(headers={"host": f"{district.host.upper()}:6666"}).get(path).content.decode()
    assert f'href="{district.root_url}{path}"' in shouted
    assert "6666" not in shouted


@pytest.mark.slow(reason="reads five feeds")
@each_case("path", ["/rss.xml", "/atom.xml", "/tin-tuc/rss/", "/hoi-dap/rss/", "/tim-kiem/rss/?q=quan"])
def test_feed_carries_its_rights_with_the_page_of_its_own_portal_that_tells_them(district, path):
    make_portal(WARD)
    root = ElementTree.fromstring(read(district, path))
    rights = root.findtext("channel/copyright") or root.findtext(f"{ATOM}rights")
    assert district.root_url + "/ve-cong/su-dung-lai-thong-tin/" in rights
    assert rights.count("http") == 1


@pytest.mark.slow(reason="publishes the English home of a portal")
def test_english_feed_carries_the_vietnamese_page_of_its_rights_where_there_is_no_english_one(district):
    open_english(district)
    rights = ElementTree.fromstring(read(district, "/en/rss.xml")).findtext("channel/copyright")
    assert rights.endswith(f" {district.root_url}/ve-cong/su-dung-lai-thong-tin/ (in Vietnamese)")


def test_telephone_keeps_the_portal_under_its_name_with_icons_that_are_there(district):
    page = read(district, "/")
    kept = json.loads(read(district, re.search(r'<link rel="manifest" href="([^"]+)"', page)[1]))
    assert (kept["short_name"], kept["start_url"]) == (district.name_vi, "/")
    for icon in kept["icons"]:
        assert finders.find(icon["src"].removeprefix(settings.STATIC_URL)), icon


@each_case("path", ["/so-do-cong/", "/hoi-dap/", "/hoi-dap/thong-ke/", "/giao-dien-du-lieu/"])
def test_list_that_is_no_page_says_to_search_engines_what_it_holds(district, path):
    assert re.search(r'<meta name="description" content="[^"]{30,}">', read(district, path))


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_further_page_of_a_list_is_its_own_address(district, monkeypatch):
    monkeypatch.setattr("home.serving.listing.PER_PAGE", 1)
    for number in range(3):
        make_article(district, f"Tin {number}")
    first = section_of(district).full_url
    # A number past the last page shows the last one.
    expected = {"2&utm_source=x": f"{first}?trang=2", "1&utm_source=x": first, "99": f"{first}?trang=3"}
    for number, address in expected.items():
        assert canonical(read(district, f"/tin-tuc/?trang={number}")) == [address], number


def test_picture_of_an_article_and_logo_of_the_agency_have_full_addresses(district):
    PortalBranding.objects.create(site=district.site, logo=make_image(district, "Biểu trưng"))
    article = make_article(district, image=make_image(district))
    news, home = read(district, article.get_url_parts()[2]), read(district, "/")
    logo = statements(home)["GovernmentOrganization"]["logo"]
    for address in (statements(news)["NewsArticle"]["image"], logo):
        assert address.startswith(f"{district.root_url}/media/")
    assert f'<meta property="og:image" content="{logo}">' in home


def publish_below(parent, portal, page):
    page.live, page.owner = False, make_member(portal)
    parent.add_child(instance=page)
    approve(page, portal)


def test_feed_of_a_section_has_no_sections_in_it(district):
    publish_below(section_of(district), district, SectionPage(title="Chuyên đề"))
    make_article(district, "Tin mới")
    items = ElementTree.fromstring(read(district, "/tin-tuc/rss/")).iter("item")
    assert [item.findtext("title") for item in items] == ["Tin mới"]


@pytest.mark.breaks_the_rule
def test_character_that_no_feed_can_hold_costs_no_reader_the_feed(district):
    article = make_article(district, "Tin có dấu ngắt dòng")
    # From before such characters were left out.
    wrong = {"lead": "Dòng một\x0bDòng hai\x1f", "title": "Tin\x0c", "source_agency": "Sở\x01"}
    type(article).objects.filter(pk=article.pk).update(**wrong)
    for path in ("/rss.xml", "/atom.xml", "/tin-tuc/rss/"):
        assert "Dòng một Dòng hai" in read(district, path), path


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_large_site_map_is_a_list_of_files_that_hold_each_address_once(
    city, monkeypatch, django_assert_max_num_queries
):
    for number in range(3):
        make_article(city, f"Tin {number}")
    whole = addresses_in(city)
    # As many for many pages as for one.
    with django_assert_max_num_queries(6):
        addresses_in(city)
    monkeypatch.setattr("home.views.public.SITE_MAP_PART", 7)
    files = addresses_in(city)
    assert files[:2] == [f"{city.root_url}/sitemap.xml?phan={number}" for number in (1, 2)]
    parts = [addresses_in(city, file.removeprefix(city.root_url)) for file in files]
    assert sorted(url for part in parts for url in part) == sorted(whole)
    assert all(len(part) <= 7 for part in parts[1:])


@each_case("part", ["0", "2", "-1", "x", "%00", "1e3"])
def test_part_that_does_not_exist_is_not_found(city, part):
    assert get(city, f"/sitemap.xml?phan={part}").status_code == 404


def test_page_of_the_site_map_shows_the_first_of_many_and_counts_the_rest(city, monkeypatch):
    monkeypatch.setattr("home.views.public.SITE_MAP_CHILDREN", 1)
    section = section_of(city)
    for number in range(3):
        publish_below(section, city, InformationPage(title=f"Thủ tục {number}", source_agency="Sở"))
    text = read(city, "/so-do-cong/").replace("\xa0", " ")
    assert ["Thủ tục 0" in text, "Thủ tục 1" in text] == [True, False]
    assert f'<a href="{section.get_url_parts()[2]}">… và 2 mục khác</a>' in text
