"""A procedure in the order of citizens, and where else it is done."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from information.models import ProcedurePage
from information.procedures.places import is_done_elsewhere, page_on
from provisioning.portal_states import suspend_portal
from sites.directory import get_directory
from sites.tree import home_path
from tests.each import each_case
from tests.factories import AT, WARD, make_operator, make_portal
from tests.home.branches import open_english
from tests.information.factories import make_item

pytestmark = pytest.mark.django_db

CODE = "1.101193"
PAPERS = "Giấy chứng sinh\n\nCăn cước của người đi đăng ký"


def get(portal, path):
    return Client(headers={"host": portal.host}).get(path)


def publish(portal, **values):
    facts = {"title": "Đăng ký khai sinh", "code": CODE, "papers": PAPERS, "steps": "Nộp\nNhận", "counter": "Quầy 2"}
    return make_item(portal, "procedure", published=True, **facts | values)


@pytest.mark.slow(reason="publishes the first procedure of a process")
def test_page_has_papers_first_and_what_officials_ask_for_folded_at_the_end(district):
    page = publish(district)
    shown = BeautifulSoup(Client(headers={"host": district.host}).get(page.url).content, "html.parser").main
    headings = [heading.get_text(strip=True) for heading in shown.select("section h2")]
    assert headings[:6] == [
        "Giấy tờ cần có",
        "Các bước thực hiện",
        "Nộp ở đâu, lúc nào",
        "Lệ phí và thời hạn",
        "Hỏi ai",
        "Khi không đồng ý với việc giải quyết",
    ]
    assert [item.get_text() for item in shown.select("[aria-labelledby=papers] li")] == [
        "Giấy chứng sinh",
        "Căn cước của người đi đăng ký",
    ]
    assert CODE in shown.details.get_text()
    assert CODE not in "".join(section.get_text() for section in shown.select("section"))


@pytest.mark.both_engines
@pytest.mark.slow(reason="publishes a procedure on three portals")
def test_procedure_leads_to_the_portals_that_have_it_and_citizens_can_read(city, district):
    ward, closed = make_portal(WARD), district
    pages = {portal: publish(portal) for portal in (city, ward, closed)}
    publish(ward, title="Đăng ký khai tử", code="1.000656")
    suspend_portal(closed, reason="Bảo trì", expected_return=None, by=make_operator(), at=AT)
    place = f"/thu-tuc-theo-ma/{CODE}/"
    assert pages[ward].url.endswith(get(ward, place)["Location"])
    listed = get(city, f"{place}noi-thuc-hien/").content.decode()
    assert [portal.root_url + place in listed for portal in (city, ward, closed)] == [True, True, False]
    assert get(ward, f"{place}noi-thuc-hien/")["Location"] == f"{city.root_url}{place}noi-thuc-hien/"
    assert f"{city.root_url}{place}noi-thuc-hien/" in get(ward, pages[ward].url).content.decode()


@pytest.mark.both_engines
@each_case("code", ["%00", "1" * 31])
def test_what_can_be_no_code_is_not_found(city, code):
    for path in (f"/thu-tuc-theo-ma/{code}/", f"/thu-tuc-theo-ma/{code}/noi-thuc-hien/"):
        assert get(city, path).status_code == 404


@pytest.mark.slow(reason="publishes a procedure on two portals")
def test_procedure_below_a_home_that_is_not_public_is_done_nowhere(city, district):
    publish(city)
    hidden = publish(district)
    Page.objects.filter(path=home_path(hidden.path)).update(live=False)
    place = f"/thu-tuc-theo-ma/{CODE}/"
    assert district.root_url not in get(city, f"{place}noi-thuc-hien/").content.decode()
    assert page_on(get_directory().by_id[district.pk], CODE, language="vi") is None
    assert not is_done_elsewhere(ProcedurePage.objects.get(path__startswith=city.container.path))


@pytest.mark.slow(reason="publishes the English home of the city")
def test_portal_without_english_leads_readers_of_english_to_the_english_list_of_the_city(city, district):
    publish(city)
    open_english(city)
    led = get(district, f"/en/procedure-by-code/{CODE}/")
    assert (led.status_code, led["Location"]) == (302, f"{city.root_url}/en/procedure-by-code/{CODE}/places/")
    shown = BeautifulSoup(get(city, f"/en/procedure-by-code/{CODE}/places/").content, "html.parser").main
    assert "This procedure is described in Vietnamese only" in shown.get_text()
    (link,) = shown.select(".portal-list a")
    assert (link["href"], link["hreflang"]) == (f"{city.root_url}/thu-tuc-theo-ma/{CODE}/", "vi")
    assert get(city, "/en/procedure-by-code/khong-co/places/").status_code == 404


def test_portal_without_the_procedure_leads_to_the_list_and_an_unknown_code_nowhere(city, district):
    publish(city)
    place = f"/thu-tuc-theo-ma/{CODE}/"
    assert get(district, place)["Location"] == f"{city.root_url}{place}noi-thuc-hien/"
    assert get(city, "/thu-tuc-theo-ma/khong-co/noi-thuc-hien/").status_code == 404
    # Where nobody else has it, the page does not send anybody away.
    assert "noi-thuc-hien" not in get(city, ProcedurePage.objects.get().url).content.decode()
