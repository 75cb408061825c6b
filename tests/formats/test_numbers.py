"""Numbers as people type and read them."""

from decimal import Decimal

from django.utils.translation import override

from formats.vietnamese.numbers import in_dong, percent, read_number, written_number
from tests.each import each_case


@each_case(
    ("text", "number"),
    [
        ("1204", "1204"),
        ("1.204", "1204"),
        (" 1.204.500,25 ", "1204500.25"),
        ("12 500", "12500"),
        ("-3,2", "-3.2"),
        ("1.2", None),
        ("1,204.5", None),
        ("12,", None),
        ("", None),
        ("khoảng 5", None),
    ],
)
def test_number_is_read_as_vietnamese_writes_it(text, number):
    assert read_number(text) == (None if number is None else Decimal(number))


@each_case(
    ("language", "written"),
    [
        ("vi", ["1.204,5", "-3.000", "1.204.500 đồng", "", "97%", "–"]),
        ("en", ["1,204.5", "-3,000", "1,204,500 VND", "", "97%", "–"]),
    ],
)
def test_number_is_written_as_the_language_of_the_reader_writes_it(language, written):
    with override(language):
        numbers = [written_number(Decimal("1204.5")), written_number(-3000), in_dong(1_204_500), in_dong(None)]
        assert [*numbers, percent(0.966), percent(None)] == written
