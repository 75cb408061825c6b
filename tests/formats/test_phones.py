"""What is a telephone number."""

import pytest

from formats.vietnamese.phones import NoPhoneNumber, check_phone_number

NUMBERS = ["(028) 3829 1000", "028.3829.1000", "+84 28 3829-1000", "1022", "113", ""]
OTHERS = ["không có", "0", "-", "028 3829 1000 máy lẻ 12", "1022, 1023", "０２８３８２９", "8" * 16]


@pytest.mark.parametrize("text", NUMBERS)
def test_number_in_digits_with_the_usual_signs_and_a_blank_are_taken(text):
    check_phone_number(text)


@pytest.mark.parametrize("text", OTHERS)
def test_words_and_several_numbers_are_refused(text):
    with pytest.raises(NoPhoneNumber):
        check_phone_number(text)
