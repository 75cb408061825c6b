"""The frame of every page: whose portal this is, in whose language."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import override
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from audit.events import record_event
from audit.models import PortalEvent
from cityportal.urls import searching
from editorial.enums import ReviewEventKind
from home.branding.stylesheet import version_of
from home.components.chrome import superior_body
from home.models import PortalBranding
from information.views import urls as information_urls
from library.models import PortalImage
from provisioning.portal_states import suspend_portal
from qa import urls as qa_urls
from sites.directory import PortalRecord, forget_directory, get_directory
from tests.admin import browser
from tests.each import each_case
from tests.factories import (
    AT,
    CITY,
    make_article,
    make_city,
    make_member,
    make_operator,
    make_portal,
    section_of,
)
from tests.fullest import full_article
from tests.home.branches import approve, english_draft, open_english, translated

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


def page(client: Client, host: str, path: str = "/") -> BeautifulSoup:
    response = client.get(path, headers={"host": host})
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode().replace("\xa0", " "), "html.parser")


def record_of(code: str) -> PortalRecord:
    return next(record for record in get_directory().records if record.code == code)


class TestBodyAboveTheName:
    @pytest.mark.slow(reason="asks several cases in turn")
    @each_case(
        ("code", "body"),
        [
            ("thanhpho", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("sotuphap", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("quan1", "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
            ("bennghe", "Ủy ban nhân dân Quận 1, Thành phố Hồ Chí Minh"),
        ],
    )
    def test_it_is_the_superior_one(self, client, city, code, body):
        assert page(client, city[code].host).select_one(".masthead__over").get_text() == body

    @pytest.mark.breaks_the_rule  # facts of an open portal are changed by hand
    def test_in_english_too_where_the_registry_knows_it(self, city):
        with override("en"):
            assert superior_body(record_of("bennghe")) == (
                '<span lang="vi">Ủy ban nhân dân Quận 1</span>, Ho Chi Minh City'
            )
        city["quan1"].governing_body_en = "People's Committee of District 1"
        city["quan1"].save()
        forget_directory()
        with override("en"):
            assert superior_body(record_of("bennghe")) == "People&#x27;s Committee of District 1, Ho Chi Minh City"


@pytest.mark.breaks_the_rule  # facts of an open portal are changed by hand
def test_footer_names_bodies_the_person_responsible_and_the_conditions_of_reuse(client, city):
    portal = city["quan1"]
    portal.responsible_person = "Ông Zq, Trưởng Ban Biên tập"
    portal.save()
    forget_directory()
    footer = page(client, portal.host).select_one(".site-footer").get_text()
    bodies = [portal.governing_body, portal.managing_agency, portal.operating_unit, portal.responsible_person]
    assert [body for body in [*bodies, f"({portal.host})"] if body not in footer] == []


@pytest.mark.breaks_the_rule  # a page is taken off by hand
def test_footer_leads_to_pages_of_the_portal_that_are_public_and_to_no_other(client, city):
    ward, district = city["bennghe"], city["quan1"]

    def links(portal):
        return {link["href"] for link in page(client, portal.host).select(".site-footer a")}

    pages = {"/tiep-can-thong-tin/", *(f"/ve-cong/{slug}/" for slug in ("kha-nang-tiep-can", "su-dung-lai-thong-tin"))}
    assert pages <= links(ward)
    Page.objects.descendant_of(ward.container).filter(slug="kha-nang-tiep-can").update(live=False)
    assert pages - links(ward) == {"/ve-cong/kha-nang-tiep-can/"}
    assert pages <= links(district)


def test_footer_says_when_something_public_of_the_portal_changed_last(client, city):
    ward, district = city["bennghe"], city["quan1"]
    before = PortalEvent.objects.for_portal(ward).latest("at").at

    def last_update(portal):
        return page(client, portal.host).select_one(".site-footer__legal time")

    assert last_update(ward) is None
    record_event(ReviewEventKind.CHANGE_MADE, portal=ward, at=before + timedelta(days=1), by=None)
    record_event(ReviewEventKind.ITEM_SUBMITTED, portal=ward, at=before + timedelta(days=2), by=None)
    assert last_update(ward)["datetime"] == localdate(before + timedelta(days=1)).isoformat()
    assert last_update(district) is None


@pytest.mark.slow(reason="publishes the English homes of two portals")
def test_frame_in_english_leads_to_what_the_city_has_and_says_where_that_is_vietnamese(client, city):
    ward, top = city["bennghe"], city["thanhpho"]
    open_english(ward)

    def links():
        found = page(client, ward.host, "/en/").select(".city-bar a, .site-footer a")
        return {link.get_text(): link["href"] for link in found if urlsplit(link["href"]).hostname == top.host}

    def answers(link):
        return client.get(urlsplit(link).path, headers={"host": top.host}).status_code

    before = links()
    assert {"All component portals (in Vietnamese)", "City portal (in Vietnamese)"} <= before.keys()
    assert {answers(link) for link in before.values()} == {200}
    open_english(top)
    after = links()
    assert after["All component portals"].endswith("/en/portals/")
    assert after["City portal"].endswith("/en/")
    assert {answers(link) for link in after.values()} == {200}

    def named(host, path, select):
        return {link.get_text(): link["href"] for link in page(client, host, path).select(select)}

    of_wards = named(top.host, "/en/portals/", ".portal-list a")
    on_the_home = named(top.host, "/en/", "[aria-labelledby=portals] .portal-list a")
    assert of_wards["Ben Nghe Ward"] == on_the_home["Ben Nghe Ward"] == f"{ward.root_url}/en/"
    above = named(ward.host, "/en/", ".city-bar a")["District 1 (in Vietnamese)"]
    assert of_wards["District 1"] == above == city["quan1"].root_url
    for path in ("/en/", "/en/portals/", "/en/channels-of-the-city/"):
        assert "Portals that have no pages in English open in Vietnamese." in page(client, top.host, path).get_text()


def test_address_below_english_on_a_portal_without_english_leads_to_what_it_has(client, city):
    ward = city["bennghe"]
    answer = client.get("/en/khong-co/", headers={"host": ward.host})
    found = BeautifulSoup(answer.content, "html.parser")
    own = {link["href"] for link in found.select("a[href^='/']")} | {found.form["action"]}
    found_at = {path: client.get(path, headers={"host": ward.host}).status_code for path in own}
    assert (answer.status_code, found_at) == (404, dict.fromkeys(own, 200))
    assert "Home page in Vietnamese" in found.get_text()


def test_footer_leads_to_the_gazette_where_the_city_has_one(client, city, settings):
    def gazette():
        return page(client, city["bennghe"].host).select_one(".site-footer").find("a", href="https://congbao.example")

    assert gazette() is None
    settings.CITY_GAZETTE_URL = "https://congbao.example"
    assert gazette().get_text() == "Công báo Thành phố"


@pytest.mark.slow(reason="publishes an English article with every block and reads it twice")
@pytest.mark.breaks_the_rule  # facts and pictures of an open portal are changed by hand
def test_vietnamese_words_on_english_pages_are_marked_as_such(client, city):
    """What the registry and the library know in Vietnamese only (WCAG 3.1.2): address, credit and description."""
    ward = city["bennghe"]
    ward.address = "29 Nguyễn Trung Ngạn, Quận 1"
    ward.save()
    forget_directory()
    version = english_draft(full_article(ward, parent=section_of(ward)))
    open_english(ward)
    for one in (version.get_parent().specific, version):
        approve(one, ward)
    PortalImage.objects.update(credit="Tổ Đồ họa")

    def article():
        return page(client, ward.host, version.get_url_parts()[2])

    figure = article().select_one(".prose > figure:first-of-type")
    credit = figure.select_one("figcaption .credit")
    assert credit.decode_contents() == 'Picture: <span lang="vi">Tổ Đồ họa.</span>'
    assert figure.select_one("img")["lang"] == "vi"
    PortalImage.objects.update(description_en="A surface of blue")
    image = article().select_one(".prose > figure img")
    assert (image["alt"], image.get("lang")) == ("A surface of blue", None)
    for path in ("/en/", "/"):
        marked = page(client, ward.host, path).select(".site-footer dd[lang=vi]")
        assert ward.address in [fact.get_text().replace("\xa0", " ") for fact in marked]


@pytest.fixture
def portal():
    portal = make_portal(CITY)
    open_english(portal)
    return portal


def read(portal, path):
    return BeautifulSoup(Client(headers={"host": portal.host}).get(path).content, "html.parser")


def switch(portal, path):
    """Where the link to the other language leads, and what it says."""
    link = read(portal, path).select_one(".city-bar__links a[hreflang]")
    return link["href"], link.get_text().replace("\xa0", " ")


VIEWS = [
    ("/tim-kiem/?q=th%E1%BB%A7%20t%E1%BB%A5c&trang=2", "/en/search/?q=th%E1%BB%A7%20t%E1%BB%A5c&trang=2"),
    ("/so-do-cong/", "/en/site-map/"),
    ("/cac-cong/?q=quan%201", "/en/portals/?q=quan%201"),
]


def test_views_lead_to_the_same_view_and_back(portal):
    for vietnamese, english in VIEWS:
        assert switch(portal, vietnamese) == (english, "English")
        assert switch(portal, english) == (vietnamese, "Tiếng Việt")


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
def test_page_with_a_version_leads_to_it_and_one_without_stays_and_offers_section_and_home(portal):
    article, other = make_article(portal), make_article(portal, "Tin khác")
    assert switch(portal, "/") == ("/en/", "English")
    assert offered_instead(portal, article) == ["/en/"]
    translated(other, portal)
    assert offered_instead(portal, article) == ["/en/tin-tuc/", "/en/"]


def offered_instead(portal, page):
    """Where the switch leads on a page without an English version, after it said so."""
    shown = read(portal, page.get_url_parts()[2]).select_one(".city-bar__language")
    assert "This page is not available in English." in shown.get_text()
    return [link["href"] for link in shown.select("a")]


@each_case("path, english", [("/so-do-cong/", "/en/site-map/"), ("/cac-cong/", "/en/portals/")])
def test_views_name_both_languages_to_search_engines(portal, path, english):
    expected = {"vi": f"{portal.root_url}{path}", "en": f"{portal.root_url}{english}"}
    for address in (path, f"{english}?q=x"):
        links = read(portal, address).select('link[rel="alternate"][hreflang]')
        assert {link["hreflang"]: link["href"] for link in links} == expected


QUESTIONS = {
    "hoi-dap/": "questions/",
    "hoi-dap/gui-cau-hoi/": "ask/",
    "hoi-dap/gui-cau-hoi/quy-dinh/": "questions/ask/rules/",
    "hoi-dap/tra-cuu/": "questions/look-up/",
    "hoi-dap/thong-ke/": "questions/figures/",
    "hoi-dap/khong-dang/": "questions/withheld/",
}


@each_case("views", [qa_urls.urlpatterns, information_urls.urlpatterns, searching])
def test_every_view_has_english_words_in_its_address(views):
    for view in views:
        given = {"token": "x", "code": "HCM-2026-000001", "key": 1, "position": 1}
        kwargs = {name: given[name] for name in view.pattern.converters}
        steps = []
        for language in ("vi", "en"):
            with override(language):
                steps.append({step for step in reverse(view.name, kwargs=kwargs).split("/") if step})
        given = {str(value) for value in given.values()}
        assert steps[0] & steps[1] <= {"rss", "ics"} | given, view.name


@pytest.mark.slow(reason="publishes several pages, and asks their screens")
@pytest.mark.breaks_the_rule  # a section leaves the menu by hand
def test_questions_stand_in_the_english_menu_while_they_stand_in_the_vietnamese_one(portal):
    def entry():
        return read(portal, "/en/").select_one(".site-nav").find("a", href="/en/questions/")

    assert entry().get_text(strip=True) == "Questions and answers"
    section = section_of(portal, "hoi-dap")
    english = translated(section, portal)
    assert entry().get_text(strip=True) == english.specific.menu_title
    Page.objects.filter(pk=english.pk).update(show_in_menus=False)
    assert entry() is None
    Page.objects.filter(pk=english.pk).update(live=False)
    assert entry() is not None
    Page.objects.filter(pk=section.pk).update(show_in_menus=False)
    assert entry() is None


@pytest.mark.slow(reason="asks many addresses in turn")
def test_vietnamese_words_below_the_english_home_lead_to_english_ones(portal):
    client = Client(headers={"host": portal.host})
    words = {
        "tim-kiem/?q=a": "search/?q=a", "tim-kiem/rss/?q=a": "search/rss/?q=a", "so-do-cong/": "site-map/",
        "tim-kiem/theo-doi/?q=a": "search/follow/?q=a", "giao-dien-du-lieu/": "data-interface/",
        "dang-ky-nhan-tin-bao-chi/": "press-mails/", "cac-cong/": "portals/",
    }  # fmt: skip
    for vietnamese, english in (words | QUESTIONS).items():
        response = client.get(f"/en/{vietnamese}")
        assert (response.status_code, response["Location"]) == (301, f"/en/{english}")
        assert client.get(f"/en/{english}").status_code == 200
        assert client.get(f"/{english}").status_code == 404
    assert client.get("/en/khong-co/").status_code == 404


def test_view_without_an_english_home_names_no_english_version():
    assert read(make_portal(CITY), "/so-do-cong/").select("[hreflang]") == []


def test_preview_has_the_look_of_the_portal_and_its_links(portal):
    branding = PortalBranding.objects.create(site=portal.site, accent="#0b5d3b")
    page, client = make_article(portal, published=False), browser(make_member(portal))
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


def test_style_sheets_are_the_same_on_every_host_and_kept_for_good_under_their_version(client, city):
    suspend_portal(city["quan1"], by=make_operator(), at=AT, reason="Bảo trì", expected_return=None)
    page = BeautifulSoup(client.get("/", headers={"host": CITY.host}).content, "html.parser")
    sheets = [link["href"] for link in page.select("link[rel=stylesheet]") if link["href"].startswith("/sheets/")]
    assert len(sheets) == 2
    for host in (CITY.host, city["quan1"].host, settings.ADMIN_HOST, "la.example"):
        for sheet in sheets:
            response = client.get(sheet, headers={"host": host})
            assert (response.status_code, "immutable" in response["Cache-Control"]) == (200, True)
    former = client.get("/sheets/0123456789/panel.css", headers={"host": CITY.host})
    assert (former.status_code, former["Cache-Control"]) == (200, "public, max-age=300")
    assert "/static/fonts/" in client.get(sheets[0]).content.decode()
    # No such component, or not as a page asks for them.
    unknown = (
        "khong-co",
        "facts.khong-co",
        "..",
        "facts..panel",
        "%2e%2e%2ftokens",
        "panel.site",
        "panel.panel",
        "a" * 300,
    )
    for names in [*unknown, "a" * 300]:
        assert client.get(f"/sheets/0123456789/{names}.css", headers={"host": CITY.host}).status_code == 404, names
