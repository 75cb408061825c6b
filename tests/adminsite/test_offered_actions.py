"""Actions that lists and the head of a page offer: none that is refused to every role."""

import re

import pytest
from bs4 import BeautifulSoup
from django.test import RequestFactory
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

from members.enums import Role
from tests.admin import browser, is_shut
from tests.editorial.review_variants import submit
from tests.factories import (
    make_article,
    make_city_editor,
    make_head,
    make_member,
    make_operator,
    publish_approved_page,
    section_of,
)

pytestmark = pytest.mark.django_db

# Of one page, by its key.
ABOUT_A_PAGE = re.compile(r"/admin/pages/\d+/\w")


@pytest.fixture
def pages(district):
    """A draft, a public page and one in review, side by side."""
    draft, public, waiting = (
        make_article(district, title, published=False) for title in ("Nháp", "Công khai", "Chờ duyệt")
    )
    draft.save_revision(user=draft.owner)
    publish_approved_page(public, by=make_head(district))
    submit(waiting, make_member(district))
    return [Page.objects.get(pk=page.pk) for page in (draft, public, waiting)]


@pytest.fixture
def people(district):
    """Whoever works with pages, one of each role."""
    roles = (Role.COLLABORATOR, Role.REPORTER, Role.EDITOR, Role.SECTION_EDITOR, Role.PORTAL_ADMIN)
    members = [make_member(district, role) for role in roles]
    return [*members, make_head(district), make_city_editor(), make_operator()]


@pytest.mark.slow(reason="makes a person of each role")
def test_each_bulk_action_on_pages_is_somebodys(pages, people):
    """The bar below a list offers all of them to everybody."""
    request = RequestFactory().get("/")
    refused = set()
    for action in bulk_action_registry.get_bulk_actions_for_model("wagtailcore", "page"):
        asked = action(request, Page)
        allowed = False
        for request.user in people:
            allowed = allowed or any(asked.check_perm(page) for page in pages)
        if not allowed:
            refused.add(action.action_type)
    assert refused == set()


@pytest.mark.slow(reason="follows what each role is offered on three screens")
def test_what_menus_of_a_page_offer_is_answered(district, pages, people):
    section = section_of(district)
    screens = [reverse("wagtailadmin_explore", args=[section.pk])]
    screens += [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in pages]
    answered, refused, readings = set(), set(), set()
    for person in people:
        client = browser(person)
        offered = set()
        for screen in screens:
            answer = client.get(screen)
            if answer.status_code == 200:
                links = BeautifulSoup(answer.content, "html.parser").select("main a[href], header a[href]")
                offered |= {link["href"] for link in links if ABOUT_A_PAGE.match(link["href"])}
        for address in offered:
            kind = address.rstrip("/").rpartition("/")[2].partition("?")[0]
            (refused if is_shut(client.get(address)) else answered).add(kind)
            if kind in {"history", "view_draft"} and is_shut(client.get(address)):
                readings.add((person, kind))
    assert refused <= answered
    assert readings == set()
