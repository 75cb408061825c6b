"""The chain of events: whatever is changed, taken out or put in, the chain no longer holds."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.sealing.seals import SealedEvent, first_break, seal_of

KEY = b"k" * 32
AT = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def event(number: int, **values) -> SealedEvent:
    plain = {"portal_id": 1, "kind": "opened", "at": AT + timedelta(minutes=number), "actor_id": 7, "address": None}
    return SealedEvent(number=number, **{**plain, "reason": "", "data": {"pages": number}, **values})


def chain(length: int) -> list[tuple[SealedEvent, str]]:
    rows, before = [], ""
    for number in range(1, length + 1):
        before = seal_of(event(number), before=before, key=KEY)
        rows.append((event(number), before))
    return rows


def broken_at(
    rows: list[tuple[SealedEvent, str]], whole: list[tuple[SealedEvent, str]], key: bytes = KEY
) -> int | None:
    return first_break(rows, length=len(whole), last_seal=whole[-1][1], key=key)


def test_whole_chain_and_empty_chain_hold():
    assert broken_at(chain(5), chain(5)) is None
    assert first_break([], length=0, last_seal="", key=KEY) is None


@pytest.mark.parametrize(
    "changed",
    [
        {"reason": "khác"},
        {"kind": "suspended"},
        {"actor_id": None},
        {"address": "10.0.0.1"},
        {"portal_id": 2},
        {"at": AT},
        {"data": {"pages": 99}},
    ],
)
def test_changed_event_breaks_the_chain_where_it_stands(changed):
    rows = chain(5)
    rows[2] = (replace(rows[2][0], **changed), rows[2][1])
    assert broken_at(rows, chain(5)) == 3


def test_changed_event_with_a_seal_made_without_the_key_breaks_the_chain():
    rows = chain(5)
    other = event(3, reason="khác")
    rows[2] = (other, seal_of(other, before=rows[1][1], key=b"guessed"))
    assert broken_at(rows, chain(5)) == 3


@pytest.mark.parametrize("gone", [0, 2, 4])
def test_missing_event_breaks_the_chain(gone):
    rows = chain(5)
    del rows[gone]
    assert broken_at(rows, chain(5)) == gone + 1


def test_another_key_verifies_nothing():
    assert broken_at(chain(3), chain(3), key=b"other") == 1


@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.none()), st.sampled_from(range(1, 4)))
def test_whatever_an_event_says_is_sealed(reason, data, number):
    rows = chain(3)
    changed = replace(rows[number - 1][0], reason=reason, data=data)
    rows[number - 1] = (changed, rows[number - 1][1])
    expected = None if changed == event(number) else number
    assert broken_at(rows, chain(3)) == expected
