"""How a text reads: its length, sentences, abbreviations, words that age, former places, spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.writing.abbreviations import unexplained_abbreviations
from formats.writing.ageing import ageing_words
from formats.writing.places import FormerPlace, FormerPlaces, FoundPlace
from formats.writing.sentences import clauses, count_words, long_sentences, reading_minutes, sentences
from formats.writing.spelling import unknown_words, words_of_dictionary


@pytest.mark.parametrize(("words", "minutes"), [(0, 0), (1, 1), (315, 1), (630, 2), (3150, 10)])
def test_reading_time_is_in_whole_minutes(words, minutes):
    assert reading_minutes(words) == minutes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Một. Hai!  Ba?", ["Một.", "Hai!", "Ba?"]),
        ("Theo Quyết định số 05/2024/QĐ-UBND tại TP.HCM", ["Theo Quyết định số 05/2024/QĐ-UBND tại TP.HCM"]),
        ("Giá 1.500 đồng", ["Giá 1.500 đồng"]),
        ("a) Một;\nb) Hai", ["a) Một;", "b) Hai"]),
        ("", []),
    ],
)
def test_sentences_end_where_readers_breathe(text, expected):
    assert list(sentences(text)) == expected


def test_clauses_are_the_same_whatever_ends_them_and_however_they_are_spaced():
    assert list(clauses("Địa chỉ:  86 Lê Thánh Tôn.\nMột  hai!")) == ["Địa chỉ", "86 Lê Thánh Tôn", "Một hai"]


def test_long_sentence_is_found_with_its_number_of_syllables():
    text = "Ngắn thôi. " + "tiếng " * 51 + ". Hết."
    assert [count for _sentence, count in long_sentences(text)] == [51]
    assert long_sentences("tiếng " * 50) == []


@given(st.text())
def test_any_text_is_divided_without_losing_a_word(text):
    assert sum(map(count_words, sentences(text))) <= count_words(text)
    assert all(count > 50 for _sentence, count in long_sentences(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở TNMT hướng dẫn", ["TNMT"]),
        ("Sở Tài nguyên và Môi trường (TNMT) hướng dẫn; TNMT trả lời", []),
        ("TTHC (thủ tục hành chính) được rút gọn, nộp TTHC tại", []),
        ("Quyết định số 15/2024/QĐ-UBND", []),
        ("UBND phường thông báo", []),
        ("Chương II, Điều 5", []),
        ("THÔNG BÁO CÚP NƯỚC", []),
        ("Các KCN và KCX trên địa bàn, nhất là KCN", ["KCN", "KCX"]),
    ],
)
def test_abbreviations_that_nobody_explains_are_found_once(text, expected):
    assert unexplained_abbreviations([text]) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Kết quả thu ngân sách tháng trước", ["tháng trước"]),
        ("Tình hình quý vừa qua và quý tới", ["quý vừa qua", "quý tới"]),
        ("Hôm nay khai mạc", ["Hôm nay"]),
        ("Kết quả tháng 3 năm 2026", []),
        ("Trung tâm ngày mai", ["ngày mai"]),
        ("Hiện trạng nayo", []),
        ("Last month in figures", ["Last month"]),
    ],
)
def test_words_that_age_are_found_in_a_title(title, expected):
    assert ageing_words(title) == expected


PLACES = FormerPlaces(
    [
        FormerPlace("Phường Đa Kao", "Quận 1", "Phường Tân Định"),
        FormerPlace("Phường Đa Kao", "Quận 1", "Phường Sài Gòn"),
        FormerPlace("Phường 1", "Quận 3", "Phường Bàn Cờ"),
        FormerPlace("Phường 1", "Quận 5", "Phường Chợ Quán"),
        FormerPlace("Phường Tân Định", "Quận 1", "Phường Tân Định"),
        FormerPlace("Phường Bình An", "Thành phố Thủ Đức", "Phường An Khánh"),
    ],
    current=["Phường Tân Định", "Phường Sài Gòn", "Quận 3"],
    gone=["Quận 1", "Quận 3"],
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tại phường Đa Kao.", [FoundPlace("phường Đa Kao", ("Phường Sài Gòn", "Phường Tân Định"))]),
        ("Phường 1 họp", []),
        ("Phường 1, Quận 3 họp", [FoundPlace("Phường 1, Quận 3", ("Phường Bàn Cờ",))]),
        ("Phường Tân Định mới", []),
        ("Phường Bình An thành phố Thủ Đức", [FoundPlace("Phường Bình An thành phố Thủ Đức", ("Phường An Khánh",))]),
        ("Ủy ban nhân dân Quận 1", [FoundPlace("Quận 1", ())]),
        ("Quận 10 và Quận 3", []),
        ("phường có nhiều việc", []),
        ("Phường Sài Gòn Quận 1", [FoundPlace("Quận 1", ())]),
    ],
)
def test_former_places_are_found_where_the_text_says_which_one_it_was(text, expected):
    assert list(PLACES.find(text)) == expected


@given(st.text(alphabet="phường xãquận 1Đa Kao,.\n"))
def test_found_places_stand_in_the_text_in_their_order(text):
    position = 0
    for found in PLACES.find(text):
        position = text.index(found.name, position) + len(found.name)


DICTIONARY = words_of_dictionary("5\nnghành/A\nngành\nhoà\nkhỏe\nđược\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ngành hòa khoẻ được", []),
        ("nghànhh", ["nghànhh"]),
        ("Lan ở Huế", []),
        ("xem tại hcm.gov.vn hoặc a@b.vn", ["xem", "tại", "hoặc"]),
        ("được đươc đươc", ["đươc"]),
    ],
)
def test_words_that_no_dictionary_has_are_told_once_and_names_are_left_out(text, expected):
    assert unknown_words(text, DICTIONARY) == expected
