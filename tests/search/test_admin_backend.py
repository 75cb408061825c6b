"""Wagtail's own search in the admin takes whatever an editor types."""

import pytest
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from members.enums import Role
from tests.each import each_case
from tests.factories import CITY, make_member, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

ODD = [
    '"', '""', 'a"b', '"tin tức"', "tin'", "tin*", "(tin", "tin)", "tin AND", "NOT tin", "tin^2", "tin:tức", "{tin}",
    "-tin", "+tin", "tin\\", "%", "100%s", "_", "tin\0tức", "\0", "🙂", " ", "tin & tức | !", "<->", "a" * 10_000,
]  # fmt: skip


@pytest.fixture
def backend(settings):
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "search.admin_backend"}}
    return get_search_backend()


@each_case("question", ODD)
@each_case("model", [Page, get_document_model()])
def test_any_question_is_answered(backend, model, question):
    for search in (backend.search, backend.autocomplete):
        assert isinstance(list(search(question, model)), list)
        assert search(question, model).count() >= 0


def test_quoted_words_are_found(backend):
    portal = make_portal()
    page = Page.objects.child_of(portal.vietnamese_home).first()
    backend.add(page)
    assert page in list(backend.search(f'"{page.title}"', Page))
    assert page in list(backend.autocomplete(f'"{page.title[:6]}', Page))


def test_backend_is_the_database_s_own(backend):
    from modelsearch.backends.database import SearchBackend  # noqa: PLC0415 -- chosen by the engine at run time

    assert isinstance(backend, type(SearchBackend({})))


def test_quotation_mark_in_the_admin_is_no_error(backend, client, settings):
    portal = make_portal(CITY)
    client.force_login(make_member(portal, Role.EDITOR))
    for path in ("/admin/pages/search/", "/admin/documents/", "/admin/images/", "/admin/choose-page/search/"):
        response = client.get(path, {"q": 'tin "tức'}, headers={"host": settings.ADMIN_HOST})
        assert response.status_code == 200, path
