"""In which order hits stand: what is meant before what has the words besides, what holds before what is over."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from search.backends import Document, Scope, get_backend, get_database_backend
from search.filters import Filters, Sort
from search.models import SearchEntry
from search.ranking import TEXT, TITLE, tiers
from search.service import search_pages
from search.words.query import Query
from sites.directory import get_directory
from tests.each import each_case
from tests.factories import put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

LONG_AGO, LATELY = datetime(2020, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
PERSON = "home.personpage"
NEWS, PROCEDURE, ALERT = "home.newsarticlepage", "information.procedurepage", "information.publicalertpage"


@pytest.fixture
def rows(city, article):
    """Rows of the index by title, each with facts of its own."""

    def make(*facts: dict) -> None:
        for number, values in enumerate(facts):
            title = values.pop("title", f"Khai sinh {number}")
            page = article(city[values.pop("portal", "bennghe")], title, lead=values.pop("lead", ""))
            SearchEntry.objects.filter(page=page).update(**{"kind": NEWS, "weight": 20} | values)

    return make


@pytest.mark.slow(reason="publishes and indexes many pages")
@each_case(
    ("first", "second"),
    [
        ({"kind": PROCEDURE, "weight": 100, "published_at": LONG_AGO}, {"published_at": LATELY}),
        ({"title": "Cấp khai sinh"}, {"title": "Tin vắn", "lead": "Cấp khai sinh.", "kind": PROCEDURE, "weight": 100}),
        ({"state": "in_force", "weight": 70}, {"state": "expired", "weight": 70}),
        ({}, {"kind": ALERT, "weight": 50, "state": "in_force", "in_force_until": date(2020, 1, 1)}),
        ({"published_at": LATELY}, {"published_at": LONG_AGO}),
        ({"title": "Khai sinh"}, {"title": "Khai sinh lưu động", "kind": PROCEDURE, "weight": 100}),
        ({"kind": PROCEDURE, "title": "Khai sinh mới", "published_at": LONG_AGO},
         {"kind": PROCEDURE, "title": "Khai sinh cho trẻ em bỏ rơi", "published_at": LATELY}),
    ],
    ids=[
        "weighty kind before recent news",
        "title before lead, whatever the kind",
        "in force before expired",
        "news before an alert that is over",
        "recent news before old",
        "title that says nothing else first",
        "procedure is no worse for its age",
    ],
)  # fmt: skip
def test_order(rows, found, first, second):
    first, second = {"title": "Khai sinh một"} | first, {"title": "Khai sinh hai"} | second
    for given in ((first, second), (second, first)):
        SearchEntry.objects.all().delete()
        rows(*map(dict, given))
        assert found("khai sinh")[0] == first["title"]


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_portal_that_is_read_comes_first_and_archived_ones_last(city, article):
    for code in ("bennghe", "quan1", "sotuphap"):
        article(city[code], f"Khai sinh {code}", lead=code)
    put_in_state(city["bennghe"], "archived")
    hosts = {record.code: record for record in get_directory().records}
    for here in ("quan1", "sotuphap"):
        hits = search_pages("khai sinh", language="vi", seen_from=hosts[here]).hits
        assert (hits[0].portal.code, hits[-1].portal.code) == (here, "bennghe")


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_equal_texts_are_one_hit_that_leads_to_the_others(city, article):
    for code in ("bennghe", "quan1", "sotuphap"):
        article(city[code], "Khai sinh trên mạng", lead="Một")
    article(city["quan1"], "Khai sinh tại nhà", lead="Hai")
    record = {one.code: one for one in get_directory().records}
    results = search_pages("khai sinh", language="vi", seen_from=record["quan1"])
    assert (results.total, [hit.portal.code for hit in results.hits]) == (2, ["quan1", "quan1"])
    same = next(hit for hit in results.hits if hit.copies)
    assert {copy.portal.code for copy in same.copies} == {"bennghe", "sotuphap"}
    assert (same.other_portals, same.copies_here) == (2, 0)
    put_in_state(city["bennghe"], "suspended")
    again = search_pages("khai sinh", language="vi", seen_from=record["quan1"])
    assert {copy.portal.code for hit in again.hits for copy in hit.copies} == {"sotuphap"}
    alone = search_pages("khai sinh", language="vi", portal=city["sotuphap"])
    assert (alone.total, alone.hits[0].copies) == (1, ())


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_equal_texts_of_the_same_portal_are_counted_apart_from_other_portals(city, article, monkeypatch):
    article(city["bennghe"], "Khai sinh", "Khai sinh", "Khai sinh")
    article(city["quan1"], "Khai sinh", "Khai sinh")
    article(city["sotuphap"], "Khai sinh")
    monkeypatch.setattr("search.hits.MAX_COPIES", 1)
    (hit,) = search_pages("khai sinh", language="vi", seen_from=get_directory().by_id[city["bennghe"].pk]).hits
    assert (hit.portal.code, hit.other_portals, hit.copies_here, len(hit.copies)) == ("bennghe", 2, 2, 1)


def test_hits_are_sorted_by_date_on_demand(rows, found):
    rows(
        {"kind": PROCEDURE, "weight": 100, "published_at": LONG_AGO}, {"published_at": LATELY, "title": "Tin khai sinh"}
    )
    hits = search_pages("khai sinh", language="vi", sort=Sort.DATE).hits
    assert [hit.published_at for hit in hits] == [LATELY, LONG_AGO]


@pytest.mark.slow(reason="publishes and indexes many pages")
@each_case(
    ("typed", "expected"),
    [
        ('"đăng ký khai sinh"', {"Đăng ký khai sinh"}),
        ('khai sinh "đăng ký"', {"Đăng ký khai sinh"}),
        ("khai sinh -đăng", {"Khai sinh lại, ký tờ khai"}),
        ('khai sinh -"đăng ký"', {"Khai sinh lại, ký tờ khai"}),
        ("khai sinh -dang", {"Khai sinh lại, ký tờ khai"}),
        ("khai-sinh", {"Đăng ký khai sinh", "Khai sinh lại, ký tờ khai"}),
        ("khai sinh - ký", {"Đăng ký khai sinh", "Khai sinh lại, ký tờ khai"}),
        # Nothing else was typed: it is looked for.
        ("-khai", {"Đăng ký khai sinh", "Khai sinh lại, ký tờ khai"}),
        ('"khai', {"Đăng ký khai sinh", "Khai sinh lại, ký tờ khai"}),
    ],
)
def test_quotation_marks_and_minus_mean_what_people_expect(city, article, found, typed, expected):
    article(city["bennghe"], "Đăng ký khai sinh", "Khai sinh lại, ký tờ khai")
    assert set(found(typed)) == expected


def test_steps_begin_with_the_phrase_in_the_title(db):
    steps = tiers(Query.read("khai sinh"))
    assert (steps[0].parts, steps[-1].parts) == (TITLE, TEXT)
    assert len(set(steps)) == len(steps)


def test_nothing_but_the_day_makes_a_row_old(rows, found):
    today = timezone.localdate()
    rows(
        {"kind": ALERT, "weight": 95, "state": "in_force", "in_force_until": today, "title": "Khai sinh hôm nay"},
        {"kind": ALERT, "weight": 95, "state": "in_force", "in_force_until": today - timedelta(1)},
    )
    hits = search_pages("khai sinh", language="vi").hits
    assert [hit.is_over for hit in hits] == [False, True]
    assert search_pages("khai sinh", language="vi", filters=Filters(states=("expired",))).total == 1


@pytest.mark.slow(reason="publishes and indexes many pages")
def test_who_begins_with_an_office_finds_its_holder_on_the_portal_that_is_named(rows, found):
    facts = {"kind": PERSON, "weight": 50}
    rows(
        {"title": "Bà Hai", "lead": "Phó Chủ tịch Ủy ban nhân dân phường", **facts},
        {"title": "Bà Một", "lead": "Chủ tịch Ủy ban nhân dân phường", **facts},
        {"title": "Ông Ba", "lead": "Chủ tịch Ủy ban nhân dân quận", "portal": "quan1", **facts},
        {"title": "Lịch của Chủ tịch phường", "lead": "Bến Nghé, tuần này"},
    )
    for entry in SearchEntry.objects.select_related("page"):
        get_backend().write([Document.of(entry, "")])
    assert found("chủ tịch phường Bến Nghé là ai")[:2] == ["Bà Một", "Bà Hai"]
    assert "Ông Ba" not in found("chủ tịch phường Bến Nghé")


def test_pages_near_a_long_title_follow_the_page_that_has_it(city, article):
    title = "Cảnh báo triều cường khu vực bến Bạch Đằng và đường Tôn Đức Thắng"
    article(city["bennghe"], title, "Ứng phó triều cường khu vực Tôn Đức Thắng, bến Bạch Đằng", "Cảnh báo mưa lớn")
    hits = search_pages(title, language="vi").hits
    assert [(hit.title[:7], hit.lacks_words) for hit in hits] == [("Cảnh bá", False), ("Ứng phó", True)]
    assert search_pages(" ".join(map(str, range(21))) + f" {title}", language="vi").hits == []


LACKING = [
    ("rửa vỉa hè Lê Lợi", ["Cải tạo vỉa hè đường Lê Lợi"]),
    ("rửa vỉa hè Lê", ["Cải tạo vỉa hè đường Lê Lợi", "Bàn ghế trên vỉa hè"]),
    # None of the words stand together.
    ("Lợi bàn trên đường", []),
    # Both are too few to do without one.
    ("vỉa cầu", []),
    ('rửa "vỉa hè" "đường Lê Lợi"', ["Cải tạo vỉa hè đường Lê Lợi"]),
    ("rửa vỉa hè Lê -tạo", ["Bàn ghế trên vỉa hè"]),
    # One word several times, of which no half can be taken.
    ("cầu cầu cầu cầu cầu", []),
    ("1 1 1", []),
]


@pytest.mark.slow(reason="publishes and indexes many pages")
@each_case(("typed", "expected"), LACKING)
def test_pages_with_most_of_the_words_are_the_answer_where_none_has_all(city, article, typed, expected):
    article(city["bennghe"], "Cải tạo vỉa hè đường Lê Lợi", "Bàn ghế trên vỉa hè", "Lê Thánh Tôn")
    results = search_pages(typed, language="vi", with_counts=True)
    assert [hit.title for hit in results.hits] == expected
    assert (results.total, results.lacks_words) == (len(expected), bool(expected))
    assert all(hit.lacks_words for hit in results.hits)
    assert sum(results.counts.get("kinds", {}).values()) == len(expected)


def test_pages_that_lack_words_follow_few_that_have_all_and_are_not_counted(city, article):
    article(city["bennghe"], "Lê Lợi: vỉa hè mới", "Vỉa hè Lê Lợi: sửa xong")
    results = search_pages("sửa vỉa hè Lê Lợi", language="vi")
    assert (results.total, results.lacks_words) == (1, False)
    assert [(hit.title, hit.lacks_words) for hit in results.hits] == [
        ("Vỉa hè Lê Lợi: sửa xong", False), ("Lê Lợi: vỉa hè mới", True),
    ]  # fmt: skip
    chosen = Filters(years=(1999,))
    assert search_pages("sửa vỉa hè Lê Lợi", language="vi", filters=chosen).total == 0


def test_pages_that_lack_words_are_of_the_portals_that_are_searched(city, article):
    article(city["quan1"], "Cải tạo vỉa hè đường Lê Lợi")
    assert search_pages("sửa vỉa hè Lê Lợi", language="vi", portal=city["bennghe"]).hits == []
    put_in_state(city["quan1"], "suspended")
    assert search_pages("sửa vỉa hè Lê Lợi", language="vi").hits == []


@pytest.mark.slow(reason="asks many queries in two ways")
def test_rows_stand_in_the_same_order_where_many_match(rows, monkeypatch):
    rows(
        {"title": "Đăng ký khai sinh"},
        {"title": "Khai sinh"},
        {"title": "Sinh hoạt và khai báo"},
        {"title": "Tin vắn", "lead": "Đăng ký khai sinh lưu động.", "kind": PROCEDURE, "weight": 100},
        {"title": "Khai sinh và đăng ký cư trú", "kind": PROCEDURE, "weight": 100},
        {"title": "Đăng ký lại khai sinh", "published_at": LATELY},
        {"title": "Dang ky khai sinh"},
        {"title": "Giấy khai sính lễ"},
        {"title": "Chuyện khác", "lead": "Sinh ra là khai trường, đăng tin, ký tên."},
    )
    database, words = (
        get_database_backend(),
        ["khai sinh", "đăng ký khai sinh", "dang ky khai sin", "khai", '"khai sinh"'],
    )
    words += ['"khai sinh"', "đăng ký khai sinh -lại", "sinh khai", "khai sinh lưu"]
    words += ["tin vắn đăng ký khai sinh lưu động", "đăng ký lại khai sinh cư trú"]
    scope = Scope("vi", tuple(SearchEntry.objects.values_list("portal", flat=True)))

    def found() -> list[list[int]]:
        queries = [each for text in words for one in [Query.read(text)] for each in (one, one.loosened()) if each]
        return [
            database.find(query, scope, limit=limit, offset=offset).entry_ids
            for query in queries
            for limit, offset in ((1, 0), (2, 1), (10, 0))
        ]

    few = found()
    monkeypatch.setattr(type(database), "many", 0)
    assert found() == few
