"""Two ways to write a contact are one contact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.personal_data.contacts import MOST_INITIALS, initials, masked_address, normalised_contact


@pytest.mark.parametrize(
    ("written", "contact"),
    [
        ("Hoa.Nguyen@Example.COM", "hoa.nguyen@example.com"),
        (" hoa@example.com ", "hoa@example.com"),
        ("hoa＠example．com", "hoa@example.com"),
        ("hoa\u200b@example.com", "hoa@example.com"),
        ("hoa@Bưu-Điện.vn", "hoa@xn--bu-in-7ya42ik46m.vn"),
        ("hoa@example.com.", "hoa@example.com"),
        ("hoa@", "hoa@"),
        ("0901 234 567", "0901234567"),
        ("0901.234-567", "0901234567"),
        ("+84 901 234 567", "0901234567"),
        ("+84 (0)901 234 567", "0901234567"),
        ("0084901234567", "0901234567"),
        ("84901234567", "0901234567"),
        ("０９０１２３４５６７", "0901234567"),
        ("028 3822 1234", "02838221234"),
        ("+84 28 3822 1234", "02838221234"),
        ("+1 415 555 2671", "+14155552671"),
        ("001 415 555 2671", "+14155552671"),
        ("1022", "1022"),
        ("", ""),
        ("không có", ""),
        ("+", ""),
    ],
)
def test_contact_has_one_form(written, contact):
    assert normalised_contact(written) == contact


def test_other_letters_are_another_address():
    assert normalised_contact("hoa@example.com") != normalised_contact("hòa@example.com")


def test_masked_address_names_nobody():
    assert masked_address("hoa.nguyen@nha-nguyen.com.vn") == "h…@n….vn"
    assert masked_address("hoa") == "h…@…."


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
