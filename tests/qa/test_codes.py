"""Codes of questions, as they are made and as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.core.receiving import as_typed, question_code


def test_code_names_portal_year_and_number():
    assert question_code("quan1", year=2026, number=12) == "QUAN1-2026-000012"
    assert question_code("quan1", year=2026, number=1_234_567) == "QUAN1-2026-1234567"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("quan1-2026-000012", "QUAN1-2026-000012"),
        (" QUAN1 – 2026 – 000012 ", "QUAN1-2026-000012"),
        ("QUAN1‑2026‑000012", "QUAN1-2026-000012"),
        ("quan1-2026", ""),
        ("quan1-2026-12", ""),
        ("' OR 1=1", ""),
        ("", ""),
    ],
)
def test_code_is_read_as_people_write_it(typed, code):
    assert as_typed(typed) == code


@given(st.from_regex(r"[a-z][a-z0-9-]{0,30}", fullmatch=True), st.integers(2024, 2100), st.integers(1, 10**7))
def test_every_code_is_read_as_it_is_made(portal, year, number):
    code = question_code(portal, year=year, number=number)
    assert as_typed(code) == as_typed(code.lower()) == code


@given(st.text())
def test_whatever_is_typed_gives_a_code_or_nothing(text):
    assert as_typed(text) in {"", as_typed(as_typed(text))}
