"""Lists and reports as tables: the rows and columns of the list, of own portals alone; each is recorded."""

import csv
import io

import pytest
from django.urls import resolve, reverse
from openpyxl import load_workbook
from wagtail.models import Page

from adminsite.enums import AdminEventKind
from audit.models import PortalEvent
from editorial.proposals.actions.proposal import propose_change
from members.enums import Role
from tests.admin import browser, errors_at, is_shut, url
from tests.each import each_case
from tests.factories import (
    AT,
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    make_supervisor,
    section_of,
)
from tests.isolation.addresses import admin_addresses

pytestmark = pytest.mark.django_db

LOCKED = "wagtailadmin_reports:locked_pages"


def lock(page, by):
    page.locked, page.locked_by = True, by
    page.save()
    return page


def export(person, name, table_format, query="", reason="Họp giao ban"):
    address = url("export_list", name) + query
    return browser(person).post(address, {"reason": reason, "table_format": table_format})


def table_of(response):
    content = b"".join(response.streaming_content)
    if "csv" in response["Content-Type"]:
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    return [list(row) for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)]


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("table_format", ["xlsx", "csv"])
def test_board_takes_away_rows_of_its_own_portal_and_it_is_recorded(city, district, table_format):
    head = make_head(district)
    lock(make_article(city, "Khóa CuaThanhPho", published=False), make_head(city))
    lock(make_article(district, "=Khóa CuaQuan", published=False), head)
    response = export(head, LOCKED, table_format)
    head_row, *rows = table_of(response)
    assert [row[0] for row in rows] == ["'=Khóa CuaQuan"]
    assert len(head_row) == len(rows[0]) == 6
    event = PortalEvent.objects.get(kind=AdminEventKind.LIST_EXPORTED)
    assert (event.portal, event.actor, event.reason, event.data["count"]) == (district, head, "Họp giao ban", 1)


def test_what_is_filtered_away_is_not_in_the_table(district):
    head = make_head(district)
    lock(make_article(district, "Đã công khai"), head)
    lock(make_article(district, "Bản nháp", published=False), head)
    rows = table_of(export(head, LOCKED, "xlsx", "?live=false"))
    assert [row[0] for row in rows[1:]] == ["Bản nháp"]
    assert PortalEvent.objects.get(kind=AdminEventKind.LIST_EXPORTED).data["filter"] == {"live": "false"}


def test_supervisor_takes_rows_of_every_portal_and_each_of_them_hears_of_it(city, district):
    for portal in (city, district):
        make_article(portal, f"Tin {portal.code}", published=False)
    people = make_supervisor()
    response = export(people, "portals_admin:index", "csv")
    assert len(table_of(response)) == 3
    assert PortalEvent.objects.get(kind=AdminEventKind.LIST_EXPORTED).portal is None


def test_export_without_a_reason_keeps_the_choice_and_writes_nothing(district):
    response = export(make_head(district), LOCKED, "csv", reason="")
    assert response.status_code == 422
    assert errors_at(response, "reason")
    assert b'value="csv"' in response.content
    assert not PortalEvent.objects.filter(kind=AdminEventKind.LIST_EXPORTED).exists()


@each_case(
    "name",
    ["portals_admin:index", "portals_admin:failed_tasks", "portals_admin:my_work", "wagtailadmin_home", "no:such", "x"],
)
def test_list_that_is_not_the_persons_or_none_at_all_is_refused(district, name):
    client = browser(make_member(district, Role.EDITOR))
    assert is_shut(client.get(url("export_list", name)))
    assert is_shut(client.post(url("export_list", name), {"reason": "a"}))


def export_level(person, page, query=""):
    return browser(person).post(url("export_level", page.pk) + query, {"reason": "Rà soát", "table_format": "xlsx"})


@pytest.mark.slow(reason="takes several tables away")
def test_level_of_the_explorer_is_taken_away_with_own_pages_alone_and_so_is_what_a_search_finds(city, district):
    head, section = make_head(district), section_of(district)
    make_article(city, "Qwerty CuaThanhPho", published=False)
    make_article(district, "=Qwerty CuaQuan", published=False)
    make_article(district, "Nắng CuaQuan")
    offered = browser(head).get(reverse("wagtailadmin_explore", args=[section.pk])).content.decode()
    assert url("export_level", section.pk) in offered
    names, *rows = table_of(export_level(head, section))
    assert {row[0] for row in rows} == {"'=Qwerty CuaQuan", "Nắng CuaQuan"}
    assert "Tiếng Anh" in names
    event = PortalEvent.objects.get(kind=AdminEventKind.LIST_EXPORTED)
    assert (event.portal, event.actor, event.data["count"]) == (district, head, 2)
    for query in ("?q=Qwerty", "?q=Qwerty&search_all=1", "?has_child_pages=false&q=Qwerty"):
        shown = browser(head).get(reverse("wagtailadmin_explore", args=[section.pk]) + query)
        assert [page.title for page in shown.context["object_list"]] == ["=Qwerty CuaQuan"]
        assert [row[0] for row in table_of(export_level(head, section, query))[1:]] == ["'=Qwerty CuaQuan"]
    assert is_shut(export_level(head, section_of(city)))
    assert is_shut(browser(head).get(url("export_level", section_of(city).pk)))


def test_tree_is_taken_away_from_its_root_by_who_works_on_every_portal(city, district):
    root = Page.get_first_root_node()
    rows = table_of(export_level(make_city_editor(), root))[1:]
    assert {row[0] for row in rows} == {str(portal.container) for portal in (city, district)}
    assert is_shut(export_level(make_head(district), root))
    # Supervisors have no part in the tree.
    assert is_shut(export_level(make_supervisor(), root))


def exported_lists():
    names = set()
    for address in admin_addresses():
        if not address.arguments:
            view = resolve(reverse(address.name)).func
            if getattr(getattr(view, "view_class", None), "is_exported", False):
                names.add(view.view_class.index_url_name)
    return sorted(names)


@pytest.mark.slow(reason="asks for every list")
def test_every_list_offers_its_export_and_gives_a_table_in_both_formats(city):
    people, names = [make_operator(), make_head(city)], exported_lists()
    assert len(names) > 20
    for name in names:
        reader = next(one for one in people if browser(one).get(reverse(name)).status_code == 200)
        shown, form = (browser(reader).get(address) for address in (reverse(name), url("export_list", name)))
        assert url("export_list", name) in shown.content.decode(), name
        assert form.status_code == 200, name
        heads = [table_of(export(reader, name, one))[0] for one in ("xlsx", "csv")]
        assert heads[0] == heads[1], name


def test_proposals_are_taken_away_with_those_of_the_own_portal_alone(city, district):
    for portal in (city, district):
        propose_change(
            portal,
            {"spokesperson": f"Ông {portal.code}"},
            by=make_member(portal, Role.PORTAL_ADMIN),
            at=AT,
            reason="Đổi",
        )
    head = make_head(district)
    rows = table_of(export(head, "portals_admin:proposals", "xlsx"))[1:]
    assert len(rows) == 1
    event = PortalEvent.objects.get(kind=AdminEventKind.LIST_EXPORTED)
    assert (event.portal, event.data["count"]) == (district, 1)
