"""Codes of the second factor: those of an app (RFC 6238), and backup codes on paper. Pure: no clock, no database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

# Seconds for which an app shows a code, digits of it, and how many codes before and after that of now are taken:
# telephones and people are late. Apps know these numbers, and SHA-1 alone; RFC 6238 (5.2) names one step of delay.
PERIOD: Final = 30
DIGITS: Final = 6
STEPS_AROUND: Final = 1
# Bytes: the length of what SHA-1 gives (RFC 4226, R6).
KEY_LENGTH: Final = 20
# Digits alone, so that the keyboard of a telephone for codes has them; another length than those of an app.
BACKUP_CODES: Final = 10
BACKUP_DIGITS: Final = 10


def new_key() -> str:
    """A key as apps take it: 32 letters and digits (base32)."""
    return base64.b32encode(secrets.token_bytes(KEY_LENGTH)).decode("ascii")


def in_groups(text: str, *, of: int) -> str:
    """Letters or digits with spaces between, as people type them from paper."""
    return " ".join(text[start : start + of] for start in range(0, len(text), of))


def address_of(key: str, *, account: str, issuer: str) -> str:
    """What an app reads out of the picture: the key, and under which name it lists it."""
    return _generator(key).get_provisioning_uri(account, issuer.replace(":", " "))


def step_at(at: datetime) -> int:
    """Which step of time a moment lies in, counted since 1970."""
    return int(at.timestamp()) // PERIOD


def code_of(key: str, *, step: int) -> str:
    """What an app shows in a step of time."""
    return _generator(key).generate(step * PERIOD).decode("ascii")


def matching_step(key: str, code: str, *, at: datetime, after: int) -> int | None:
    """The step whose code this is, of those around a moment; None: of none, or of one that is not after the last one
    used: what somebody looked over a shoulder is worth nothing."""
    now, found = step_at(at), None
    for step in range(now - STEPS_AROUND, now + STEPS_AROUND + 1):
        # All are compared, whichever it is.
        if hmac.compare_digest(code_of(key, step=step), code) and step > after:
            found = step
    return found


def as_digits(typed: str) -> str:
    """A code without what people type between its digits; empty where anything else stands in it."""
    plain = "".join(unicodedata.normalize("NFKC", typed).replace("-", " ").split())
    return plain if plain.isascii() and plain.isdecimal() else ""


def new_backup_codes() -> list[str]:
    """Codes for who has no telephone at hand, each good once."""
    # As keys, so that none comes twice.
    codes: dict[str, None] = {}
    while len(codes) < BACKUP_CODES:
        codes[f"{secrets.randbelow(10**BACKUP_DIGITS):0{BACKUP_DIGITS}d}"] = None
    return list(codes)


def backup_digest(key: str, code: str) -> str:
    """How a backup code is kept: it cannot be read again, not even by who opens the seal."""
    return hmac.new(key.encode(), code.encode(), hashlib.sha256).hexdigest()


def consume_backup_code(key: str, digests: Sequence[str], code: str) -> list[str] | None:
    """The backup codes that are left once one of them is used; None where it is none of them."""
    wanted = backup_digest(key, code)
    left = [digest for digest in digests if not hmac.compare_digest(digest, wanted)]
    return left if len(left) < len(digests) else None


def _generator(key: str) -> TOTP:
    return TOTP(base64.b32decode(key), DIGITS, SHA1(), PERIOD)  # noqa: S303 -- of HMAC, as RFC 6238 has it
