"""What each database keeps, and what it does when very many pages match."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search import backends
from search.backends import get_backend, postgresql
from search.backends.postgresql import PostgreSQLBackend
from search.backends.sqlite import SQLiteBackend

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]


def test_backend_is_that_of_the_database():
    expected = {"sqlite": SQLiteBackend, "postgresql": PostgreSQLBackend}[connection.vendor]
    assert type(get_backend()) is expected


def test_other_databases_are_refused(monkeypatch):
    monkeypatch.setattr(backends, "_BACKENDS", {})  # backends that were made before stay out of this test
    with pytest.raises(ImproperlyConfigured, match=connection.vendor):
        get_backend()


def test_backend_knows_whether_its_migration_ran():
    assert get_backend().is_built()
    drop = {
        "sqlite": "DROP TABLE search_fulltext",
        "postgresql": "ALTER TABLE search_searchentry DROP COLUMN words",
    }
    with connection.cursor() as cursor:
        cursor.execute(drop[connection.vendor])
    assert not get_backend().is_built()


def test_old_page_with_the_very_words_comes_first_among_very_many(city, article, found, monkeypatch):
    article(city["bennghe"], "Đất")
    for number in range(6):
        article(city["bennghe"], f"Đạt chuẩn số {number}", lead="Nội dung.")
    monkeypatch.setattr(postgresql, "MAX_RANKED", 2)
    assert found("đất")[0] == "Đất"


def test_old_page_titled_so_is_found_among_very_many(city, article, found, monkeypatch):
    article(city["bennghe"], "Khiếu nại")
    for number in range(6):
        article(city["bennghe"], f"Tin số {number}", lead="Về việc khiếu nại của công dân và nhiều nội dung khác.")
    monkeypatch.setattr(postgresql, "MAX_RANKED", 2)
    assert found("khieu nai")[0] == "Khiếu nại"


def test_old_title_with_the_words_together_comes_first_among_very_many(city, article, found, monkeypatch):
    article(city["bennghe"], "Đăng ký hộ tịch")
    for number in range(6):
        article(city["bennghe"], f"Chủ tịch thăm hộ dân số {number}")
    monkeypatch.setattr(postgresql, "MAX_RANKED", 2)
    assert found("hộ tịch")[0] == "Đăng ký hộ tịch"


@pytest.mark.postgresql
def test_question_about_words_that_stand_everywhere_uses_the_index(city, article):
    """The planner must not read the vectors of all rows, which it would for words that it knows to be common."""
    article(city["bennghe"], "Tin mới")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO search_searchentry"
            " (page_id, language, kind, title, lead, body, source_agency, portal_id, words)"
            " SELECT 1000000 + number, language, kind, title, lead, body, source_agency, portal_id, words"
            " FROM search_searchentry, generate_series(1, 10000) AS number"
        )
        cursor.execute("ANALYZE search_searchentry")
        cursor.execute("EXPLAIN SELECT 1 FROM search_searchentry WHERE " + postgresql._MATCHES, ["'tin'"])  # noqa: S608
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DELETE FROM search_searchentry WHERE page_id > 1000000")
    assert "search_entry_words" in plan
