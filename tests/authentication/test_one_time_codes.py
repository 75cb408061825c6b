"""Codes are those of RFC 6238, good for a short while, and once."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from authentication.totp import (
    BACKUP_CODES,
    BACKUP_DIGITS,
    PERIOD,
    address_of,
    as_digits,
    backup_digest,
    code_of,
    consume_backup_code,
    in_groups,
    matching_step,
    new_backup_codes,
    new_key,
    step_at,
)

# "12345678901234567890", the key of RFC 6238, appendix B.
RFC_KEY = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
AT = datetime(2026, 3, 2, 2, 0, 10, tzinfo=UTC)
NOW = step_at(AT)


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_codes_are_the_last_six_digits_of_those_of_the_standard(seconds, code):
    assert code_of(RFC_KEY, step=seconds // PERIOD) == code


@pytest.mark.parametrize(
    ("steps", "after", "found"),
    [
        (0, 0, NOW),
        (-1, 0, NOW - 1),
        (1, 0, NOW + 1),
        (-2, 0, None),
        (2, 0, None),
        # Used, or older than one that was used.
        (0, NOW, None),
        (-1, NOW, None),
        (1, NOW, NOW + 1),
        (0, NOW + 1, None),
    ],
)
def test_code_is_good_for_one_step_around_and_never_again(steps, after, found):
    assert matching_step(RFC_KEY, code_of(RFC_KEY, step=NOW + steps), at=AT, after=after) == found


@pytest.mark.parametrize("code", ["", "0", "28708", "2870820", "abcdef"])
def test_what_is_no_code_matches_nothing(code):
    assert matching_step(RFC_KEY, code, at=AT, after=0) is None


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("287 082", "287082"),
        (" 287082\n", "287082"),
        ("12345-67890", "1234567890"),
        ("２８７０８２", "287082"),
        ("28708a", ""),
        ("٢٨٧٠٨٢", ""),
        ("", ""),
    ],
)
def test_digits_are_read_as_people_type_them(typed, digits):
    assert as_digits(typed) == digits


@pytest.mark.slow(reason="loads the tables of Unicode, and tries a hundred texts")
@given(st.text())
def test_whatever_is_typed_becomes_digits_or_nothing(typed):
    assert all(letter in "0123456789" for letter in as_digits(typed))


def test_keys_differ_and_have_no_padding():
    keys = {new_key() for _time in range(20)}
    assert len(keys) == 20
    assert all(len(key) == 32 and "=" not in key for key in keys)


def test_address_names_the_account_and_who_issued_the_key():
    assert address_of(RFC_KEY, account="lan.bennghe", issuer="Cổng: Thành phố") == (
        "otpauth://totp/C%E1%BB%95ng%20%20Th%C3%A0nh%20ph%E1%BB%91:lan.bennghe"
        f"?digits=6&secret={RFC_KEY}&algorithm=SHA1&issuer=C%E1%BB%95ng++Th%C3%A0nh+ph%E1%BB%91&period=30"
    )


def test_backup_codes_are_ten_of_another_length_than_those_of_the_app():
    codes = new_backup_codes()
    assert len(set(codes)) == BACKUP_CODES == 10
    assert {len(code) for code in codes} == {BACKUP_DIGITS}
    assert set(codes).isdisjoint(new_backup_codes())


def test_backup_code_is_used_once_and_the_others_stay():
    codes = new_backup_codes()
    digests = [backup_digest(RFC_KEY, code) for code in codes]
    left = consume_backup_code(RFC_KEY, digests, codes[3])
    assert left == digests[:3] + digests[4:]
    assert consume_backup_code(RFC_KEY, left, codes[3]) is None
    assert not any(code in digest for code in codes for digest in digests)


def test_groups_are_read_from_paper():
    assert in_groups("1234567890", of=5) == "12345 67890"
    assert in_groups("ABCDEFGHI", of=4) == "ABCD EFGH I"
