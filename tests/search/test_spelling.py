"""Another spelling is offered where a query has few answers and the other has many, from words of public rows alone."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from formats.vietnamese.folding import compounds
from search.models import SearchVocabulary
from search.service import other_spelling, search_pages
from search.views import AS_TYPED
from search.words import vocabulary as vocabulary_module
from search.words.query import Query
from search.words.spelling import suggestion
from search.words.vocabulary import Tally, Vocabulary, count_words
from tests.each import each_case

TEXTS = [
    "Đăng ký khai sinh", "Bản sao giấy khai sinh", "Đăng ký kết hôn", "Xác nhận tình trạng hôn nhân",
    "Cấp giấy phép xây dựng nhà ở", "Tra cứu quy hoạch", "Nghĩa vụ quân sự", "Trợ giúp pháp lý miễn phí",
    "Chứng thực bản sao từ bản chính", "Hộ kinh doanh", "Danh sách công dân", "Hát xoan, hát xẩm", "Người xinh",
    "Trụ sở tiếp công dân", "Chú ý an toàn", "Xác nhận cư trú", "Con chú con bác", "Trước ba giờ chiều",
    "Trợ cấp xã hội", "Hộ có thể nộp", "Có thể", "Cá nhân",
]  # fmt: skip


def vocabulary(texts: list[str]) -> Vocabulary:
    tally = Tally()
    for text in texts:
        tally.add([word.forms for compound in compounds(text) for word in compound])
    return Vocabulary(tally.words(1000), tally.pairs)


KNOWN = vocabulary(TEXTS)
MEANT = {
    "khai sih": "khai sinh",
    "đang kí khai sing": "đăng ký khai sinh",
    "khai xinh": "khai sinh",
    "dang ky kec hon": "dang ky ket hon",
    "hôn nhâng": "hôn nhân",
    "tra cứu quy hoạnh": "tra cứu quy hoạch",
    "nghĩa vụ quân xự": "nghĩa vụ quân sự",
    "hộ kinh danh": "hộ kinh doanh",
    "xác nhận cư chú": "xác nhận cư trú",
    "trợ giúp pháp lí miễng phí": "trợ giúp pháp lý miễn phí",
    # Two words typed as one, letters changed about, and what Telex leaves.
    "khaisinh": "khai sinh",
    "khia sinh": "khai sinh",
    "ddawng kys khai sinh": "dang ky khai sinh",
    # Other marks than any page has.
    "giấy phép xây dụng": "giấy phép xây dựng",
    "trợ cấp xả hội": "trợ cấp xã hội",
}
RIGHT = [
    "khai sinh", "đăng kí khai sinh", "Đăng Ký", "DANG KY KET HON", "quân sự", "05/2024/QĐ-UBND", "khai sinh 2024",
    "hát xẩm", "người xinh", "trước bạ", "hộ cá thể", "", "!!!", "🙂", "d",
]  # fmt: skip


def test_what_was_meant_is_found_by_words_and_their_neighbours():
    assert {typed: suggestion(Query.read(typed), KNOWN) for typed in MEANT} == MEANT


def test_words_that_stand_together_are_right():
    assert {typed: suggestion(Query.read(typed), KNOWN) for typed in RIGHT} == dict.fromkeys(RIGHT)


@pytest.mark.slow(reason="publishes and indexes pages")
@given(
    st.one_of(
        st.text(max_size=60), st.lists(st.sampled_from(["khai", "sih", "đang", "xinh", "q", "a-b", "5"])).map(" ".join)
    )
)
def test_any_text_is_answered_and_what_is_offered_is_another_text(typed):
    meant = suggestion(Query.read(typed), KNOWN)
    assert meant is None or (meant and meant != Query.read(typed).text)


# Offered by the search, over rows.


@pytest.fixture
def offer(city):
    def ask(typed: str, portal=None) -> str | None:
        query = Query.read(typed)
        results = search_pages(query, language="vi", portal=portal)
        return other_spelling(query, results, language="vi", portal=portal)

    return ask


@pytest.fixture(autouse=True)
def _no_words_of_other_tests(monkeypatch):
    # The process keeps what it read, by the time at which it was counted.
    monkeypatch.setattr(vocabulary_module, "_known", {})


def count() -> None:
    count_words(["vi", "en"], at=timezone.now())


@pytest.mark.slow(reason="publishes and indexes pages")
@pytest.mark.both_engines
@pytest.mark.django_db
def test_spelling_is_offered_where_it_finds_more_on_the_portals_that_are_searched(city, article, offer):
    assert offer("khai sih") is None
    article(city["bennghe"], "Đăng ký khai sinh", "Khai sinh lại", "Khai sinh muộn", "Khai sinh nhanh", "Khai xinh")
    article(city["quan1"], "Khai báo nơi ở")
    count()
    assert offer("khai sih") == offer("khai sih", city["bennghe"]) == "khai sinh"
    # There the other spelling has no answer either.
    assert offer("khai sih", city["quan1"]) is None
    # One answer against four is not many times as many.
    assert search_pages("khai sình", language="vi").has_other_marks
    assert offer("khai sình") == "khai sinh"
    assert offer("khai sinh") is None


@pytest.mark.both_engines
@pytest.mark.django_db
@each_case("state", ["suspended", "preparing"])
def test_words_of_portals_that_cannot_be_read_are_not_counted_and_not_offered(city, article, offer, state):
    article(city["bennghe"], "Zymoxit khai sinh")
    count()
    assert "zymoxit" in SearchVocabulary.objects.get(language="vi").words
    assert offer("zymoxid") == "zymoxit"
    city["bennghe"].state = state
    city["bennghe"].save()
    # Those that were counted before are not offered, since nothing is found with them.
    assert offer("zymoxid") is None
    count()
    row = SearchVocabulary.objects.get(language="vi")
    assert not any("zymoxit" in entry for entry in [*row.words, *row.pairs])


@pytest.mark.both_engines
@pytest.mark.django_db
def test_drafts_are_not_counted(city, article):
    article(city["bennghe"], "Zymoxit khai sinh", published=False)
    count()
    assert "zymoxit" not in SearchVocabulary.objects.get(language="vi").words


@pytest.mark.django_db
def test_page_shows_results_of_the_likely_spelling_by_name_and_leads_to_those_of_what_was_typed(client, city, article):
    article(city["bennghe"], "Đăng ký khai sinh")
    count()
    host = {"host": city["bennghe"].host}
    response = client.get("/tim-kiem/", {"q": "khai sih"}, headers=host)
    page = BeautifulSoup(response.content, "html.parser")
    assert [response.context[name] for name in ("query", "meant", "shows_meant", "total")] == [
        "khai sih", "khai sinh", True, 1,
    ]  # fmt: skip
    assert page.select_one("#q")["value"] == "khai sih"
    assert page.find("b", string="khai sinh")
    # Choices narrow what is shown.
    assert "q=khai+sinh" in response.context["sorts"][1]["url"]
    (link,) = [one["href"] for one in page.select("a") if AS_TYPED in one["href"]]
    followed = client.get(link, headers=host)
    assert [followed.context[name] for name in ("meant", "shows_meant", "total")] == ["khai sinh", False, 0]
    (link,) = [one for one in BeautifulSoup(followed.content, "html.parser").select("a") if one.text == "khai sinh"]
    assert [client.get(link["href"], headers=host).context[name] for name in ("meant", "total")] == ["", 1]


def test_rare_pairs_are_forgotten_while_counting_and_frequent_ones_stay(monkeypatch):
    monkeypatch.setattr(vocabulary_module, "MAX_PAIRS", 2)
    # So that few are many.
    monkeypatch.setattr(vocabulary_module, "_MOST_COUNTED", 10)
    tally = Tally()
    for number in range(26):
        letter = chr(ord("a") + number)
        for text in ("khai sinh", f"{letter} {letter}a {letter}b"):
            tally.add([word.forms for compound in compounds(text) for word in compound])
    assert tally.pairs.most_common(1) == [("khai sinh", 26)]
    assert len(tally.pairs) <= 10
