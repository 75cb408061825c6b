"""Initials are never more than initials."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.personal_data.names import MOST_INITIALS, initials


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Nguyễn Thị Hoa", "N.T.H."),
        ("đặng văn ổn", "Đ.V.Ổ."),
        ("Hoa", "H."),
        ("  Trần \t Minh\n", "T.M."),
        ("Nguyễn Văn A", "N.V.A."),
        ("Lê-Nguyễn Ái", "L.N.Á."),
        ("O'Brien", "O.B."),
        ("N g u y ễ n  H o a", "N."),
        ("N.T.H.", "N."),
        ("Nguye\u0302\u0303n A\u0301i", "N.Á."),
        ("Ng\u200buyễn", "N."),
        ("0901234567", ""),
        ("hoa@example.com", "H.E.C."),
        ("", ""),
        ("🙂 ??", ""),
        ("王小明", "王."),
    ],
)
def test_name_is_shown_by_its_initials(name, shown):
    assert initials(name) == shown


@given(st.text())
def test_one_letter_of_a_word_and_few_of_them(name):
    shown = initials(name)
    letters = [letter for letter in shown.split(".") if letter]
    assert all(len(letter) == 1 for letter in letters)
    assert len(letters) <= MOST_INITIALS
    assert not any(sign.isdigit() or sign == "@" for sign in shown)
