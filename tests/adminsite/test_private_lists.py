"""Small surfaces of Wagtail that know no portal: comments, usage, places to move to, sessions, tags, menus.

Wagtail's reports and filters for who works on one portal: own rows in full, nothing of the other portal.
"""

import re

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.log_actions import log
from wagtail.models import PageSubscription

from adminsite.views.pages import ScopedEditView
from editorial.queries import colleagues
from library.models import PortalDocument, PortalImage
from members.enums import Role, Seat
from members.memberships import withdraw_membership
from tests.admin import browser, is_refused
from tests.adminsite.private_lists import comment_on
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator, publish, section_of
from tests.fullest import make_image
from tests.remembering import remembered

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


SUPERUSERS_SCREENS = [
    "wagtailusers_users:index", "wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index",
    "wagtaillocales:index", "wagtailsites:index", "wagtailadmin_collections:index",
]  # fmt: skip


def test_the_page_editor_is_the_one_that_mails_to_people_of_the_portal():
    assert issubclass(resolve(reverse("wagtailadmin_pages:edit", args=[5])).func.view_class, ScopedEditView)


def test_comments_are_mailed_to_followers_who_work_on_the_portal(city, district):
    page, editor, head = make_article(district, published=False), make_member(district), make_head(district)
    for person in (head, make_member(city), editor):
        PageSubscription.objects.create(page=page, user=person, comment_notifications=True)
    comment, view = comment_on(page, by=editor)
    changes = {"new_comments": [comment], "resolved_comments": [], "deleted_comments": [], "new_replies": []}
    view.send_commenting_notifications(changes)
    assert [message.to for message in mail.outbox] == [[head.email]]


def test_resolved_comment_is_mailed_to_its_author_while_that_works_there(city, district):
    page, head = make_article(district, published=False), make_head(district)
    author = make_member(district, Role.SECTION_EDITOR)
    comment, _view = comment_on(page, by=author)
    _other, view = comment_on(page, by=head)
    changes = {"new_comments": [], "resolved_comments": [comment], "deleted_comments": [], "new_replies": []}
    view.send_commenting_notifications(changes)
    assert [message.to for message in mail.outbox] == [[author.email]]
    withdraw_membership(author.memberships.get(), by=None, at=AT, reason="Chuyển công tác")
    view.send_commenting_notifications(changes)
    assert len(mail.outbox) == 1


def test_colleagues_are_people_of_the_portal_and_operators(city, district):
    page, operator = make_article(district, published=False), make_operator()
    found = set(colleagues(page, on=timezone.localdate()))
    assert found == {make_member(district), make_head(district), operator}


def test_usage_of_a_picture_hides_the_page_of_another_portal(city, district):
    image = make_image(district)
    foreign = make_article(city, "Nháp CuaThanhPho", published=False, image=image)
    make_article(district, "Nháp CuaQuan", published=False, image=image)
    shown = browser(make_member(district)).get(reverse("wagtailimages:image_usage", args=[image.pk])).content.decode()
    assert "Nháp CuaQuan" in shown
    assert foreign.title not in shown


@each_case(
    ("address", "field"),
    [("choose_parent", "parent_page"), ("move", "new_parent_page"), ("copy", "new_parent_page")],
)
def test_place_in_another_portal_is_refused_without_its_title(city, district, address, field):
    foreign, own = make_article(city, "Nháp CuaThanhPho", published=False), make_article(district, published=False)
    arguments = ["home", "newsarticlepage"] if address == "choose_parent" else [own.pk]
    url = reverse(f"wagtailadmin_pages:{address}", args=arguments)
    response = browser(make_member(district)).post(url, {field: foreign.pk, "new_title": "a", "new_slug": "a"})
    assert response.status_code == 403
    assert browser(make_member(district)).get(url).status_code in {200, 302}


def test_editing_session_of_a_foreign_page_is_refused(city, district):
    foreign = make_article(city, published=False)
    url = reverse("wagtailadmin_editing_sessions:ping", args=["home", "newsarticlepage", foreign.pk, 1])
    assert browser(make_member(district)).post(url).status_code == 403


@pytest.mark.slow(reason="asks several cases in turn")
@each_case("asked", ["child_of", "descendant_of", "id", "ancestor_of", "translation_of"])
def test_internal_api_lists_no_foreign_page(city, district, asked):
    foreign = make_article(city, "Nháp CuaThanhPho", published=False)
    make_article(district, "Nháp CuaQuan", published=False)
    url = reverse("wagtailadmin_api:pages:listing")
    key = foreign.get_parent().pk if asked in {"child_of", "descendant_of"} else foreign.pk
    answer = browser(make_member(district)).get(url, {asked: key, "fields": "*", "limit": 20}).content.decode()
    assert "CuaThanhPho" not in answer
    assert "CuaQuan" in browser(make_member(district)).get(url, {"limit": 20, "order": "-id"}).content.decode()


def test_files_take_no_tags(city):
    for form, model in ((get_image_form, PortalImage), (get_document_form, PortalDocument)):
        assert "tags" not in form(model).base_fields
    operator = browser(make_operator())
    image = make_image(city)
    url = reverse("wagtail_bulk_action", args=["library", "portalimage", "add_tags"]) + f"?id={image.pk}"
    assert operator.post(url, {"tags": "một"}).status_code == 404
    assert image.tags.count() == 0
    assert bulk_action_registry.get_bulk_action_class("library", "portaldocument", "add_tags") is None


@pytest.mark.slow(reason="asks many screens of the admin")
@each_case("role", [Role.EDITOR, Role.PORTAL_ADMIN])
def test_accounts_groups_workflows_languages_and_collections_are_the_operators(city, district, role):
    client = browser(make_member(district, role))
    home, operators = (text(one.get(reverse("wagtailadmin_home"))) for one in (client, browser(make_operator())))
    for name in SUPERUSERS_SCREENS:
        url = reverse(name)
        assert f'"{url}"' not in home, name
        assert client.get(url).status_code == 403, name
    assert f'"{reverse("wagtailusers_users:index")}"' in operators


def test_collection_of_a_portal_without_files_is_not_deleted_and_says_whose_it_is(district):
    address, operator = reverse("wagtailadmin_collections:delete", args=[district.collection_id]), make_operator()
    assert f"cổng “{district.name}”" in text(browser(operator).get(address))
    assert browser(operator).post(address).status_code == 403
    assert type(district).objects.get(pk=district.pk).collection is not None


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


@pytest.mark.slow(reason="asks for every report")
@each_case("name", REPORTS)
@each_case("asked", [{}, {"export": "csv"}])
def test_board_reads_its_own_portal_in_every_report_also_where_a_file_is_asked_for(two_portals, name, asked):
    response = report(make_head(two_portals[1]), name, **asked)
    assert response["Content-Type"].startswith("text/html")
    assert "Content-Disposition" not in response
    shown = text(response)
    assert "CuaQuan" in shown
    assert "CuaThanhPho" not in shown
    assert "export=" not in shown


@pytest.mark.slow(reason="asks for every report")
@each_case("name", ["workflow", "workflow_tasks", "site_history", "aging_pages", "page_types_usage"])
@each_case("role", [Role.EDITOR, Role.PORTAL_ADMIN])
def test_editor_and_administrator_read_their_own_portal(two_portals, name, role):
    shown = text(report(make_member(two_portals[1], role), name))
    assert "CuaQuan" in shown
    assert "CuaThanhPho" not in shown


@pytest.mark.slow(reason="asks many screens of the admin")
@each_case("name", REPORTS)
def test_reports_are_refused_to_who_edits_no_page(two_portals, name):
    assert is_refused(report(make_member(two_portals[1], Role.ANSWERING_OFFICER), name))


def test_site_history_tells_of_pictures_and_people_of_the_portal_and_of_no_others(two_portals):
    other, own = (make_member(portal) for portal in two_portals)
    shown = text(report(own, "site_history", label="Ảnh"))
    assert "Ảnh CuaQuan" in shown
    assert "Ảnh CuaThanhPho" not in shown
    assert "Duyệt CuaQuan" in text(report(own, "site_history", user=own.pk))
    # A choice that is not offered is no filter.
    assert "CuaThanhPho" not in text(report(own, "site_history", user=other.pk))


def test_page_types_are_counted_on_own_portals(two_portals):
    for portal in two_portals:
        rows = report(make_head(portal), "page_types_usage").context["object_list"]
        assert [row.count for row in rows if row.model == "newsarticlepage"] == [3]


def test_reports_name_no_person_of_what_nobody_published_and_types_as_they_are_called(two_portals):
    head, section = make_head(two_portals[1]), section_of(two_portals[1])
    type(section).objects.filter(pk=section.pk).update(last_published_at=AT)
    row = BeautifulSoup(report(head, "aging_pages").content, "html.parser").find("a", string=re.compile(section.title))
    assert "Tự động" in row.find_parent("tr").get_text()
    assert "None" not in row.find_parent("tr").get_text()
    types = BeautifulSoup(report(head, "page_types_usage").content, "html.parser").find("main").get_text(" ")
    assert "Công khai ngân sách" in types
    assert "home." not in types


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


@pytest.mark.slow(reason="makes pages on two portals")
def test_draft_of_another_portal_is_neither_counted_nor_listed(city, district):
    page = make_article(district, "Lịch tiếp công dân")
    make_article(district, "Bản nháp của quận", body=link_to(page), published=False)
    make_article(city, "Tin của thành phố", body=link_to(page))
    make_article(city, "Bản nháp của thành phố", body=link_to(page), published=False)
    assert "Được tham chiếu 2 lần" in shown(district, "wagtailadmin_pages:edit", page)
    listed = shown(district, "wagtailadmin_pages:usage", page)
    assert "Bản nháp của quận" in listed
    assert "Bản nháp của thành phố" not in listed
    assert len(BeautifulSoup(listed, "html.parser").select("#listing-results tbody tr")) == 2


@pytest.mark.slow(reason="asks many screens of the admin")
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
