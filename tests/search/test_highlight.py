"""What a reader sees of a hit: the words of the question marked, nothing else of the text as HTML."""

import html
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.vietnamese.text import clean_text
from search.words.highlight import highlight, snippet
from search.words.query import Query


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("duong nguyen hue", "Sửa đường Nguyễn Huệ", "Sửa <mark>đường Nguyễn Huệ</mark>"),
        ("đường Nguyễn Huệ", "Sửa ĐƯỜNG NGUYỄN HUỆ", "Sửa <mark>ĐƯỜNG NGUYỄN HUỆ</mark>"),
        ("DUONG", "Đường và Dương", "<mark>Đường</mark> và <mark>Dương</mark>"),
        ("uỷ ban", "Ủy ban nhân dân", "<mark>Ủy ban</mark> nhân dân"),
        # Words as typed hide those with other marks, where the text has them.
        ("đất", "Đất đạt", "<mark>Đất</mark> đạt"),
        ("đất", "Không đạt", "Không <mark>đạt</mark>"),
        # A whole word hides beginnings; without one, what it begins is marked.
        ("ban", "Bản và bảng", "<mark>Bản</mark> và bảng"),
        ("nguyen hu", "Nguyễn Huệ", "<mark>Nguyễn Huệ</mark>"),
        ("05/2024/qd-ubnd", "Số 5/2024/QĐ-UBND", "Số <mark>5/2024/QĐ-UBND</mark>"),
        ("5/2024", "Ngày 15/05/2024", "Ngày 15/<mark>05/2024</mark>"),
        ("tháng 5/2024", "Ngày 15 tháng 05 năm 2024", "Ngày 15 <mark>tháng 05</mark> năm 2024"),
        ("2024", "Số 5/2024/QĐ-UBND", "Số 5/<mark>2024</mark>/QĐ-UBND"),
        (
            "dat",
            "<script>đất</script> & “đất”",
            "&lt;script&gt;<mark>đất</mark>&lt;/script&gt; &amp; “<mark>đất</mark>”",
        ),
        ("script", "<script>", "&lt;<mark>script</mark>&gt;"),
        ("không có", "Một văn bản", "Một văn bản"),
        # Words that stand together, not syllables of others; single words where they are all there is.
        ("khai sinh", "Sinh viên khai sinh", "Sinh viên <mark>khai sinh</mark>"),
        ("khai sinh", "Sinh viên", "Sinh viên"),
        ("sổ đỏ", "Lý do ghi số thửa", "Lý do ghi số thửa"),
        ("sổ đỏ", "Sơ đồ", "<mark>Sơ đồ</mark>"),
        ("khai sinh", "Sinh viên kê khai", "<mark>Sinh</mark> viên kê <mark>khai</mark>"),
        ("đăng ký khai sinh", "Khai sinh", "<mark>Khai sinh</mark>"),
        ("khai sinh ở đâu", "Khai sinh ở đâu", "<mark>Khai sinh</mark> ở đâu"),
        ("!!!", "Một văn bản!!!", "Một văn bản!!!"),
        # Letters and marks apart are shown composed.
        ("duong", "đu\u031bo\u031b\u0300ng", "<mark>đường</mark>"),
    ],
)
def test_words_of_the_question_are_marked(question, text, expected):
    assert highlight(text, Query.read(question)) == expected


def test_number_that_is_longer_in_the_question_than_in_the_text_is_marked_as_far_as_it_goes():
    number = "1/1999" + "/1" * 30
    assert highlight(f"Số {number}", Query.read(f"{number}/1/1/1")) == f"Số <mark>{number}</mark>"


def test_snippet_of_a_long_text_starts_near_the_words():
    text = "mở đầu " * 100 + "Quyết định số 05/2024/QĐ-UBND của Ủy ban " + "kết thúc " * 100
    shown = snippet(text, Query.read("05/2024"))
    assert shown.startswith("… mở đầu")
    assert shown.endswith("…")
    assert "<mark>05/2024</mark>/QĐ-UBND" in shown
    assert len(re.sub(r"<[^>]+>", "", shown)) < 260


def test_snippet_prefers_the_place_with_most_words_of_the_question():
    text = "đường phố " + "nghỉ " * 100 + "sửa đường Nguyễn Huệ " + "hết " * 100
    assert "<mark>đường Nguyễn Huệ</mark>" in snippet(text, Query.read("duong nguyen hue"))


def test_snippet_without_any_word_is_the_beginning_and_of_a_short_text_all_of_it():
    assert snippet("một hai ba " * 100, Query.read("xyz")).startswith("một hai ba")
    assert snippet("Một văn bản ngắn.", Query.read("văn")) == "Một <mark>văn</mark> bản ngắn."


@given(st.text(max_size=200), st.text(max_size=60))
def test_marked_text_is_the_text_and_nothing_of_it_is_html(text, question):
    shown = highlight(text, Query.read(question))
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert html.unescape(plain) == clean_text(text)
    assert not re.search(r"[<>\"']", plain)
    assert shown.count("<mark>") == shown.count("</mark>")


@given(st.text(max_size=600), st.text(max_size=60), st.integers(40, 300))
def test_snippet_is_a_part_of_the_text(text, question, length):
    shown = html.unescape(re.sub(r"</?mark>", "", snippet(text, Query.read(question), length=length)))
    assert shown.removeprefix("… ").removesuffix("…").strip() in clean_text(text) or shown in clean_text(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [("0 " * 28, "0 " * 14_000), ("0 " * 28, ("0 " * 40 + "12 ") * 330), ("0 " * 30, "0 1 " * 7_000)],
)
def test_repeated_words_are_marked_with_bounded_work(question, text):
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    query, former = Query.read(question), sys.getprofile()
    sys.setprofile(count)
    try:
        snippet(text, query)
    finally:
        sys.setprofile(former)
    assert calls < 1_000_000
