"""Words have one spelling with marks and one without, and the beginning of a word begins its forms."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formats.vietnamese.folding import MAX_WORD_LENGTH, compounds, exact, fold, forms, indexed_text, joined_number
from formats.vietnamese.text import clean_text, to_nfc

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
        ("toàn hoài xoáy ngoài huỳnh quý quỷ", "toàn hoài xoáy ngoài huỳnh quý quỷ"),
        ("Quỳ Hợp", "quỳ hợp"),
        # i and y after h, k, l, m, s, t are one sound; in longer syllables they are not.
        ("kỹ kĩ", "kĩ kĩ"),
        ("lý Mỹ sỹ", "lí mĩ sĩ"),
        ("tay tuý quy", "tay túy quy"),
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
    import unicodedata  # noqa: PLC0415 -- to write what old keyboards send

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


def test_indexed_text_has_a_number_whole_and_in_parts():
    text = indexed_text("Quyết định số 05/2024/QĐ-UBND", max_words=100)
    assert [word.folded for word in text.words] == ["quyet", "dinh", "so", "5", "2024", "qd", "ubnd"]
    assert [(place, word.exact) for place, word in text.numbers] == [(3, "5/2024/qđ/ubnd")]


def test_indexed_text_stops_after_so_many_words():
    assert len(indexed_text("một hai ba " * 50, max_words=20).words) == 20


@given(anything)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(anything)
def test_exact_form_is_a_fixed_point(text):
    assert exact(exact(text)) == exact(text)


@given(anything)
def test_words_with_one_exact_form_have_one_folded_form(text):
    for compound in compounds(clean_text(text)):
        for word in compound:
            assert fold(word.forms.exact) == word.forms.folded


@given(anything, st.integers(1, 10))
def test_beginning_of_a_word_folds_to_the_beginning_of_its_fold(text, length):
    for compound in compounds(clean_text(text)):
        for word in compound:
            whole = word.forms.typed
            assert fold(whole).startswith(fold(whole[:length]))


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
