"""The admin finds pages by words without marks, drafts too, within what the person may see, and saves them quickly."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from modelsearch.index import insert_or_update_object
from wagtail.models import Page
from wagtail.search.query import And, MatchAll, Not, Phrase, PlainText

from members.enums import Role
from search.admin_backend import without_marks
from search.models import SearchEntry
from tests.each import each_case
from tests.factories import DISTRICT, make_article, make_member, make_portal

pytestmark = pytest.mark.both_engines


@pytest.fixture
def ward(db):
    return make_portal()


@pytest.fixture
def titles_found(client, settings, ward):
    """Titles that an editor of the ward finds in the admin, by the address."""
    client.force_login(make_member(ward, Role.EDITOR))

    def titles(question: str, path: str = "/admin/pages/search/") -> list[str]:
        response = client.get(path, {"q": question}, headers={"host": settings.ADMIN_HOST})
        assert response.status_code == 200
        return [page.specific.get_admin_display_title() for page in response.context["page_obj"]]

    return titles


def indexed(page: Page) -> Page:
    """As after the commit."""
    insert_or_update_object(Page.objects.get(pk=page.pk).specific)
    return page


@pytest.mark.slow(reason="publishes and indexes pages")
@each_case(
    "question", ["Nguyễn Huệ", "nguyen hue", "NGUYEN HU", "hue nguyen", '"nguyen hue"', "nguyễn 'hue'", "05/2024"]
)
def test_page_and_draft_are_found_with_marks_and_without(ward, titles_found, question):
    for title, published in (("Sửa đường Nguyễn Huệ 05/2024", True), ("Nháp về Nguyễn Huệ 5/2024", False)):
        indexed(make_article(ward, title, published=published))
    indexed(make_article(ward, "Nguyên Trãi"))
    assert set(titles_found(question)) == {"Sửa đường Nguyễn Huệ 05/2024", "Nháp về Nguyễn Huệ 5/2024"}


def test_public_page_is_found_by_the_title_of_its_draft_in_the_admin_alone(ward, titles_found):
    page = make_article(ward, "Bản đã duyệt")
    page.title = "Bản đang sửa"
    page.save_revision()
    indexed(page)
    assert titles_found("dang sua") == titles_found("da duyet") == ["Bản đang sửa"]
    assert not SearchEntry.objects.filter(body__contains="đang sửa").exists()


def test_page_of_another_portal_is_not_found(ward, titles_found):
    indexed(make_article(make_portal(DISTRICT), "Nháp của quận", published=False))
    indexed(make_article(ward, "Nháp của phường", published=False))
    assert titles_found("nhap cua") == ["Nháp của phường"]


@pytest.mark.slow(reason="publishes and indexes pages")
@each_case("question", ["", '"" ""', "live:no", 'live:no "', "tin " * 300])
@each_case("path", ["/admin/pages/search/", "/admin/choose-page/search/"])
def test_any_address_of_a_search_is_answered(titles_found, client, settings, path, question):
    response = client.get(path, {"q": question}, headers={"host": settings.ADMIN_HOST})
    assert response.status_code == 200


def test_parsed_questions_keep_their_shape():
    parsed = And([PlainText("Sửa đường"), Phrase("Nguyễn Huệ"), Phrase("!"), Not(PlainText("Đất")), MatchAll()])
    expected = And([PlainText("sua duong"), Phrase("nguyen hue"), Not(PlainText("dat")), MatchAll()])
    assert repr(without_marks(parsed)) == repr(expected)


def test_saving_a_page_reads_its_own_rows_of_the_index_alone(ward):
    page = make_article(ward, "Sửa đường").specific
    with CaptureQueriesContext(connection) as captured:
        insert_or_update_object(page)
    assert [query["sql"] for query in captured if re.search(r"AVG\(|title_norm. = ", query["sql"])] == []
