"""What rows know besides words: by what hits are narrowed and ranked."""

from datetime import date

import pytest
from django.apps import apps
from django.db.models.expressions import RawSQL

from home.serving.search_facts import SearchState, document_types, state_on
from search.backends.sql import state_on as state_in_sql
from search.filters import Filters
from search.index.indexing import index_pages, reindex
from search.models import SearchEntry
from search.models.entry import joined_topics, parted_topics
from search.service import search_pages
from search.weights import DEFAULT, WEIGHTS, weight_of
from tests.each import each_case
from tests.information.factories import DECIDED, make_item
from tests.qa import public

pytestmark = [pytest.mark.django_db, pytest.mark.both_engines]

TODAY = date(2026, 11, 26)
BEFORE, AFTER = date(2026, 11, 25), date(2026, 11, 27)


def row_of(page) -> SearchEntry:
    index_pages([page.pk])
    return SearchEntry.objects.get(page=page)


@pytest.mark.slow(reason="publishes a page of each kind")
@each_case(
    ("kind", "values", "expected"),
    [
        (
            "document",
            {"expires_on": AFTER},
            {
                "topics": "|xa-hoi|",
                "category": "van-ban",
                "year": DECIDED.year,
                "document_type": "quyet-dinh",
                "issuer": "Ủy ban nhân dân",
                "state": "in_force",
                "in_force_until": AFTER,
            },
        ),
        ("document", {"state": "coming", "effective_on": AFTER}, {"state": "in_force", "in_force_from": AFTER}),
        ("document", {"state": "suspended"}, {"state": "suspended", "in_force_until": None}),
        ("procedure", {}, {"topics": "|Hộ tịch|", "issuer": "", "weight": 100}),
        ("alert", {}, {"state": "in_force", "in_force_until": date(2026, 12, 1)}),
        ("outage", {"back_at": None}, {"in_force_until": date(2026, 12, 19)}),
        ("draft", {}, {"issuer": "Sở Tài chính", "state": "open", "in_force_until": date(2026, 11, 30)}),
        ("disclosure", {}, {"category": "dat-dai", "state": "open", "in_force_until": date(2026, 12, 31)}),
        ("direction", {}, {"issuer": "Chủ tịch Ủy ban nhân dân", "state": "", "in_force_until": None}),
        ("report", {"year": 2019}, {"category": "thong-ke", "year": 2019}),
    ],
)
def test_page_type_tells_its_facts(city, kind, values, expected):
    row = row_of(make_item(city["bennghe"], kind, published=True, **values))
    assert {name: getattr(row, name) for name in expected} == expected


def test_page_without_facts_is_of_the_year_of_its_publication(city, article):
    page = article(city["bennghe"], "Tin")
    row = row_of(page)
    assert (row.category, row.year, row.state) == ("tin-tuc", page.first_published_at.year, "")
    assert row.revision == page.live_revision_id


def test_question_tells_its_state_and_who_answers(city):
    public.publish(city["quan1"], "Xin trích lục")
    answered = public.publish(city["quan1"], "Xin bản sao")
    public.answer(answered)
    reindex()
    rows = SearchEntry.objects.serving().exclude(question=None)
    assert {(row.title, row.category, row.state, row.weight) for row in rows} == {
        ("Xin trích lục", "hoi-dap", "waiting", 50),
        ("Xin bản sao", "hoi-dap", "answered", 50),
    }
    assert all(row.issuer for row in rows)


@pytest.mark.slow(reason="publishes and indexes pages")
@each_case(
    ("state", "first", "last", "expected"),
    [
        ("in_force", None, TODAY, "in_force"),
        ("in_force", None, BEFORE, "expired"),
        ("in_force", AFTER, None, "coming"),
        ("in_force", TODAY, AFTER, "in_force"),
        ("open", None, BEFORE, "closed"),
        ("open", AFTER, AFTER, "coming"),
        ("suspended", BEFORE, BEFORE, "suspended"),
        ("answered", None, None, "answered"),
        ("", None, BEFORE, ""),
    ],
)
def test_days_say_what_state_a_row_has_without_its_being_written_again(city, article, state, first, last, expected):
    article(city["bennghe"], "Tin")
    SearchEntry.objects.update(state=state, in_force_from=first, in_force_until=last)
    assert state_on(state, first=first, last=last, day=TODAY) == expected
    assert SearchEntry.objects.annotate(now=RawSQL(*state_in_sql(TODAY))).get().now == expected  # noqa: S611 -- a constant


def test_topics_are_looked_for_whole(city, article):
    assert parted_topics(joined_topics(["y-te", "Hộ tịch", "y-te", ""])) == ["Hộ tịch", "y-te"]
    assert (joined_topics([]), parted_topics("")) == ("", [])
    article(city["bennghe"], "Tin")
    SearchEntry.objects.update(topics=joined_topics(["y-te", "Hộ tịch | khác"]))
    for topic, number in {"y-te": 1, "Hộ tịch | khác": 1, "te": 0, "y": 0}.items():
        found = search_pages("tin", language="vi", filters=Filters(topics=(topic,)))
        assert found.total == number, topic


def test_equal_texts_on_many_portals_have_one_hash(city, article):
    pages = [
        article(city["bennghe"], "Tin chung", lead="Một", source_agency="Phường"),
        article(city["quan1"], "Tin chung", lead="Một", source_agency="Quận"),
        article(city["quan1"], "Tin chung", lead="Hai"),
    ]
    first, second, third = (SearchEntry.objects.get(page=page).content_hash for page in pages)
    assert first == second != third


def test_lead_comes_before_a_text_that_was_published_later(city, article, found):
    body = [{"type": "paragraph", "value": "<p>Về việc cấp nước sinh hoạt.</p>"}]
    article(city["bennghe"], "Tin hai", lead="Về việc cấp nước sinh hoạt.")
    article(city["bennghe"], "Tin một", lead="Nội dung khác.", body=body)
    assert found("cấp nước") == ["Tin hai", "Tin một"]


def test_every_weight_is_of_a_kind_that_there_is_and_has_a_reason():
    for label, weight in WEIGHTS.items():
        assert apps.get_model(label)
        assert weight.reason
        assert 0 < weight.value <= 100
    assert weight_of("home.nosuchpage") == DEFAULT.value


def test_types_of_documents_and_states_have_names():
    assert str(document_types()["quyet-dinh"])
    assert all(str(state.label) for state in SearchState)
