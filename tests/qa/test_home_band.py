"""Asking from every home: the band of questions, and the buttons that lead to the form with what is known."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone

from provisioning.portal_states import archive_portal
from qa.oversight.figures import count_questions
from tests.factories import make_portal, section_of
from tests.fullest import full_unit
from tests.home.branches import approve
from tests.information.factories import make_item
from tests.qa.citizen import FORM, Citizen
from tests.qa.public import answer, publish, read

pytestmark = pytest.mark.django_db


def band_on(portal):
    return BeautifulSoup(read(portal, "/").content, "html.parser").select_one("[aria-labelledby=questions]")


def titles(portal):
    return [link.get_text().replace("\xa0", " ") for link in band_on(portal).select(".question-list a")]


@pytest.mark.slow(reason="answers questions on two portals")
def test_home_shows_the_three_newest_answers_of_its_own_portal(city, district):
    for day, title in enumerate(("Câu một", "Câu hai", "Câu ba", "Câu bốn"), start=10):
        answer(publish(district, title), on=date(2026, 11, day))
    publish(district, "Chưa trả lời")
    answer(publish(city, "Của thành phố"))
    assert titles(district) == ["Câu bốn", "Câu ba", "Câu hai"]
    assert titles(city) == ["Của thành phố"]


def test_home_leads_to_the_form_before_anything_was_asked(district):
    assert [link["href"] for link in band_on(district).select("a.button")] == [FORM]
    assert band_on(district).select(".figures") == []


@pytest.mark.slow(reason="counts the tallies of two portals")
def test_figures_are_those_of_the_own_portal(city, district):
    for _number in range(2):
        answer(publish(district, "Đã trả lời"))
    publish(district, "Chờ trả lời")
    publish(district, "Hẹn trả lời", first_reply_on=date(2026, 11, 10), was_promised_for=date(2026, 11, 27))
    publish(city, "Của thành phố")
    count_questions(at=timezone.now())
    cache.clear()
    figures = {one.dt.get_text(): one.dd.get_text() for one in band_on(district).select(".figures > div")}
    # In words that the chart has for the same: what is in work is only a part of it.
    assert (figures["đã trả lời"], figures["chưa trả lời"]) == ("2", "2")
    assert "11/2026, Chưa trả lời: 2" in read(district, "/hoi-dap/thong-ke/").content.decode()


@pytest.mark.slow(reason="archives a portal and reads its home")
def test_home_of_an_archived_portal_does_not_lead_to_a_form_that_is_closed(district):
    archive_portal(district, by=None, at=timezone.now(), legal_basis="Nghị quyết", successor=None)
    page = BeautifulSoup(read(district, "/").content, "html.parser")
    assert page.select(f"main a[href='{FORM}']") == []
    assert page.select(".task-list a") != []


def test_task_and_menu_of_a_new_portal_lead_to_questions(district):
    page = BeautifulSoup(read(district, "/").content, "html.parser")
    assert page.select_one(".task-list a")["href"] == FORM
    assert "Hỏi đáp" in [link.get_text(strip=True) for link in page.select(".site-nav li a")]


@pytest.mark.slow(reason="publishes a procedure and a unit")
def test_procedure_and_unit_lead_to_the_form_with_what_it_is_about(district):
    procedure = make_item(district, "procedure", "Đăng ký khai sinh", published=True, area="Hộ tịch")
    unit = approve(full_unit(district, parent=section_of(district, "to-chuc"), title="Văn phòng"), district)
    found = {}
    for page in (procedure, unit):
        html = read(district, page.get_url_parts()[2]).content.decode()
        address = re.search(rf'href="({FORM}\?[^"]*)"', html).group(1).replace("&amp;", "&")
        form = BeautifulSoup(Citizen(district).get(address).content, "html.parser")
        chosen = form.select_one("[name=topic] option[selected]")
        found[page.title] = form.select_one("[name=title]")["value"], chosen and chosen["value"]
    assert found == {"Đăng ký khai sinh": ("Đăng ký khai sinh", "ho-tich"), "Văn phòng": ("Văn phòng", "")}


def test_contact_page_of_a_portal_leads_to_its_form(district):
    page = district.vietnamese_home.get_children().get(slug="lien-he").specific
    approve(page, district)
    assert f'href="{FORM}"' in read(district, "/lien-he/").content.decode()


def test_archived_portal_asks_for_no_questions():
    portal = make_portal()
    portal.state = "archived"
    portal.save(update_fields=["state"])
    assert band_on(portal) is None
