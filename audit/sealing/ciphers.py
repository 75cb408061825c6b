"""How what nobody reads in the database is sealed: personal data of citizens, and what the second factor rests on.

Read by whoever has a key of PERSONAL_DATA_KEYS, and by nobody from the database alone. The first key seals, all of them
open: a new key is put before the others, `reseal_personal_data` brings every row to it, and then the former ones go.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from audit.errors import SealNotOpened

# Hexadecimal digits of a key's mark: enough to tell the few keys of an installation apart.
MARK_LENGTH: Final = 16


def seal(value: Mapping[str, Any]) -> str:
    """A value that JSON can hold, encrypted with the newest key."""
    plain = json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    return _fernet(keys()).encrypt(plain.encode()).decode("ascii")


def unseal(token: str) -> dict[str, Any]:
    """What was sealed.

    Raises:
        SealNotOpened: no key opens it. It does not say what it held.
    """
    try:
        plain = _fernet(keys()).decrypt(token.encode())
    except InvalidToken:
        raise SealNotOpened from None
    return json.loads(plain)


def mark_of_newest_key() -> str:
    """What rows note of the key that sealed them; it tells nothing of the key."""
    return _mark(keys()[0])


def marks_of_keys() -> list[str]:
    """Marks of all keys, the newest first."""
    return [_mark(key) for key in keys()]


def keys() -> tuple[str, ...]:
    """The keys of the installation; without any, one that follows from SECRET_KEY, which production does not accept."""
    if settings.PERSONAL_DATA_KEYS:
        return tuple(settings.PERSONAL_DATA_KEYS)
    raw = hmac.new(settings.SECRET_KEY.encode(), b"personal data", hashlib.sha256).digest()
    return (base64.urlsafe_b64encode(raw).decode("ascii"),)


def derived(key: str, purpose: bytes, *parts: bytes) -> bytes:
    """A value that follows from a key for one purpose; the key itself does only what Fernet does with it."""
    own = hmac.new(base64.urlsafe_b64decode(key), purpose, hashlib.sha256).digest()
    return hmac.new(own, b"".join(parts), hashlib.sha256).digest() if parts else own


def _mark(key: str) -> str:
    return derived(key, b"mark").hex()[:MARK_LENGTH]


@lru_cache(maxsize=4)
def _fernet(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in secrets])
