"""Narrowing hits: what stands beside a choice is what a click on it gives, and nothing of other portals is counted."""

from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.backends import Scope, get_backend
from search.filters import PARAMETERS, Filters, Sort, read_sort
from search.models import SearchEntry
from search.models.entry import joined_topics
from search.ranking import Standpoint
from search.service import search_pages
from search.words.query import Query
from sites.directory import get_directory
from tests.each import each_case
from tests.factories import put_in_state

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 26)
VALUES = {
    "kinds": ["home.newsarticlepage", "qa.question"],
    "topics": ["y-te", "Hộ tịch", 'Đất "đai" \\ nhà'],
    "categories": ["tin-tuc", "van-ban"],
    "years": [2025, 2026],
    "document_types": ["quyet-dinh", "chi-thi"],
    "issuers": ["Sở Tư pháp", "Ủy ban nhân dân"],
    "states": ["in_force", "open"],
}
ROW = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(VALUES["kinds"]),
        "topics": st.lists(st.sampled_from(VALUES["topics"]), max_size=2).map(joined_topics),
        "category": st.sampled_from(["", *VALUES["categories"]]),
        "year": st.sampled_from([None, *VALUES["years"]]),
        "document_type": st.sampled_from(["", *VALUES["document_types"]]),
        "issuer": st.sampled_from(["", *VALUES["issuers"]]),
        "state": st.sampled_from(["", *VALUES["states"]]),
        "in_force_from": st.sampled_from([None, date(2026, 1, 1), date(2027, 1, 1)]),
        "in_force_until": st.sampled_from([None, date(2026, 11, 25), DAY]),
        "content_hash": st.sampled_from("abc"),
        "published_at": st.sampled_from([None, datetime(2026, 6, 1, 23, 30, tzinfo=timezone.get_default_timezone())]),
    }
)
CHOSEN = {
    dimension: st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)
    for dimension, values in VALUES.items()
}
FILTERS = st.builds(
    Filters,
    **CHOSEN | {"states": st.sampled_from([(), ("expired",), ("coming", "in_force")])},
    since=st.sampled_from([None, date(2026, 6, 1)]),
    until=st.sampled_from([None, date(2026, 5, 31), date(2026, 6, 1)]),
)


@pytest.fixture
def five(city, article) -> list[SearchEntry]:
    article(city["bennghe"], "Khai sinh một", "Khai sinh hai", "Khai sinh ba")
    article(city["quan1"], "Khai sinh bốn", "Khai sinh năm")
    # Could be counted in error.
    article(city["sotuphap"], "Khai sinh sáu")
    article(city["bennghe"], "Khai tử")
    return list(SearchEntry.objects.filter(portal__code__in=["bennghe", "quan1"], title__startswith="Khai sinh"))


@pytest.mark.slow(reason="counts many choices of an index of its own")
@pytest.mark.both_engines
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(ROW, min_size=5, max_size=5), filters=FILTERS, sort=st.sampled_from(Sort))
def test_count_beside_a_choice_is_what_it_gives(five, city, facts, filters, sort):
    for row, values in zip(five, facts, strict=True):
        SearchEntry.objects.filter(pk=row.pk).update(**values)
    ward, district = city["bennghe"].pk, city["quan1"].pk
    scope, backend, query = Scope("vi", (ward, district)), get_backend(), Query.read("khai sinh")
    branches = [(ward, ward), (ward, district), (district, district)]
    counts = backend.facets(query, scope, filters, day=DAY, branches=branches)

    def find(narrowed: Filters, sort: Sort):
        there = Standpoint(DAY)
        return backend.find(query, scope, limit=10, offset=0, filters=narrowed, sort=sort, standpoint=there)

    below = {ward: (ward,), district: (ward, district)}
    for dimension in PARAMETERS:
        for value, count in counts.get(dimension, {}).items():
            chosen = below[value] if dimension == "portal_ids" else (value,)
            narrowed = filters.with_only(dimension, *chosen)
            found = find(narrowed, sort)
            assert (found.total, len(found.entry_ids)) == (count, count), (dimension, value)
    # What is not counted gives nothing.
    for dimension, values in VALUES.items():
        for value in set(values) - set(counts.get(dimension, {})):
            narrowed = filters.with_only(dimension, value)
            assert not find(narrowed, sort).total


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
def test_of_many_hits_no_number_is_shown_until_few_are_chosen(five, page, monkeypatch):
    monkeypatch.setattr("search.backends.base.MAX_COUNTED", 2)
    for row, year in zip(five, (2024, 2024, 2025, 2025, 2025), strict=True):
        SearchEntry.objects.filter(pk=row.pk).update(year=year)
    many = search_pages("khai sinh", language="vi", with_counts=True)
    assert (many.total, many.has_more, len(many.hits)) == (2, True, 6)
    assert set(many.counts["years"].values()) == {None}
    few = search_pages("khai sinh", language="vi", filters=Filters(years=(2024,)), with_counts=True)
    assert (few.total, few.has_more) == (2, False)
    assert few.counts["kinds"] == {"home.newsarticlepage": 2}
    shown = page("bennghe", "q=khai+sinh&pham-vi=city")
    assert [link.select(".num") for link in shown.select(".facets a")] == [[]] * len(shown.select(".facets a"))


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
def test_choice_of_a_portal_has_those_below_it_and_none_that_cannot_be_read(five, city):
    def counts() -> dict[str, int]:
        results = search_pages("khai sinh", language="vi", with_counts=True)
        return {get_directory().by_id[key].code: count for key, count in results.counts["portal_ids"].items()}

    assert counts() == {"bennghe": 3, "quan1": 5, "sotuphap": 1}
    narrowed = search_pages("khai sinh", language="vi", filters=Filters(portal_ids=(city["quan1"].pk,)))
    assert narrowed.total == 5
    for state in ("suspended", "preparing"):
        put_in_state(city["bennghe"], state)
        assert counts() == {"quan1": 2, "sotuphap": 1}
        assert search_pages("khai sinh", language="vi", filters=Filters(portal_ids=(city["quan1"].pk,))).total == 2


@each_case(
    ("address", "expected"),
    [
        ("nam=2026&nam=2025&nam=x&nam=٢٠٢٦", Filters(years=(2026, 2025))),
        ("loai-noi-dung=newsarticlepage&loai-noi-dung=question&loai-noi-dung=user",
         Filters(kinds=("home.newsarticlepage", "qa.question"))),
        ("tinh-trang=expired&tinh-trang=gone", Filters(states=("expired",))),
        ("linh-vuc=Hộ+tịch&co-quan=Sở+Tư+pháp&co-quan=", Filters(topics=("Hộ tịch",), issuers=("Sở Tư pháp",))),
        ("tu-ngay=2026-01-02&den-ngay=2026-31-31", Filters(since=date(2026, 1, 2))),
        ("tu-ngay=2026-03-01&den-ngay=2026-01-02", Filters(since=date(2026, 1, 2), until=date(2026, 3, 1))),
        ("tu-ngay=0001-01-01&den-ngay=9999-12-31", Filters()),
        ("cong=khongco&loai-van-ban=x&linh-vuc=%00", Filters()),
    ],
)  # fmt: skip
def test_address_says_what_is_chosen_and_what_nothing_could_have_is_passed_over(db, address, expected):
    directory = get_directory()
    filters = Filters.read(QueryDict(address), directory)
    assert filters == expected
    again = QueryDict("", mutable=True)
    for name, value in filters.parameters(directory):
        again.appendlist(name, value)
    assert Filters.read(again, directory) == filters
    assert read_sort(QueryDict("sap-xep=x")) == Sort.RELEVANCE


@pytest.fixture
def page(client, city):
    """The page of results of a portal."""

    def get(code: str, address: str) -> BeautifulSoup:
        response = client.get(f"/tim-kiem/?{address}", headers={"host": city[code].host})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return get


@pytest.mark.slow(reason="publishes and indexes pages")
def test_reader_narrows_and_takes_it_back_by_links(five, page, city):
    SearchEntry.objects.filter(pk=five[0].pk).update(year=2020, state="expired")
    shown = page("bennghe", "q=khai+sinh&pham-vi=city")
    year = next(link for link in shown.select(".facets a") if link.get_text(" ", strip=True).startswith("2020"))
    assert year.select_one(".num").get_text() == "1"
    narrowed = page("bennghe", urlsplit(year["href"]).query)
    assert [link.get_text() for link in narrowed.select(".result-list h3 a")] == [five[0].title]
    assert "Hết hiệu lực" in narrowed.select_one(".result-list__meta").get_text()
    (chip,) = narrowed.select(".search-choices .tags a")
    back = parse_qs(urlsplit(chip["href"]).query)
    assert back == {"q": ["khai sinh"], "pham-vi": ["city"]}
    kept = {field["name"]: field["value"] for field in narrowed.select(".search-period input[type=hidden]")}
    assert kept == {"q": "khai sinh", "pham-vi": "city", "nam": "2020"}


@pytest.mark.slow(reason="publishes and indexes pages")
def test_choice_that_leaves_nothing_can_be_taken_back(five, page):
    shown = page("bennghe", "q=khai+sinh&nam=1999")
    assert not shown.select(".result-list")
    clear = shown.select_one(".empty-state a") or shown.select_one(".search-choices > a")
    assert page("bennghe", urlsplit(clear["href"]).query).select(".result-list")


@pytest.mark.slow(reason="publishes and indexes pages")
def test_portal_that_is_read_is_the_first_to_choose(five, page):
    groups = page("bennghe", "q=khai+sinh&pham-vi=city").select(".facets section")
    portals = next(group for group in groups if "Phường Bến Nghé" in group.get_text(" ").replace("\xa0", " "))
    first = portals.select("li a")[1]
    assert parse_qs(urlsplit(first["href"]).query)["cong"] == ["bennghe"]
    assert "cong" not in str(page("bennghe", "q=khai+sinh").select(".facets"))


@pytest.mark.slow(reason="publishes and indexes pages")
def test_hit_of_an_archived_portal_is_marked(five, page, city):
    put_in_state(city["quan1"], "archived")
    hits = page("bennghe", "q=khai+sinh&pham-vi=city").select(".result-list > li")
    marked = {hit.h3.get_text() for hit in hits if hit.select(".chip--wait")}
    assert marked == {"Khai sinh bốn", "Khai sinh năm"}


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
def test_page_of_results_takes_few_queries(five, page, django_assert_max_num_queries):
    page("bennghe", "q=khai+sinh&pham-vi=city")
    with django_assert_max_num_queries(13):
        page("bennghe", "q=khai+sinh&pham-vi=city&nam=2026")
