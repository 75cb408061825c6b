"""What each database keeps, and what it does when very many pages match.

What readiness says of the index.
"""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from members.enums import Role
from search import backends
from search.backends import get_backend, postgresql
from search.backends.postgresql import PostgreSQLBackend
from search.backends.sqlite import SQLiteBackend
from search.index import health
from search.index.health import missing_pages, probe_index
from search.index.indexing import reindex
from search.models import SearchEntry
from tests.each import each_case
from tests.factories import CITY, make_member, make_portal

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_backend_is_that_of_the_database():
    expected = {"sqlite": SQLiteBackend, "postgresql": PostgreSQLBackend}[connection.vendor]
    backend = get_backend()
    # That of Elasticsearch stands on it.
    assert type(getattr(backend, "database", backend)) is expected


def test_other_databases_are_refused(monkeypatch):
    monkeypatch.setattr(backends, "_BACKENDS", {})  # backends that were made before stay out of this test
    with pytest.raises(ImproperlyConfigured, match=connection.vendor):
        get_backend()


def test_backend_knows_whether_its_migration_ran():
    assert get_backend().is_built()
    drop = {
        "sqlite": "DROP TABLE search_fulltext_0",
        "postgresql": "ALTER TABLE search_searchentry DROP COLUMN words",
    }
    with connection.cursor() as cursor:
        cursor.execute(drop[connection.vendor])
    assert not get_backend().is_built()


@pytest.mark.slow(reason="publishes and indexes many pages")
@pytest.mark.parametrize(
    ("title", "others", "lead", "question"),
    [
        ("Đất", "Đạt chuẩn số", "Nội dung.", "đất"),
        ("Khiếu nại", "Tin số", "Về việc khiếu nại của công dân và nhiều nội dung khác.", "khieu nai"),
        ("Đăng ký hộ tịch", "Chủ tịch thăm hộ dân số", "", "hộ tịch"),
    ],
    ids=["has the very words", "is titled so", "has the words together in its title"],
)
def test_old_page_comes_first_among_very_many(city, article, found, monkeypatch, title, others, lead, question):
    article(city["bennghe"], title)
    article(city["bennghe"], *(f"{others} {number}" for number in range(3)), lead=lead)
    monkeypatch.setattr(postgresql, "MAX_RANKED", 2)
    assert found(question)[0] == title


@pytest.mark.postgresql
def test_question_about_words_that_stand_everywhere_uses_the_index(city, article):
    """The planner must not read the vectors of all rows, which it would for words that it knows to be common."""
    article(city["bennghe"], "Tin mới")
    copied = ", ".join(
        field.column for field in SearchEntry._meta.concrete_fields if field.name not in {"id", "page", "published_at"}
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO search_searchentry (page_id, words, {copied})"  # noqa: S608
            f" SELECT 1000000 + number, words, {copied} FROM search_searchentry, generate_series(1, 10000) AS number"
        )
        cursor.execute("ANALYZE search_searchentry")
        cursor.execute(
            f"EXPLAIN SELECT 1 FROM search_searchentry WHERE {postgresql._MATCHES} AND mod(generation, 2) = 1",  # noqa: S608
            ["'tin'"],
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DELETE FROM search_searchentry WHERE page_id > 1000000")
    assert "search_entry_words_1" in plan


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
    page = Page.objects.child_of(make_portal().vietnamese_home).first()
    backend.add(page)
    assert page in list(backend.search(f'"{page.title}"', Page))
    assert page in list(backend.autocomplete(f'"{page.title[:6]}', Page))


def test_backend_is_the_database_s_own(backend):
    from modelsearch.backends.database import SearchBackend  # noqa: PLC0415 -- chosen by the engine at run time

    assert isinstance(backend, type(SearchBackend({})))


def test_quotation_mark_in_the_admin_is_no_error(backend, client, settings):
    client.force_login(make_member(make_portal(CITY), Role.EDITOR))
    for path in ("/admin/pages/search/", "/admin/documents/", "/admin/images/", "/admin/choose-page/search/"):
        response = client.get(path, {"q": 'tin "tức'}, headers={"host": settings.ADMIN_HOST})
        assert response.status_code == 200, path


def test_empty_installation_is_ready():
    assert probe_index() == "ok"


def test_missing_pages_take_no_server_out_of_service_and_are_told_to_operators(city, django_assert_max_num_queries):
    public = Page.objects.live().filter(depth__gte=3).count()
    with django_assert_max_num_queries(1):
        assert probe_index() == "ok"
    assert missing_pages() == public
    reindex()
    assert (probe_index(), missing_pages()) == ("ok", 0)
    SearchEntry.objects.serving().order_by("pk").first().delete()
    assert (probe_index(), missing_pages()) == ("ok", 1)


def test_page_just_published_may_wait_for_its_worker(city, settings):

    Page.objects.live().update(last_published_at=timezone.now())
    assert missing_pages() == 0


def test_missing_table_is_said(monkeypatch):
    monkeypatch.setattr(type(get_backend()), "is_built", lambda self: False)
    assert probe_index() == "search: the index does not exist; run migrate"


def test_database_that_fails_is_said(monkeypatch):
    def fail():
        raise DatabaseError("gone")

    monkeypatch.setattr(health, "get_backend", fail)
    assert probe_index() == "search: DatabaseError"
