"""The explorer's API answers what Wagtail's does, with the queries of a list whatever the number of its pages."""

import json

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.admin.api.urls import admin_api
from wagtail.admin.api.views import PagesAdminAPIViewSet

from adminsite.views.page_api import PrefetchedPagesAPIViewSet
from sites.models import Portal
from tests.admin import browser
from tests.each import each_case
from tests.factories import make_article, make_member, section_of

pytestmark = pytest.mark.django_db

LISTING = reverse("wagtailadmin_api:pages:listing")


@pytest.fixture
def newsroom(district: Portal) -> Portal:
    make_article(district, "Lịch tiếp công dân")
    make_article(district, "Bản nháp", published=False)
    return district


def answered(viewset, user, query):
    request = RequestFactory().get(LISTING, query)
    request.user, request.wagtailapi_router = user, admin_api
    response = viewset.as_view({"get": "listing_view"})(request)
    response.render()
    return response.status_code, json.loads(response.content)


QUERIES = [
    {}, {"limit": 3, "offset": 2}, {"has_children": "false"}, {"search": "tiep cong dan"},
    {"type": "home.NewsArticlePage"},
    {"child_of": "section"}, {"child_of": "section", "for_explorer": 1}, {"descendant_of": "section"},
    {"for_explorer": 1}, {"limit": "x"}, {"child_of": "city"},
]  # fmt: skip


@pytest.mark.slow(reason="asks Wagtail's list and ours several times")
@each_case("query", QUERIES, ids=str)
def test_list_says_what_wagtails_own_says(city, newsroom, query):
    user = make_member(newsroom)
    places = {"section": section_of(newsroom).pk, "city": section_of(city).pk}
    query = {name: places.get(value, value) for name, value in query.items()}
    assert answered(PrefetchedPagesAPIViewSet, user, query) == answered(PagesAdminAPIViewSet, user, query)


def test_page_says_what_wagtails_own_says(newsroom):
    page, client = section_of(newsroom), browser(make_member(newsroom))
    found = client.get(reverse("wagtailadmin_api:pages:detail", args=[page.pk])).json()
    assert (found["title"], found["meta"]["children"]["count"]) == (page.title, 2)


def test_pages_of_another_portal_are_neither_listed_nor_counted(city, newsroom):
    make_article(city, "Chuyện của thành phố", published=False)
    _status, found = answered(PrefetchedPagesAPIViewSet, make_member(newsroom), {})
    assert found["meta"]["total_count"] > 0
    assert "Chuyện của thành phố" not in json.dumps(found, ensure_ascii=False)
    status, refused = answered(PrefetchedPagesAPIViewSet, make_member(newsroom), {"child_of": section_of(city).pk})
    assert (status, refused) == (400, {"message": "parent page doesn't exist"})


def test_list_costs_the_same_for_more_pages(newsroom):
    client = browser(make_member(newsroom))
    asked = []
    for limit in (5, 20):
        client.get(LISTING, {"limit": limit})
        with CaptureQueriesContext(connection) as queries:
            found = client.get(LISTING, {"limit": limit}).json()
        assert len(found["items"]) == limit
        asked.append(len(queries))
    assert asked[1] - asked[0] <= 3, "only a query more for each type that comes in"


@each_case("offset", ["9" * 20, "9" * 5000, "-1"])
def test_place_that_no_database_counts_to_is_a_bad_request(newsroom, offset):
    assert browser(make_member(newsroom)).get(LISTING, {"offset": offset}).status_code == 400
