"""What people type finds what they mean; nothing that may not be seen is found; nothing breaks it."""

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from home.models import NewsArticlePage
from search.service import MAX_HITS, pages_with_words, search_pages
from search.words.query import Query
from search.words.synonyms import synonyms_for
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
    article(city["bennghe"], *TITLES)
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
    "ỦY BAN NHÂN DÂN TẠI": LAND,
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
    # Signs mean nothing.
    '"nguyen hue"': STREET,
    "nguyen 'hue'": STREET,
    "nguyen* hue*": STREET,
    "(nguyen hue": STREET,
    "nguyen && hue | !": STREET,
    "nguyen\0hue": STREET,
    "nguyen % _ hue": STREET,
    "nguyen:hue": STREET,
    "^nguyen + hue": STREET,
    "nguyen <-> hue": STREET,
    "nguyen 🙂 hue": STREET,
    "nguyen \\ hue ;--": STREET,
    "\u200bnguyen\u00ad hue": STREET,
    "nguyen hue\ud800": STREET,
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
    # Operators are words.
    "nguyen AND hue",
    "nguyen OR dat",
    "hue NOT dat",
    "nguyen -hue",
]

ENDLESS = ["a" * 10_000, "đường " * 2_000, '"' * 10_000, "1/" * 5_000, "a-b" * 3_000]


@pytest.mark.slow(reason="asks many questions of an index of its own")
def test_questions_find_the_page_and_no_other(ward, found):
    assert {question: found(question) for question in FINDS} == {question: [title] for question, title in FINDS.items()}


@pytest.mark.slow(reason="publishes and indexes pages")
def test_questions_without_an_answer_find_nothing(ward, found):
    assert {question: found(question) for question in FINDS_NOTHING} == {question: [] for question in FINDS_NOTHING}


def test_endless_questions_are_answered(ward, found):
    assert all(isinstance(found(question), list) for question in ENDLESS)


@pytest.mark.slow(reason="publishes and indexes many pages")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=st.one_of(st.text(max_size=40), st.text("'\"*^:(){}[]|&!<->\\%_/-.,; aăđ5\0", max_size=25)))
def test_any_text_is_answered(ward, found, question):
    found(question)


@pytest.mark.slow(reason="publishes and indexes pages")
def test_pages_with_the_marks_as_typed_come_first_and_alone_count(city, article, found):
    titles = ("Đạt chuẩn", "Đất vàng", "Dắt xe", "Đặt lịch")
    article(city["bennghe"], *titles)
    assert (found("đất")[0], found("đặt")[0]) == ("Đất vàng", "Đặt lịch")
    assert set(found("đất")) == set(found("dat")) == set(titles)
    marked, plain = (search_pages(typed, language="vi") for typed in ("đất", "dat"))
    assert (marked.total, plain.total) == (1, 4)
    assert [hit.has_other_marks for hit in marked.hits] == [False, True, True, True]
    assert not any(hit.has_other_marks for hit in plain.hits)
    following = search_pages("đất", language="vi", limit=1, offset=1)
    assert (following.total, following.hits) == (1, [])


def test_pages_with_other_marks_are_the_answer_where_there_are_no_others(city, article):
    article(city["bennghe"], "Sổ đỏ", "Đọc sách số do")
    for limit in (1, 5):
        other = search_pages("số đo", language="vi", limit=limit)
        assert (other.total, other.has_other_marks, len(other.hits)) == (2, True, min(limit, 2))
        assert all(hit.has_other_marks for hit in other.hits)
    assert not search_pages("sổ đỏ", language="vi").has_other_marks


@each_case(("typed", "expected"), [("sổ đỏ", ["Sổ đỏ"]), ("so do", ["Sổ đỏ", "Số do"]), ("sô đô", ["Sổ đỏ", "Số do"])])
def test_list_of_a_section_has_the_marks_as_typed_where_any_page_has(city, article, typed, expected):
    page = article(city["bennghe"], "Sổ đỏ", "Số do")
    section = page.get_parent().specific
    found = pages_with_words(section, NewsArticlePage.objects.child_of(section), typed)
    assert sorted(found.values_list("title", flat=True)) == sorted(expected)


ASKED = [
    "nhà văn hóa ở đâu", "nhà văn hóa nằm ở đâu", "o dau nha van hoa", "khi nào sửa nhà văn hóa", "Nhà văn hóa là gì?",
    "sửa nhà văn hóa như thế nào", "sua nha van hoa lam sao", "where is nhà văn hóa", "how to sửa nhà văn hóa",
]  # fmt: skip


@pytest.mark.slow(reason="publishes and indexes pages")
def test_words_that_only_ask_need_not_be_found(city, article, found):
    article(city["bennghe"], "Sửa nhà văn hóa nằm bên sông", "Nhà văn hóa ở đâu", "Dầu khí")
    assert {asked: "Sửa nhà văn hóa nằm bên sông" in found(asked) for asked in ASKED} == dict.fromkeys(ASKED, True)
    assert found("nhà văn hóa ở đâu")[0] == "Nhà văn hóa ở đâu"
    assert found("ở đâu") == ["Nhà văn hóa ở đâu"]
    assert found("dau khi") == ["Dầu khí"]
    assert found("khi") == ["Dầu khí"]


@pytest.mark.slow(reason="publishes and indexes pages for each rule")
@each_case(
    ("leads", "answers"),
    [
        (
            {
                "Bản sao trích lục hộ tịch được trả trong ngày, kể cả hồ sơ gửi từ tỉnh khác và từ nước ngoài": (
                    "Nội dung khác. " * 60
                ),
                "Chủ tịch, hộ": "Hộ tịch, hộ tịch, hộ tịch.",
            },
            {"hộ tịch": [0, 1]},
        ),
        (
            {
                "Cấp bản sao trích lục": "Nộp tờ khai hộ tịch tại phường.",
                "Chủ tịch phường thăm hộ nghèo": "Chủ tịch thăm hộ nghèo; mỗi hộ nhận quà của Chủ tịch.",
            },
            {typed: [0, 1] for typed in ("hộ tịch", "ho tich", "hộ tich", "HỘ TỊCH", "hộ tị", "ho ti")},
        ),
        (
            {
                "Hội nghị Ban chỉ đạo của Ủy ban": "",
                "Tin vắn": "Ý kiến của Ban và của Ủy viên; Ủy ban nhân dân trả lời.",
            },
            {"ban của ủy": [0, 1], "ý kiến của ban": [1]},
        ),
        (
            {
                "Quyết định khác số 5 năm 2024, quyết định ngân sách": "",
                "Tin vắn": "Theo quyết định 05/2024/QĐ-UBND của thành phố.",
            },
            {"quyết định 05/2024": [1]},
        ),
        (
            {"Họp ngày 15/5/2024": "", "Quyết định 05/2024/QĐ-UBND": "", "Tin ngày 15/6/2024": "Trong 5 ngày."},
            {"5/2024": [1, 0], "05/2024": [1, 0], "tháng 5/2024": [1, 0]},
        ),
        (
            {"Báo cáo tháng 5 năm 2024": "", "Họp ngày 15/5/2024": "", "Ngày 02 tháng 05 năm 2023": "Số 5, năm 2024."},
            {"tháng 5/2024": [0, 1], "tháng 6/2024": []},
        ),
        (
            {"Sửa nhà 12 Lê Lợi": "", "Kế hoạch 12/KH-UBND": "", "Phố Lê Lợi, số 2": "Tuyến xe 12"},
            {"12/Lê Lợi": [0], "12/le loi": [0], "12/kh": [1]},
        ),
        (
            {"Đường Nguyện Huế": "", "Dương Nguyễn Huệ": ""},
            {"đường nguyen hue": [0, 1], "dương nguyen hue": [1, 0]},
        ),
        ({"Bàn": "", "Bảng bảng bảng": ""}, {"ban": [0, 1]}),
        (
            {"Thông báo": "Lịch tiêm chủng mở rộng.", "Tiêm chủng mở rộng": "Thông báo lịch."},
            {"tiem chung": [1, 0]},
        ),
    ],
    ids=[
        "title with the words together comes before texts that say them often",
        "words that stand together come before words apart even in a title",
        "words in another order are apart",
        "number typed with other words stands together too",
        "month of a day is found after the number that is written so",
        "month that is written in words is found by its number",
        "house with a slash before its street is an address and no number of a document",
        "marks that were typed count when others were not",
        "whole word comes before what it begins",
        "word in the title weighs more than in the text",
    ],
)
def test_order_of_hits(city, article, found, leads, answers):
    for title, lead in leads.items():
        article(city["bennghe"], title, lead=lead)
    titles = list(leads)
    assert {question: [titles.index(title) for title in found(question)] for question in answers} == answers


def test_words_may_stand_in_title_lead_source_and_body(city, article, found):
    body = [{"type": "paragraph", "value": "<p>Người dân mang theo <b>căn cước</b>.</p>"}]
    article(city["bennghe"], "Cấp giấy xác nhận", lead="Tại trụ sở.", source_agency="Công an Phường", body=body)
    assert found("giay tru so cong an can cuoc") == ["Cấp giấy xác nhận"]
    assert found("giay ho chieu") == []


def test_hit_says_what_where_and_when(ward):
    (hit,) = search_pages("nguyen hue", language="vi").hits
    record = get_directory().by_id[ward.pk]
    assert hit.title_html == "Sửa đường <mark>Nguyễn Huệ</mark>"
    assert (hit.portal, hit.portal.name, hit.kind) == (record, "Phường Bến Nghé", "home.newsarticlepage")
    assert hit.kind_label
    assert hit.published_at is not None
    assert hit.url.startswith(f"{record.root_url}/tin-tuc/")
    (nearby,) = search_pages("nguyen hue", language="vi", seen_from=record).hits
    assert record.root_url + nearby.url == hit.url


# Isolation. Every test makes the row that could leak.


def test_box_of_a_portal_finds_and_counts_its_own_pages_only(ward, city, article, found):
    article(city["quan1"], "Quận sửa đường Nguyễn Huệ")
    assert found("nguyen hue", portal=city["bennghe"]) == [STREET]
    assert found("nguyen hue", portal=city["quan1"]) == ["Quận sửa đường Nguyễn Huệ"]
    assert found("nguyen hue", portal=city["sotuphap"]) == []
    assert set(found("nguyen hue")) == {STREET, "Quận sửa đường Nguyễn Huệ"}
    totals = [search_pages("nguyen hue", language="vi", portal=portal).total for portal in (city["bennghe"], None)]
    assert totals == [1, 2]


@pytest.mark.slow(reason="publishes and indexes pages")
@each_case(("state", "own"), [("suspended", []), ("preparing", []), ("archived", [STREET])])
def test_portal_that_cannot_be_read_is_not_found(ward, city, article, found, state, own):
    article(city["quan1"], "Quận sửa đường Nguyễn Huệ")
    ward.state = state
    ward.save()
    assert set(found("nguyen hue")) == {"Quận sửa đường Nguyễn Huệ", *own}
    assert found("nguyen hue", portal=ward) == own


def test_page_in_another_language_and_one_taken_down_behind_the_index_are_not_shown(ward, found):
    assert found("nguyen hue", language="en") == []
    # A write that sends no signal.
    Page.objects.filter(title=STREET).update(live=False)
    assert found("nguyen hue") == []


# Pages of results.


@pytest.mark.slow(reason="publishes more pages than one list shows")
def test_pages_of_results_have_every_hit_once_and_the_total_past_the_end(city, article):
    article(city["bennghe"], *(f"Tin số {number}" for number in range(100, 105)))
    pages = [search_pages("tin so", language="vi", limit=2, offset=offset) for offset in (0, 2, 4, 50)]
    assert [(page.total, len(page.hits)) for page in pages] == [(5, 2), (5, 2), (5, 1), (5, 0)]
    assert len({hit.page_id for page in pages for hit in page.hits}) == 5
    assert search_pages("tin so", language="vi", offset=MAX_HITS).hits == []


def test_search_takes_few_queries_whatever_is_found(ward, django_assert_max_num_queries):
    get_directory()
    search_pages("nguyen hue", language="vi")
    synonyms_for("vi", on=timezone.localdate())
    # Two more to look for pages that have most of the words, where few have all.
    for question, most in (("nguyen hue", 6), ("05/2024/QD-UBND", 6), ("đường Nguyễn Huệ", 8)):
        with django_assert_max_num_queries(most):
            search_pages(question, language="vi")
    with django_assert_max_num_queries(0):
        search_pages("!!!", language="vi")


def test_query_is_read_to_the_length_of_the_field():
    assert len(Query.read("a b" * 10_000).text) <= 200
    assert len(Query.read("a " * 10_000).terms) <= 32
