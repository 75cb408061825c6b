"""Places in a list of changes: written, read again, in order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.interface.tokens import START, About, read_token, token_at

MOMENTS = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
PLACES = st.builds(token_at, MOMENTS, st.sampled_from(About), st.integers(1, 10**12))


@given(PLACES)
def test_token_is_read_as_it_was_written(token):
    assert read_token(str(token)) == token
    assert token > START


@given(PLACES)
def test_token_keeps_its_moment_to_the_microsecond(token):
    assert token_at(token.moment, token.about, token.key) == token
    assert token_at(token.moment + timedelta(microseconds=1), About.ITEM, 1) > token


@pytest.mark.parametrize("text", ["", "1", "i1", "1x2", "-1i2", "1i2 ", "１i2", "9" * 18 + "i1", "1i" + "9" * 19])
def test_what_is_no_token_is_not_read(text):
    assert read_token(text) is None
