"""Vietnamese text: composed form, ASCII forms, dictionary order, words as the search folds them."""

import random
import re
import unicodedata
from datetime import date
from itertools import pairwise, product
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from formats.vietnamese.contact_links import contact_link
from formats.vietnamese.dates import vi_days
from formats.vietnamese.folding import MAX_WORD_LENGTH, compounds, exact, fold, forms, indexed_text, joined_number
from formats.vietnamese.text import (
    ascii_fold,
    clean_text,
    foreign_characters,
    host_label,
    slug,
    sort_key,
    to_nfc,
    writable,
)

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"
vietnamese_text = st.text(VIETNAMESE + VIETNAMESE.upper() + " 0123456789-–.,/", max_size=60)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường Nguyễn Huệ", "duong-nguyen-hue"),
        ("Hỏi – đáp trực tuyến", "hoi-dap-truc-tuyen"),
        ("Ủy ban nhân dân", "uy-ban-nhan-dan"),
        ("Uỷ ban nhân dân", "uy-ban-nhan-dan"),
        ("Trừ Văn Thố", "tru-van-tho"),
        ("\u00d0à Nẵng", "da-nang"),
        ("\u0189à Nẵng", "da-nang"),
        ("05/2024/QĐ-UBND", "05-2024-qd-ubnd"),
        ("Phường\u00a013", "phuong-13"),
        ("  –  ", ""),
        ("日本", ""),
    ],
)
def test_slug(text, expected):
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bến Nghé", "bennghe"),
        ("Sở An toàn thực phẩm", "soantoanthucpham"),
        ("Sở Lao động - Thương binh và Xã hội", "solaodongthuongbinhvaxahoi"),
        ("Đặc khu Côn Đảo", "dackhucondao"),
        ("Phường 13", "phuong13"),
    ],
)
def test_host_label_is_the_full_name_without_marks(text, expected):
    assert host_label(text) == expected


def test_ascii_fold_keeps_case_and_spaces():
    assert ascii_fold("Đường Nguyễn Huệ") == "Duong Nguyen Hue"


def test_clean_text_repairs_what_office_files_leave():
    assert clean_text("\ufeff \u00d0à\u00a0Nẵ\u200bng\r\n") == "Đà Nẵng"
    assert clean_text(unicodedata.normalize("NFD", "Phường Bến Nghé")) == "Phường Bến Nghé"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ủy ban nhân dân Phường Bến Nghé – “Quận 1”", ""),
        ("\u00d0à Nẵng", ""),
        ("Phöôøng Beán Ngheù", "öø"),
        ("PhÆ°á»ng", "Æ"),
        ("Ph\ufffdng", "\ufffd"),
    ],
)
def test_foreign_characters_show_an_old_encoding(text, expected):
    assert foreign_characters(text) == expected


def test_sort_key_gives_dictionary_order():
    expected = [
        "An Phú", "Anh", "Ăn", "Ân", "ba", "bà", "bả", "bã", "bá", "bạ", "Củ Chi", "Dầu Tiếng", "Đa Kao", "Em", "Ê",
        "Hóc Môn", "Oanh", "Ôn", "Ơn", "Phường 1", "Phường 2", "Phường 10", "Phường 27", "Phường Bến Nghé", "Quận 3",
        "Quận 12", "Thành An", "Thanh Bình", "Ung", "Ưng", "Vũng Tàu", "Zôn",
    ]  # fmt: skip
    shuffled = expected.copy()
    random.Random(3).shuffle(shuffled)  # noqa: S311 -- an order to sort, the same in every run
    assert sorted(shuffled, key=sort_key) == expected


def test_tones_decide_only_where_letters_do_not():
    assert sorted(["Thạnh An", "Thanh Bình", "Thanh An"], key=sort_key) == ["Thanh An", "Thạnh An", "Thanh Bình"]


def test_sort_key_reads_very_long_numbers():
    assert sort_key("9" * 5000) < sort_key("1" + "0" * 5000)
    assert sort_key("007") > sort_key("6")


@given(st.text(max_size=80))
def test_nfc_and_nfd_give_the_same(text):
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert to_nfc(decomposed) == composed
    for rule in (ascii_fold, slug, host_label, clean_text, sort_key):
        assert rule(composed) == rule(decomposed)


@given(st.text(max_size=80))
def test_folding_is_ascii_a_slug_is_a_slug_and_neither_changes_by_a_second_time(text):
    assert ascii_fold(text).isascii()
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    for rule in (ascii_fold, clean_text, slug):
        assert rule(rule(text)) == rule(text)


@given(vietnamese_text)
def test_vietnamese_text_has_no_foreign_characters_and_loses_no_letter(text):
    assert foreign_characters(text) == ""
    assert len(ascii_fold(text)) == len(text)


@given(st.lists(st.text(max_size=20), max_size=8))
def test_sort_keys_can_always_be_compared(texts):
    assert sorted(sorted(texts), key=sort_key) == sorted(sorted(texts, reverse=True), key=lambda t: (sort_key(t), t))


@given(st.text())
def test_writable_text_can_stand_in_a_feed(text):
    lines = writable(text).replace("\r\n", "\n").replace("\r", "\n")
    assert (ElementTree.fromstring(f"<lead>{escape(lines)}</lead>".encode()).text or "") == lines


@given(st.text(alphabet=st.characters(exclude_categories=["C"])))
def test_text_that_people_type_stays_as_it_is(text):
    assert writable(f"{text}\t\r\n") == f"{text}\t\r\n"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("bbt@tphcm.example", '<a href="mailto:bbt@tphcm.example">bbt@tphcm.example</a>'),
        ("(028) 3829 1000", '<a href="tel:02838291000">(028) 3829 1000</a>'),
        ("+84 28 3829 1000", '<a href="tel:+842838291000">+84 28 3829 1000</a>'),
        ("1022, trực cả ngày", '<a href="tel:1022">1022</a>, trực cả ngày'),
        ("114 (cứu hỏa)", '<a href="tel:114">114</a> (cứu hỏa)'),
        ("47 Lê Duẩn", "47 Lê Duẩn"),
        ("147 Lê Duẩn, phường Bến Nghé", "147 Lê Duẩn, phường Bến Nghé"),
        ("doithoai@tphcm.example, trước 17 giờ", "doithoai@tphcm.example, trước 17 giờ"),
        ("<b>a@b.example", "<b>a@b.example"),
        ("", ""),
    ],
)
def test_mailbox_or_number_is_a_link_and_nothing_else(said, shown):
    assert contact_link(said) == shown


def test_what_somebody_typed_stays_text():
    assert "<script>" not in contact_link("1022, <script>")


# Letters of the language in both compositions, other scripts, signs, and whatever Unicode has.
vietnamese = st.text(
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẵẳặấầẫẩậéèẻẽẹếềễểệíìỉĩịóòỏõọốồỗổộớờỡởợúùủũụứừữửựýỳỷỹỵ Đ0159/-"
)
anything = st.one_of(vietnamese, vietnamese.map(lambda text: text.upper()), st.text(max_size=40))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Uỷ ban", "ủy ban"),
        ("HOÀ BÌNH", "hòa bình"),
        ("thuỷ", "thủy"),
        ("khoẻ", "khỏe"),
        ("xoá", "xóa"),
        ("Thúy và Thuý", "thúy và thúy"),
        # Closed syllables and those after q have one spelling only.
        ("toàn hoài xoáy ngoài huỳnh quý quỷ", "toàn hoài xoáy ngoài huỳnh quí quỉ"),
        ("Quỳ Hợp", "quì hợp"),
        # i and y after h, k, l, m, s, t, v and qu are one sound; in longer syllables they are not.
        ("kỹ kĩ", "kĩ kĩ"),
        ("lý Mỹ sỹ", "lí mĩ sĩ"),
        ("tay tuý quyên", "tay túy quyên"),
        ("Đường Nguyễn Huệ", "đường nguyễn huệ"),
    ],
)
def test_exact_form_keeps_marks_in_one_spelling(text, expected):
    assert exact(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đường Nguyễn Huệ", "duong nguyen hue"),
        ("ĐẤT ĐAI", "dat dai"),
        ("Ðất", "dat"),
        ("Thủ tục 05/2024/QĐ-UBND", "thu tuc 05/2024/qd-ubnd"),
        ("Ho Chi Minh", "ho chi minh"),
        ("日本", "日本"),
    ],
)
def test_folded_form_has_no_marks(text, expected):
    assert fold(text) == expected


@pytest.mark.parametrize("text", ["Đường Nguyễn Huệ", "Uỷ ban nhân dân", "HOÀ BÌNH"])
def test_decomposed_text_has_the_same_forms(text):

    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert (exact(decomposed), fold(decomposed)) == (exact(text), fold(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("05/2024/QĐ-UBND", "5/2024/qd/ubnd"),
        ("5/2024/QĐ-UBND", "5/2024/qd/ubnd"),
        ("05-2024-qd-ubnd", "5/2024/qd/ubnd"),
        ("05/2024/QD–UBND", "5/2024/qd/ubnd"),
        ("15/05/2026", "15/5/2026"),
        ("hỏi-đáp", ""),
        ("2024", ""),
    ],
)
def test_document_number_is_one_word_whatever_joins_it(text, expected):
    (compound,) = compounds(text)
    assert joined_number(compound, "folded") == expected


@pytest.mark.parametrize("number", ["05/2024/QĐ-UBND", "05/2024/QĐ - UBND", "05/2024/QĐ – UBND", "05/2024/QĐ — UBND"])
def test_indexed_text_has_a_number_whole_and_in_parts(number):
    text = indexed_text(f"Quyết định số {number}", max_words=100)
    assert [word.folded for word in text.words] == ["quyet", "dinh", "so", "5", "2024", "qd", "ubnd"]
    assert [(place, word.exact) for place, word in text.numbers] == [(3, "5/2024/qđ/ubnd")]


@pytest.mark.parametrize("number", ["12/KH-UBND", "12/KH - UBND", "12/KH – UBND"])
def test_number_of_a_plan_has_no_year_and_is_whole_with_blanks_too(number):
    text = indexed_text(f"Kế hoạch số {number} – Phần 1", max_words=100)
    assert [(place, word.exact) for place, word in text.numbers] == [(3, "12/kh/ubnd")]


@pytest.mark.parametrize(
    ("day", "month"), [("15/05/2024", "m/5/2024"), ("15-5-2024", "m/5/2024"), ("15/13/2024", None)]
)
def test_indexed_text_has_the_month_of_a_day(day, month):
    text = indexed_text(f"Ngày {day}", max_words=100)
    assert [(place, word.exact) for place, word in text.numbers[1:]] == ([(2, month)] if month else [])


def test_indexed_text_stops_after_so_many_words():
    assert len(indexed_text("một hai ba " * 50, max_words=20).words) == 20


# Every rhyme of the language with its tone on the nucleus.
RHYMES = (
    "á ác ách ái ám án áng ánh áo áp át áu áy ắc ắm ắn ắng ắp ắt ấc ấm ấn ấng ấp ất ấu ấy é éc ém én éng éo "
    "ép ét ế ếch ếm ến ếnh ếp ết ếu í ía ích ím ín ính íp ít íu iếc iếm iến iếng iếp iết iếu ó óc ói óm ón "
    "óng óp ót óa oác oách oái oám oán oáng oánh oáo oáp oát oáy oắc oắm oắn oắng oắt óe oén oéo oét oóc oóng "
    "ố ốc ối ốm ốn ống ốp ốt ớ ới ớm ớn ớp ớt ú úa úc úi úm ún úng úp út uấn uấng uất uấy uế uếch uếnh uớ uốc "
    "uối uốm uốn uống uốt úy uýa uých uýnh uýp uýt uýu uyến uyết ứ ứa ức ứi ứng ứt ứu ước ưới ướm ướn ướng "
    "ướp ướt ướu ý yếm yến yếng yết yếu"
)
AFTER_QU, AFTER_GI = "á ái án ắn ất ấy én éo ết ế ốc ý ýnh yến yết", "á án ấy ếng ó ới ứa úp ết"
TONES = ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323"]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_syllable_has_one_spelling_wherever_its_tone_was_typed(form):
    syllables = [(onset, rhyme) for onset in ("", "b", "đ", "ng", "tr") for rhyme in RHYMES.split()]
    syllables += [("qu", rhyme) for rhyme in AFTER_QU.split()] + [("gi", rhyme) for rhyme in AFTER_GI.split()]
    for (onset, rhyme), tone in product(syllables, TONES):
        spelled = "í" if (onset, rhyme) == ("qu", "ý") else rhyme
        wanted = to_nfc(onset + unicodedata.normalize("NFD", spelled).replace("\u0301", tone))
        letters = to_nfc(onset + unicodedata.normalize("NFD", rhyme).replace("\u0301", ""))
        for place in range(1, len(letters) + 1):
            typed = unicodedata.normalize(form, letters[:place] + tone + letters[place:])
            assert exact(typed) == wanted, (typed, place)
            assert [len(compound) for compound in compounds(clean_text(typed))] == [1]


@pytest.mark.parametrize(
    "words", ["quy qui", "quý quí qúy", "QUỸ quĩ", "quỷ quỉ qủy", "vỹ vĩ", "vy vi", "kỳ kì", "Ðường đường"]
)
def test_spellings_of_one_word_are_equal(words):
    assert len({exact(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "word", ["café", "español", "jalapeño", "lynh", "quyền", "huỳnh", "são", "thé", "noël", "qatar"]
)
def test_word_that_needs_no_other_spelling_keeps_its_own(word):
    assert exact(word) == word


@given(anything)
def test_words_folded_twice_are_as_folded_once(text):
    for form in (fold, exact):
        assert form(form(text)) == form(text)


@given(anything, st.integers(1, 10))
def test_words_with_one_exact_form_have_one_folded_form_that_begins_as_their_beginnings_do(text, length):
    for compound in compounds(clean_text(text)):
        for word in compound:
            assert fold(word.forms.exact) == word.forms.folded
            assert fold(word.forms.typed).startswith(fold(word.forms.typed[:length]))


@given(anything)
def test_words_stand_in_the_text_where_they_say(text):
    cleaned = clean_text(text)
    words = [word for compound in compounds(cleaned) for word in compound]
    assert [forms(cleaned[word.start : word.end]) for word in words] == [word.forms for word in words]
    assert all(before.end <= after.start for before, after in pairwise(words))


@given(anything)
def test_stored_words_have_nothing_that_an_engine_reads_as_an_operator(text):
    stored = indexed_text(text, max_words=1000)
    for word in [*stored.words, *(word for _place, word in stored.numbers)]:
        for form in word:
            assert form
            assert len(form) <= 4 * MAX_WORD_LENGTH
            assert all(character.isalnum() or character == "/" for character in to_nfc(form)), form


@pytest.mark.parametrize(
    ("first", "last", "vietnamese", "english"),
    [
        (date(2026, 11, 23), date(2026, 11, 29), "23–29/11/2026", "23–29 November 2026"),
        (date(2026, 11, 30), date(2026, 12, 6), "30/11–06/12/2026", "30 November–6 December 2026"),
        (date(2026, 12, 28), date(2027, 1, 3), "28/12/2026 – 03/01/2027", "28 December 2026 – 3 January 2027"),
    ],
)
def test_days_of_a_week_say_once_what_they_share(first, last, vietnamese, english):
    for language, expected in (("vi", vietnamese), ("en", english)):
        with translation.override(language):
            assert vi_days(first, last) == expected
