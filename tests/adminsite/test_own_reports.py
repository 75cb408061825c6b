"""Wagtail's reports and filters for who works on one portal: own rows in full, nothing of the other portal."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.log_actions import log

from members.enums import Role, Seat
from tests.admin import browser, is_refused
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator, publish, section_of
from tests.fullest import make_image
from tests.remembering import remembered

pytestmark = pytest.mark.django_db

REPORTS = ["locked_pages", "workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"]


@pytest.fixture
@remembered
def two_portals(city, district):
    """A locked page, a review, a public page and a logged picture on both, by people with telling names."""
    made = []
    for portal, mark in ((city, "CuaThanhPho"), (district, "CuaQuan")):
        articles = [make_article(portal, f"{word} {mark}", published=False) for word in ("Khóa", "Duyệt", "Tin")]
        made.append((portal, mark, make_member(portal), make_head(portal), articles))
    for _portal, _mark, editor, head, articles in made:
        publish(articles[-1], by=head, author=editor)
    for portal, mark, editor, head, (locked, reviewed, _public) in made:
        for person in (editor, head):
            person.first_name = f"Lan{mark}"
            person.save(update_fields=["first_name"])
        locked.locked, locked.locked_by, locked.locked_at = True, head, AT
        locked.save()
        reviewed.get_workflow().start(reviewed, editor)
        log(make_image(portal, f"Ảnh {mark}"), "wagtail.edit", user=editor)
        log(reviewed, "wagtail.edit", user=editor)
    return city, district


def report(person, name, **asked):
    return browser(person).get(reverse(f"wagtailadmin_reports:{name}"), asked)


def text(response) -> str:
    return response.content.decode()


@each_case("name", REPORTS)
def test_board_reads_its_own_portal_in_every_report(two_portals, name):
    shown = text(report(make_head(two_portals[1]), name))
    assert "CuaQuan" in shown
    assert "CuaThanhPho" not in shown


@each_case("name", ["workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"])
@each_case("role", [Role.EDITOR, Role.PORTAL_ADMIN])
def test_editor_and_administrator_read_their_own_portal(two_portals, name, role):
    shown = text(report(make_member(two_portals[1], role), name))
    assert "CuaQuan" in shown
    assert "CuaThanhPho" not in shown


@each_case("name", REPORTS)
def test_reports_are_refused_to_who_edits_no_page(two_portals, name):
    assert is_refused(report(make_member(two_portals[1], Role.ANSWERING_OFFICER), name))


def test_site_history_tells_of_pictures_of_the_portal(two_portals):
    shown = text(report(make_member(two_portals[1]), "site_history", label="Ảnh"))
    assert "Ảnh CuaQuan" in shown
    assert "Ảnh CuaThanhPho" not in shown


def test_site_history_filters_by_people_of_the_portal_and_by_nobody_else(two_portals):
    own, other = make_member(two_portals[1]), make_member(two_portals[0])
    assert "Duyệt CuaQuan" in text(report(own, "site_history", user=own.pk))
    # A choice that is not offered is no filter.
    assert "CuaThanhPho" not in text(report(own, "site_history", user=other.pk))


@each_case("name", REPORTS)
@each_case("kind", ["csv", "xlsx"])
def test_report_that_is_asked_for_as_a_file_is_shown(two_portals, name, kind):
    response = report(make_head(two_portals[1]), name, export=kind)
    assert response["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in response
    assert "CuaQuan" in text(response)
    assert f"export={kind}" not in text(response)


def test_page_types_are_counted_on_own_portals(two_portals):
    for portal in two_portals:
        rows = report(make_head(portal), "page_types_usage").context["object_list"]
        assert [row.count for row in rows if row.model == "newsarticlepage"] == [3]


def test_explorer_offers_owners_of_the_own_portal_only(two_portals):
    address = reverse("wagtailadmin_explore", args=[section_of(two_portals[1]).pk])
    page = BeautifulSoup(browser(make_member(two_portals[1])).get(address).content, "html.parser")
    offered = {box["value"] for box in page.select('[name="owner"], [name="edited_by"]')}
    assert offered == {str(make_member(two_portals[1]).pk)}
    assert page.select('[name="site"]') == []


def test_operator_types_names_and_chooses_among_portals(two_portals):
    address = reverse("wagtailadmin_explore", args=[section_of(two_portals[1]).pk])
    client = browser(make_operator())
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.select_one('input[name="owner"]')["type"] == "text"
    assert len(page.select('select[name="site"] option')) == 3
    asked = {"owner": "lancuaquan", "edited_by": "LanCuaQuan", "search_all": "1"}
    found = text(client.get(address, asked))
    assert "Duyệt CuaQuan" in found
    assert "Duyệt CuaThanhPho" not in found
    assert "Tin CuaThanhPho" in text(client.get(address, {"site": two_portals[0].container.path, "search_all": "1"}))


@each_case("seat", [Seat.HEAD, Seat.MEMBER])
def test_reports_menu_leads_to_reports_of_own_portals(two_portals, seat):
    home = text(browser(make_head(two_portals[1], seat=seat)).get(reverse("wagtailadmin_home")))
    for name in REPORTS:
        assert reverse(f"wagtailadmin_reports:{name}") in home
    assert reverse("wagtail_localize:translations_report") not in home


def link_to(page):
    return [("paragraph", f'<p><a linktype="page" id="{page.pk}">Xem</a></p>')]


def shown(portal, name, page):
    return browser(make_head(portal)).get(reverse(name, args=[page.pk])).content.decode()


def test_draft_of_another_portal_is_neither_counted_nor_listed(city, district):
    page = make_article(district, "Lịch tiếp công dân")
    make_article(district, "Bản nháp của quận", body=link_to(page), published=False)
    make_article(city, "Tin của thành phố", body=link_to(page))
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    assert "Được tham chiếu 2 lần" in shown(district, "wagtailadmin_pages:edit", page)
    listed = shown(district, "wagtailadmin_pages:usage", page)
    assert "Bản nháp của quận" in listed
    assert "Bản nháp của thành phố" not in listed
    assert len(BeautifulSoup(listed, "html.parser").select("table tbody tr")) == 2


def test_page_to_which_only_drafts_of_others_link_is_linked_by_nobody(city, district):
    page = make_article(district, "Lịch tiếp công dân")
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    assert "Được tham chiếu 0 lần" in shown(district, "wagtailadmin_pages:edit", page)


def test_draft_of_another_portal_is_not_counted_where_a_page_is_deleted(city, district):
    page, other = make_article(district, "Lịch tiếp công dân", published=False), make_article(district, published=False)
    make_article(district, "Bản nháp của quận", body=link_to(page), published=False)
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    make_article(city, "Bản nháp khác của thành phố", body=link_to(other), published=False)
    assert "Có 1 tham chiếu" in shown(district, "wagtailadmin_pages:delete", page)
    several = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    told = browser(make_head(district)).get(f"{several}?id={page.pk}&id={other.pk}").content.decode()
    assert "Có 1 tham chiếu" in told
    assert "Có 0 tham chiếu" in told
    assert "Có 2 tham chiếu" not in told
