"""The first page of a portal: what it leads to."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from home.models import InformationPage
from home.serving.addresses import PlainPage
from home.serving.homes.sections import PROCEDURES_SLUG, section_pages, sections_among, with_menu
from information.serving.bands import procedures_below
from sites.models import Portal
from tests.admin import browser
from tests.admin_forms import form_of
from tests.factories import (
    AT,
    make_article,
    make_city,
    make_head,
    make_member,
    make_portal,
    publish_approved_page,
    section_of,
)
from tests.home.branches import approve, english_draft, open_english
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def city():
    return make_city()


@pytest.fixture
def portal():
    """Where no others are."""
    return make_portal()


def home_of(portal: Portal, path: str = "/") -> BeautifulSoup:
    response = Client(headers={"host": portal.host}).get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content.decode().replace("\xa0", " "), "html.parser")


def links(page: BeautifulSoup, part: str) -> dict[str, str]:
    """Words and addresses of the links in a part of the page, but for the one to all of it."""
    return {link.get_text(): link["href"] for link in page.select(f"[aria-labelledby={part}] :is(ul, article) a")}


def make_procedure(portal: Portal, title: str, *, published: bool = True) -> InformationPage:
    author = make_member(portal)
    page = InformationPage(title=title, source_agency=portal.governing_body, live=False, owner=author)
    section_of(portal, PROCEDURES_SLUG).add_child(instance=page)
    page.save_revision(user=author)
    return publish_approved_page(page, by=make_head(portal)) if published else page


@pytest.mark.slow(reason="builds a whole city and shows a home page")
def test_component_lists_its_procedures_in_the_order_of_the_board(city):
    ward = city["bennghe"]
    for title in ("Đăng ký khai sinh", "Chứng thực chữ ký"):
        make_procedure(ward, title)
    make_procedure(ward, "Thủ tục đang soạn", published=False)
    make_procedure(city["quan1"], "Thủ tục của quận")
    assert list(links(home_of(ward), "procedures")) == ["Đăng ký khai sinh", "Chứng thực chữ ký"]


@pytest.mark.slow(reason="publishes pages and opens several screens")
def test_procedures_of_both_types_are_listed_in_one_order_and_nothing_else(city, django_assert_max_num_queries):
    ward = city["bennghe"]
    make_item(ward, "procedure", "Khai tử", published=True)
    make_procedure(ward, "Đăng ký khai sinh")
    make_item(ward, "procedure", "Kết hôn", published=True)
    make_item(ward, "procedure", "Thủ tục đang soạn")
    make_item(ward, "document", "Văn bản", published=True, section=PROCEDURES_SLUG)
    section = PlainPage.of(section_of(ward, PROCEDURES_SLUG))
    with django_assert_max_num_queries(1):
        listed = procedures_below(section, ward.pk, today=AT.date())
    assert [page.title for page in listed] == ["Khai tử", "Đăng ký khai sinh", "Kết hôn"]


def test_component_shows_news_of_the_city_on_the_citys_host_and_the_city_has_none_of_these_parts(city):
    article = make_article(city["thanhpho"], "Kỳ họp thứ mười")
    make_article(city["quan1"], "Tin của quận")
    ward = home_of(city["bennghe"])
    assert links(ward, "news-of-city") == {"Kỳ họp thứ mười": article.full_url}
    # Nor is there an empty heading over procedures.
    assert ward.select_one("#procedures") is None
    assert home_of(city["thanhpho"]).select("#procedures, #news-of-city") == []


@pytest.mark.slow(reason="publishes pages in both languages")
def test_english_home_knows_procedures_by_their_vietnamese_section(city):
    ward = city["bennghe"]
    version = english_draft(make_procedure(ward, "Đăng ký khai sinh"))
    section = version.get_parent().specific
    version.title, section.title, section.slug = "Birth registration", "Public services", "public-services"
    section.save()
    open_english(ward)
    for page in (section, version):
        approve(page, ward)
    page = home_of(ward, "/en/")
    assert page.select_one("#procedures ~ a, .section-head:has(#procedures) a")["href"] == "/en/public-services/"
    assert list(links(page, "procedures")) == ["Birth registration"]


def test_sections_cost_one_query(city, django_assert_max_num_queries):
    home = section_of(city["bennghe"]).get_parent().specific
    with django_assert_max_num_queries(1):
        sections = sections_among(list(with_menu(section_pages(home))), home)
    assert sections.news.title == "Tin tức – Sự kiện"


def test_empty_search_field_gives_an_example(city):
    for code, example in (("bennghe", "Ví dụ: chứng thực"), ("thanhpho", "Ví dụ: khai sinh")):
        assert home_of(city[code]).select_one("#q-home")["placeholder"] == example


def test_correction_stands_before_the_text_it_corrects(client, portal):
    article = make_article(portal, correction_note="Số đúng là 3.", body=[("paragraph", "<p>Có 3.</p>")])
    response = client.get(article.get_url_parts()[2], headers={"host": portal.host})
    page = BeautifulSoup(response.content, "html.parser")
    note, text = page.select_one("[aria-labelledby=correction]"), page.select_one(".prose")
    assert "Số đúng là 3." in note.get_text()
    assert note.sourceline < text.sourceline


@pytest.mark.slow(reason="opens the page editor twice")
def test_title_of_characters_that_nobody_sees_is_none(portal):
    page, client = make_article(portal, published=False), browser(make_member(portal))
    address = f"/admin/pages/{page.pk}/edit/"
    form = form_of(client, address) | {"title": "\u200b\ufeff", "body-count": "0"}
    assert "title" in client.post(address, form).context["form"].errors
