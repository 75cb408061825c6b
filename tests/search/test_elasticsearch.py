"""Elasticsearch as third engine: the same answers, in the same order."""

from datetime import date, timedelta
from itertools import product

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from home.serving.search_facts import SearchState
from search.backends import Scope, get_backend
from search.backends.elastic_writes import note_writes
from search.filters import Filters, Sort
from search.models import SearchEntry
from search.models.entry import joined_topics
from search.ranking import Standpoint
from search.service import search_pages
from search.words.query import Query
from tests.raw_rows import delete_rows
from tests.search.engine_rows import TITLES

DAY = date(2026, 3, 10)
QUESTIONS = [
    "duong", "đường", "dường", "duong nguyen hu", "hue duong", "quyet dinh", "đất", "thu", "th", "hoà giải", "hoa gi",
    "kĩ năng", "ủy ban nhân dân", "uy ban nhan", "05/2024/QĐ-UBND", "5-2024-qd", "05/2024", "qd-ubnd",
    "quyết định 05/2024", '"nguyễn huệ"', "duong -sat", "sắt nguyen", "nguyen hue\ud800", "không có", "d",
    "thủ tục đường sắt", "quyet dinh phong chay nguyen hue",
]  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.elasticsearch]


@pytest.mark.slow(reason="asks both engines the same")
def test_engine_answers_as_the_database_does_and_in_the_same_order(ward, city, article, engine, answered):
    """Rows that differ in all by which hits are narrowed and ordered."""
    article(city["quan1"], *TITLES[:2], "Đường sắt đô thị", lead="Thủ tục và quyết định.")
    rows = list(SearchEntry.objects.order_by("pk"))
    states = [*SearchState.values, ""]
    for place, row in enumerate(rows):
        row.state, row.year, row.weight = states[place % len(states)], 2020 + place % 3, (20, 100)[place % 2]
        row.in_force_until, row.in_force_from = DAY + timedelta(place % 3 - 1), DAY + timedelta(place % 5 - 2)
        row.topics, row.issuer = joined_topics(["y-te", "Hộ tịch"][: place % 3]), ("Sở Tư pháp", "")[place % 2]
    SearchEntry.objects.bulk_update(
        rows, ["state", "year", "weight", "in_force_until", "in_force_from", "topics", "issuer"]
    )
    note_writes([row.pk for row in rows])
    engine.follow()
    portals = (ward.pk, city["quan1"].pk)
    options = [
        {"standpoint": Standpoint(DAY)},
        {"standpoint": Standpoint(DAY, portals[1])},
        {"standpoint": Standpoint(DAY, portals[0], (portals[1],)), "sort": Sort.DATE},
        {"standpoint": Standpoint(DAY, None, (portals[0],))},
        *({"standpoint": Standpoint(DAY), "filters": Filters(states=(state,))} for state in SearchState.values),
        *(
            {"standpoint": Standpoint(DAY), "filters": filters}
            for filters in (
                Filters(years=(2020, 2021)), Filters(topics=("Hộ tịch",)), Filters(issuers=("Sở Tư pháp",)),
                Filters(kinds=("home.newsarticlepage",), portal_ids=portals[:1]), Filters(years=(1999,)),
                Filters(since=timezone.localdate()), Filters(until=timezone.localdate() - timedelta(1)),
            )
        ),
    ]  # fmt: skip
    queries = [Query.read(text) for text in QUESTIONS]
    loose = [query for one in queries if (query := one.loosened())]
    asked = [(query, option, 0) for query, option in product(queries, options)]
    asked += [(query, options[0], offset) for query in (*queries, *loose) for offset in (0, 2)]
    backend, scope, differing = get_backend(), Scope("vi", portals), {}
    for query, option, offset in asked:
        of_both = [each.find(query, scope, limit=3, offset=offset, **option) for each in (backend, backend.database)]
        if of_both[0] != of_both[1]:
            differing[query.text, query.is_loose, str(option), offset] = of_both
    assert differing == {}
    assert len(answered) == len(asked)


@pytest.mark.slow(reason="asks many questions")
@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    question=st.one_of(
        st.text(st.characters(codec=None), max_size=60),
        st.text("AND OR NOT TO *?~^:/\\\"'(){}[]<>=!&|+-đ\0\ud800🙂5", max_size=60),
        st.text("aă đ/5-", min_size=200, max_size=10_000),
    )
)
def test_no_question_is_an_error_of_the_engine(ward, answered, question):
    search_pages(question, language="vi")
    assert answered == []


def test_longest_question_is_no_error_of_the_engine(ward, answered):
    search_pages(" ".join(f"á{number}/b{number}" for number in range(200)), language="vi")
    search_pages("a" * 10_000, language="vi")
    assert answered == []


def test_row_that_the_engine_has_and_the_database_lacks_is_not_shown(ward, found):
    delete_rows(SearchEntry, title=TITLES[0])
    assert found("nguyen hue") == []


def test_row_that_moved_to_another_portal_is_not_shown_where_it_was(ward, city, found, engine):
    SearchEntry.objects.filter(title=TITLES[0]).update(portal=city["quan1"])
    assert found("nguyen hue", portal=city["bennghe"]) == []
