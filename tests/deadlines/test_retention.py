"""How long what was public is kept: the figures that ship, and how years are counted."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.models import InformationCategory, RetentionPeriod
from deadlines.retention import kept_until
from tests.deadlines.shipped import rows


@pytest.mark.django_db
def test_every_category_begins_with_a_period_that_somebody_has_to_verify():
    periods = RetentionPeriod.objects.values_list("category__code", "years", "source", "valid_from", "is_verified")
    assert sorted(map(str, periods)) == sorted(
        str((row["category"], int(row["years"]) if row["years"] else None, row["source"],
             date.fromisoformat(row["valid_from"]), row["is_verified"] == "yes"))
        for row in rows("retention_periods")
    )  # fmt: skip
    assert RetentionPeriod.objects.count() == InformationCategory.objects.count()
    assert not RetentionPeriod.objects.filter(is_verified=True).exists()


@pytest.mark.parametrize(
    ("ended", "years", "last"),
    [
        (date(2026, 1, 1), 10, date(2036, 12, 31)),
        (date(2026, 12, 31), 10, date(2036, 12, 31)),
        (date(2024, 2, 29), 1, date(2025, 12, 31)),
        (date(2026, 5, 4), None, None),
    ],
)
def test_years_are_counted_after_the_one_in_which_it_ended(ended, years, last):
    assert kept_until(ended, years) == last


@given(ended=st.dates(date(1990, 1, 1), date(2100, 1, 1)), years=st.integers(1, 200))
def test_nothing_is_kept_for_less_than_its_years(ended, years):
    last = kept_until(ended, years)
    assert last.year - ended.year == years
    assert last > ended
