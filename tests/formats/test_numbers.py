"""Numbers as people type them."""

from decimal import Decimal

from formats.vietnamese.numbers import read_number
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
