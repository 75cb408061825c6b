"""What each database keeps, and what it does when very many pages match.

What readiness says of the index.
"""

import re
from itertools import chain, combinations

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from members.enums import Role
from search import backends
from search.backends import Document, Scope, get_backend, get_database_backend, postgresql
from search.backends.postgresql import PostgreSQLBackend
from search.backends.sqlite import SQLiteBackend
from search.index import health
from search.index.health import missing_pages, probe_index
from search.index.indexing import index_pages, reindex
from search.models import GenerationState, IndexGeneration, SearchEntry
from search.service import search_pages
from search.words.expressions import Sequence
from search.words.query import Query
from search.words.synonyms import synonyms_for
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


@each_case("number, length", [(1, 1), (2, 3), (2, 4), (3, 5), (4, 6), (6, 6)])
def test_rows_that_have_so_many_of_some_words_are_asked_for_half_by_half(number, length):
    words = "abcdef"[:length]
    wanted = tuple((Sequence("folded", (word,)),) for word in words)
    # Pure: rows that lack words are too few in a test to tell one way of asking from another.
    asked = postgresql._at_least(number, wanted).replace("&", "and").replace("|", "or")
    for there in chain.from_iterable(combinations(words, count) for count in range(length + 1)):
        holds = re.sub(r"'(\w)'", lambda word, there=there: str(word[1] in there), asked)
        assert eval(holds) is (len(there) >= number), there  # noqa: S307 -- of our own words


def two_are_many(monkeypatch):
    """Rank more than two hits as very many are."""
    for name in ("many", "ranked"):  # the latter on PostgreSQL alone
        monkeypatch.setattr(type(get_database_backend()), name, 2, raising=False)


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
    two_are_many(monkeypatch)
    assert found(question)[0] == title


@pytest.mark.slow(reason="publishes and indexes pages for each query")
@each_case(
    ("typed", "is_loose", "leads", "others"),
    [
        # With these marks, and by their synonym; not with other marks.
        (
            "sổ đỏ",
            False,
            ["Sổ đỏ.", "Sổ đỏ.", "Giấy chứng nhận quyền sử dụng đất."],
            ["Sơ đồ tổ chức", "Số do", "Sô đô"],
        ),
        # By an abbreviation of words, not of others with their letters.
        ("dvc", False, ["Dịch vụ công."] * 3, ["Dịch vụ cổng", "Dịch vụ cộng", "Dịch vụ cồng"]),
        # With half of the words; not with two of them in the title and no other.
        (
            "sửa vỉa hè đường Lê Lợi quận 1",
            True,
            ["Sửa vỉa hè đường Lê Lợi."] * 3,
            ["Quận 1", "Vui Quận 1", "Về Quận 1"],
        ),
        # Without what is excluded, wherever it stands.
        ("bàn ghế -gỗ", False, ["Bàn ghế."] * 3, ["Bàn ghế", "Bàn ghế mới", "Bàn ghế cũ"]),
    ],
)
def test_rows_that_do_not_match_are_never_ranked(city, article, monkeypatch, typed, is_loose, leads, others):
    two_are_many(monkeypatch)
    for number, lead in enumerate(leads):
        article(city["bennghe"], f"Tin {number}", lead=lead)
    article(city["bennghe"], *others, lead="Bằng gỗ.")
    query = Query.read(typed, synonyms=synonyms_for("vi", on=timezone.localdate()))
    scope = Scope("vi", (city["bennghe"].pk,))
    found = get_backend().find(query.loosened() if is_loose else query, scope, limit=3, offset=0)
    titles = SearchEntry.objects.filter(pk__in=found.entry_ids).values_list("title", flat=True)
    assert (found.total, len(titles) >= 2) == (3, True)
    assert set(titles) <= {"Tin 0", "Tin 1", "Tin 2"}


@pytest.mark.parametrize("late", [1, 5], ids=["of a generation that is gone", "of one that never was"])
def test_row_that_was_written_late_to_another_generation_is_neither_found_nor_counted(city, article, found, late):
    """Words of every second generation stand in one place."""
    IndexGeneration.objects.create(
        number=3, state=GenerationState.SERVING, begun_at=timezone.now(), served_from=timezone.now()
    )
    article(city["bennghe"], "Tin mới")
    page = article(city["bennghe"], "Tin cũ")
    index_pages([page.pk], generations=[late])
    SearchEntry.objects.filter(page=page, generation=3).delete()
    assert SearchEntry.objects.filter(page=page, generation=late).exists()
    assert found("tin") == ["Tin mới"]
    results = search_pages("tin", language="vi", with_counts=True)
    assert (results.total, set(results.counts["kinds"].values())) == (1, {1})


@pytest.mark.slow(reason="writes a text of many pages")
def test_words_of_a_long_text_are_found_wherever_they_stand_and_quoted_where_their_places_are_known(city, article):
    """PostgreSQL knows 16,383 places of a text, and 250 of a word (decision 0129)."""
    page = article(city["bennghe"], "Danh mục")
    words = [*(f"w{number} của" for number in range(300)), "ngay sau của", *map("x{}".format, range(17_000))]
    entry = SearchEntry.objects.get(page=page)
    get_backend().write([Document.of(entry, " ".join(["đầu tiên", *words, "cuối cùng"]))])
    scope, asked = Scope("vi", (city["bennghe"].pk,)), ['"đầu tiên"', '"w10 của"', '"sau của"', '"cuối cùng"']
    totals = {text: get_backend().find(Query.read(text), scope, limit=0, offset=0).total for text in asked}
    others = {"sqlite": 1, "postgresql": 0}[connection.vendor]
    assert totals == {'"đầu tiên"': 1, '"w10 của"': 1, '"sau của"': others, '"cuối cùng"': others}
    for text in asked:
        assert get_backend().find(Query.read(text.strip('"')), scope, limit=0, offset=0).total == 1, text


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


@pytest.mark.slow(reason="asks many questions")
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
