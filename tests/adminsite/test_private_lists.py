"""Small surfaces of Wagtail that know no portal: comments, usage, places to move to, sessions, tags, menus."""

import pytest
from django.core import mail
from django.urls import resolve, reverse
from django.utils import timezone
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.documents.forms import get_document_form
from wagtail.images.forms import get_image_form
from wagtail.models import PageSubscription

from adminsite.views.pages import OwnEditView
from editorial.queries import colleagues
from library.models import PortalDocument, PortalImage
from members.enums import Role
from members.memberships import withdraw_membership
from tests.admin import browser
from tests.adminsite.private_lists import comment_on
from tests.each import each_case
from tests.factories import AT, make_article, make_head, make_member, make_operator
from tests.fullest import make_image

pytestmark = pytest.mark.django_db

SUPERUSERS_SCREENS = [
    "wagtailusers_users:index", "wagtailadmin_workflows:index", "wagtailadmin_workflows:task_index",
    "wagtaillocales:index", "wagtailsites:index", "wagtailadmin_collections:index",
]  # fmt: skip


def test_the_page_editor_is_the_one_that_mails_to_people_of_the_portal():
    assert issubclass(resolve(reverse("wagtailadmin_pages:edit", args=[5])).func.view_class, OwnEditView)


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


@each_case("role", [Role.EDITOR, Role.PORTAL_ADMIN])
def test_accounts_groups_workflows_languages_and_collections_are_the_operators(city, district, role):
    client = browser(make_member(district, role))
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    operators = browser(make_operator()).get(reverse("wagtailadmin_home")).content.decode()
    for name in SUPERUSERS_SCREENS:
        url = reverse(name)
        assert f'"{url}"' not in home, name
        assert client.get(url).status_code == 403, name
    assert f'"{reverse("wagtailusers_users:index")}"' in operators
