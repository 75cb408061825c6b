"""Wagtail's "all of this list": each role does with own pages what it may, and neither sees nor changes others."""

import pytest
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from home.models import NewsArticlePage, SectionPage
from tests.isolation.roles import ROLES, walking_by_product
from tests.isolation.rows import all_rows, changes
from tests.isolation.walks import browser, marks_in, not_its_work, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow(reason="asks every list of the admin")]

QUERIES = ("id=all", "id=all&q=Nháp", "id=all&childOf=", "id=all&childOf={own}", "id=all&q=Dau&childOf={own}")
# With pages of another portal, or with what is no page.
REFUSED = ("id=all&childOf={other}", "id=all&childOf=1", "id=all&childOf=x", "id=all&id=all")


MODELS = (("wagtailcore", "page"), ("library", "portalimage"), ("library", "portaldocument"))


def bulk_addresses():
    found = []
    for app, model in MODELS:
        bulk_action_registry.get_bulk_actions_for_model(app, model)  # reads the hooks
        found += [
            reverse("wagtail_bulk_action", args=[app, model, name]) for name in bulk_action_registry.actions[app][model]
        ]
    return found


@pytest.mark.parametrize("role", walking_by_product(ROLES))
def test_role_neither_sees_nor_changes_what_is_of_another_portal(role, world):
    client, before, seen = browser(world.person(role)), all_rows(), []
    places = {"own": world.own.draft.get_parent().pk, "other": world.other.draft.get_parent().pk}
    for address in bulk_addresses():
        for query in (*QUERIES, *REFUSED):
            url = f"{address}?{query.format(**places)}"
            for response in (
                client.get(url),
                client.post(url, {"chooser": places["own"], "next": "/admin/"}, follow=True),
            ):
                assert response.status_code < 500, url
                marks = marks_in(text_of(response), world.foreign(role)) & world.foreign_marks(role)
                seen += [(address, mark) for mark in sorted(marks)]
    assert seen == []
    changed = changes(before, all_rows())
    # A city editor does with the pages of every portal what editors do with theirs.
    assert role == "city_editor" or not_its_work(role, changed) & world.rows_of_others(role) == set()


def test_editor_is_shown_the_own_pages_of_the_list(world):
    client, place = browser(world.person("editor")), world.own.draft.get_parent().pk
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for query in (f"id=all&childOf={place}", "id=all&q=Nháp"):
        assert world.own.draft.title in text_of(client.get(f"{address}?{query}")), query


def test_what_stands_below_a_listed_page_goes_along_with_it(world):
    client, section = browser(world.superuser), SectionPage(title="Mục Nháp", live=False)
    world.own.draft.get_parent().add_child(instance=section)
    section.add_child(instance=NewsArticlePage(title="Bài Nháp", source_agency="Sở", live=False))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert client.post(f"{url}?id=all&q=Nháp", {"next": "/admin/"}).status_code == 302
    assert not SectionPage.objects.filter(pk=section.pk).exists()


def test_list_of_another_portal_is_refused(world):
    client = browser(world.person("editor"))
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    places = {"own": world.own.draft.get_parent().pk, "other": world.other.draft.get_parent().pk}
    answers = {query: client.get(f"{url}?{query.format(**places)}").status_code for query in REFUSED}
    assert set(answers.values()) <= {302, 403, 404}, answers
