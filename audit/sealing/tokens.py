"""Secrets that stand in the link of a mail. The database keeps their hash."""

from __future__ import annotations

import hashlib
import secrets

TOKEN_BYTES = 32


def new_token() -> str:
    """A secret that nobody guesses, in letters of an address."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """What the database keeps: SHA-256 in hexadecimal. A long random secret needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()
