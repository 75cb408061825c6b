"""A period of months ends with the day of the same number."""

from datetime import date

import pytest

from participation.personal_data.retention import kept_until


@pytest.mark.parametrize(
    ("ended", "months", "last"),
    [
        (date(2026, 11, 2), 24, date(2028, 11, 2)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_last_day_of_keeping(ended, months, last):
    assert kept_until(ended, months=months) == last
