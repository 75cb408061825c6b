"""What people type finds what they mean; nothing that may not be seen is found; nothing breaks it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.query import Query
from search.service import MAX_HITS, search_pages
from sites.directory import get_directory
from tests.each import each_case

pytestmark = pytest.mark.both_engines

TITLES = [
    "Sửa đường Nguyễn Huệ",
    "Thủ tục đất đai tại Ủy ban nhân dân",
    "Quyết định số 05/2024/QĐ-UBND về cổng thông tin",
    "Kỹ năng phòng cháy cho hòa giải viên",
]
STREET, LAND, DECISION, SKILL = TITLES


@pytest.fixture
def ward(city, article):
    for title in TITLES:
        article(city["bennghe"], title)
    return city["bennghe"]


FINDS = {
    "duong nguyen hue": STREET,
    "đường Nguyễn Huệ": STREET,
    "DUONG": STREET,
    "nguyen hu": STREET,
    "hue duong": STREET,
    "uy ban": LAND,
    "Uỷ ban": LAND,
    "Ủy ban": LAND,
    "ỦY BAN NHÂN DÂN": LAND,
    "thu tuc dat dai": LAND,
    "đất đai": LAND,
    "05/2024/QĐ-UBND": DECISION,
    "05/2024/QD-UBND": DECISION,
    "5/2024/QĐ-UBND": DECISION,
    "05-2024-qd-ubnd": DECISION,
    "05/2024": DECISION,
    "qd-ubnd": DECISION,
    "quyet dinh so 5": DECISION,
    "ky nang": SKILL,
    "kĩ năng": SKILL,
    "hoà giải": SKILL,
    "hoa giai vien": SKILL,
    # As some keyboards send it, marks apart from their letters.
    "Nguye\u0302\u0303n Hue\u0323\u0302": STREET,
}
FINDS_NOTHING = [
    "",
    "   ",
    "!!!",
    '"',
    "🙂",
    "%",
    "_",
    "\0",
    "đường phố",
    "nguyen hai",
    "4/2024/QĐ-UBND",
    "2024/05",
    "d",
    "guyen",
]

SIGNS = [
    '"nguyen hue"',
    "nguyen 'hue'",
    "nguyen* hue*",
    "(nguyen hue",
    "nguyen && hue | !",
    "nguyen\0hue",
    "nguyen % _ hue",
    "nguyen:hue",
    "^nguyen + hue",
    "nguyen <-> hue",
    "nguyen 🙂 hue",
    "nguyen \\ hue ;--",
    "\u200bnguyen\u00ad hue",
    "nguyen hue\ud800",
    "nguyen -hue",
]
ENDLESS = ["a" * 10_000, "đường " * 2_000, '"' * 10_000, "1/" * 5_000, "a-b" * 3_000]


def test_questions_find_the_page_and_no_other(ward, found):
    assert {question: found(question) for question in FINDS} == {question: [title] for question, title in FINDS.items()}


def test_questions_without_an_answer_find_nothing(ward, found):
    assert {question: found(question) for question in FINDS_NOTHING} == {question: [] for question in FINDS_NOTHING}


def test_signs_mean_nothing(ward, found):
    assert {question: found(question) for question in SIGNS} == {question: [STREET] for question in SIGNS}


def test_endless_questions_are_answered(ward, found):
    assert all(isinstance(found(question), list) for question in ENDLESS)


def test_operators_are_words(ward, found):
    assert found("nguyen AND hue") == []
    assert found("nguyen OR dat") == []
    assert found("hue NOT dat") == []


@pytest.mark.slow(reason="publishes and indexes many pages")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.one_of(st.text(max_size=40), st.text("'\"*^:(){}[]|&!<->\\%_/-.,; aăđ5\0", max_size=25)))
def test_any_text_is_answered(ward, found, question):
    found(question)


def test_page_with_the_marks_as_typed_comes_first(city, article, found):
    for title in ("Đạt chuẩn", "Đất vàng", "Dắt xe", "Đặt lịch"):
        article(city["bennghe"], title)
    assert found("đất")[0] == "Đất vàng"
    assert found("đặt")[0] == "Đặt lịch"
    assert set(found("đất")) == set(found("dat")) == {"Đạt chuẩn", "Đất vàng", "Dắt xe", "Đặt lịch"}


@each_case("question", ["hộ tịch", "ho tich", "hộ tich", "HỘ TỊCH", "hộ tị", "ho ti"])
def test_words_that_stand_together_come_before_words_apart_even_in_a_title(city, article, found, question):
    together = "Cấp bản sao trích lục"
    article(city["bennghe"], together, lead="Nộp tờ khai hộ tịch tại phường.")
    article(
        city["bennghe"], "Chủ tịch phường thăm hộ nghèo", lead="Chủ tịch thăm hộ nghèo; mỗi hộ nhận quà của Chủ tịch."
    )
    assert found(question) == [together, "Chủ tịch phường thăm hộ nghèo"]


def test_title_with_the_words_together_comes_before_texts_that_say_them_often(city, article, found):
    titled = "Bản sao trích lục hộ tịch được trả trong ngày, kể cả hồ sơ gửi từ tỉnh khác và từ nước ngoài"
    article(city["bennghe"], titled, lead=" ".join(["Nội dung khác."] * 60))
    article(city["bennghe"], "Chủ tịch, hộ", lead="Hộ tịch, hộ tịch, hộ tịch.")
    assert found("hộ tịch") == [titled, "Chủ tịch, hộ"]


def test_words_in_another_order_are_apart(city, article, found):
    article(city["bennghe"], "Hội nghị Ban chỉ đạo của Ủy ban")
    article(city["bennghe"], "Tin vắn", lead="Ý kiến của Ban và của Ủy viên; Ủy ban nhân dân trả lời.")
    assert found("ban của ủy") == ["Hội nghị Ban chỉ đạo của Ủy ban", "Tin vắn"]
    assert found("ý kiến của ban")[0] == "Tin vắn"


def test_number_typed_with_other_words_stands_together_too(city, article, found):
    article(city["bennghe"], "Quyết định khác số 5 năm 2024, quyết định ngân sách")
    article(city["bennghe"], "Tin vắn", lead="Theo quyết định 05/2024/QĐ-UBND của thành phố.")
    assert found("quyết định 05/2024") == ["Tin vắn"]


def test_marks_that_were_typed_count_when_others_were_not(city, article, found):
    article(city["bennghe"], "Đường Nguyện Huế")
    article(city["bennghe"], "Dương Nguyễn Huệ")
    assert found("đường nguyen hue") == ["Đường Nguyện Huế", "Dương Nguyễn Huệ"]
    assert found("dương nguyen hue") == ["Dương Nguyễn Huệ", "Đường Nguyện Huế"]


def test_whole_word_comes_before_what_it_begins(city, article, found):
    article(city["bennghe"], "Bàn")
    article(city["bennghe"], "Bảng bảng bảng")
    assert found("ban") == ["Bàn", "Bảng bảng bảng"]


def test_word_in_the_title_weighs_more_than_in_the_text(city, article, found):
    article(city["bennghe"], "Thông báo", lead="Lịch tiêm chủng mở rộng.")
    article(city["bennghe"], "Tiêm chủng mở rộng", lead="Thông báo lịch.")
    assert found("tiem chung") == ["Tiêm chủng mở rộng", "Thông báo"]


def test_words_may_stand_in_title_lead_source_and_body(city, article, found):
    body = [{"type": "paragraph", "value": "<p>Người dân mang theo <b>căn cước</b>.</p>"}]
    article(city["bennghe"], "Cấp giấy xác nhận", lead="Tại trụ sở.", source_agency="Công an Phường", body=body)
    assert found("giay tru so cong an can cuoc") == ["Cấp giấy xác nhận"]
    assert found("giay ho chieu") == []


def test_hit_says_what_where_and_when(ward):
    (hit,) = search_pages("nguyen hue", language="vi").hits
    record = get_directory().by_id[ward.pk]
    assert hit.title_html == "Sửa đường <mark>Nguyễn Huệ</mark>"
    assert (hit.portal, hit.portal_name, hit.kind) == (record, "Phường Bến Nghé", "home.newsarticlepage")
    assert hit.kind_label
    assert hit.published_at is not None
    assert hit.url.startswith(f"{record.root_url}/tin-tuc/")
    (nearby,) = search_pages("nguyen hue", language="vi", seen_from=record).hits
    assert record.root_url + nearby.url == hit.url


# Isolation. Every test makes the row that could leak.


def test_box_of_a_portal_finds_its_own_pages_only(ward, city, article, found):
    article(city["quan1"], "Quận sửa đường Nguyễn Huệ")
    assert found("nguyen hue", portal=city["bennghe"]) == [STREET]
    assert found("nguyen hue", portal=city["quan1"]) == ["Quận sửa đường Nguyễn Huệ"]
    assert found("nguyen hue", portal=city["sotuphap"]) == []
    assert set(found("nguyen hue")) == {STREET, "Quận sửa đường Nguyễn Huệ"}


def test_total_counts_the_pages_of_the_scope_only(ward, city, article):
    article(city["quan1"], "Quận sửa đường Nguyễn Huệ")
    assert search_pages("nguyen hue", language="vi", portal=city["bennghe"]).total == 1
    assert search_pages("nguyen hue", language="vi").total == 2


@each_case("state", ["suspended", "preparing"])
def test_portal_that_cannot_be_read_is_not_found(ward, city, article, found, state):
    article(city["quan1"], "Quận sửa đường Nguyễn Huệ")
    ward.state = state
    ward.save()
    assert found("nguyen hue") == ["Quận sửa đường Nguyễn Huệ"]
    assert found("nguyen hue", portal=ward) == []


def test_archived_portal_is_found(ward, found):
    ward.state = "archived"
    ward.save()
    assert found("nguyen hue") == [STREET]


def test_other_language_is_not_found(ward, found):
    assert found("nguyen hue", language="en") == []


def test_page_that_was_taken_down_behind_the_index_is_not_shown(ward, found):
    from wagtail.models import Page  # noqa: PLC0415 -- a write that sends no signal

    Page.objects.filter(title=STREET).update(live=False)
    assert found("nguyen hue") == []


# Pages of results.


def test_pages_of_results_have_every_hit_once(city, article):
    for title in sorted({f"Tin số {number}" for number in range(100, 107)}):
        article(city["bennghe"], title)
    pages = [search_pages("tin so", language="vi", limit=3, offset=offset) for offset in (0, 3, 6)]
    assert [len(page.hits) for page in pages] == [3, 3, 1]
    assert {page.total for page in pages} == {7}
    assert len({hit.page_id for page in pages for hit in page.hits}) == 7


def test_offset_past_the_end_has_the_total_and_no_hits(ward):
    results = search_pages("nguyen", language="vi", offset=50)
    assert (results.total, results.hits) == (1, [])
    assert search_pages("nguyen", language="vi", offset=MAX_HITS).hits == []


def test_search_takes_four_queries_whatever_is_found(ward, django_assert_max_num_queries):
    get_directory()
    for question in ("nguyen hue", "đường Nguyễn Huệ", "05/2024/QD-UBND"):
        with django_assert_max_num_queries(4):
            search_pages(question, language="vi")
    with django_assert_max_num_queries(0):
        search_pages("!!!", language="vi")


def test_query_is_read_to_the_length_of_the_field():
    assert len(Query.read("a b" * 10_000).text) <= 200
    assert len(Query.read("a " * 10_000).terms) <= 32
