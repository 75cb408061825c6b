"""How personal data is sealed: read by whoever has a key of PERSONAL_DATA_KEYS, and by nobody from the database alone.

The first key seals, all of them open: a new key is put before the others, `reseal_personal_data` brings every row to
it, and then the former ones go.
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

from participation.contacts import normalised_contact
from participation.errors import SealNotOpened

# Hexadecimal digits of a key's mark: enough to tell the few keys of an installation apart.
MARK_LENGTH: Final = 16


def seal(value: Mapping[str, Any]) -> str:
    """A value that JSON can hold, encrypted with the newest key."""
    plain = json.dumps(dict(value), ensure_ascii=False, sort_keys=True)
    return _fernet(_keys()).encrypt(plain.encode()).decode("ascii")


def unseal(token: str) -> dict[str, Any]:
    """What was sealed.

    Raises:
        SealNotOpened: no key opens it. It does not say what it held.
    """
    try:
        plain = _fernet(_keys()).decrypt(token.encode())
    except InvalidToken:
        raise SealNotOpened from None
    return json.loads(plain)


def mark_of_newest_key() -> str:
    """What rows note of the key that sealed them; it tells nothing of the key."""
    return _mark(_keys()[0])


def marks_of_keys() -> list[str]:
    """The same of every key there is, the newest first."""
    return [_mark(key) for key in _keys()]


def contact_digest(value: str) -> str:
    """A contact as it is counted and compared: keyed, and not to be turned back. Empty for no contact.

    The newest key makes it; what an earlier key made is found by `contact_digests`, until it is resealed.
    """
    return contact_digests(value)[0] if normalised_contact(value) else ""


def contact_digests(value: str) -> list[str]:
    """How a contact may stand in the table: one for each key, the newest first. None for no contact."""
    contact = normalised_contact(value)
    return [_derived(key, b"contact digest", contact.encode()).hex() for key in _keys()] if contact else []


def _keys() -> tuple[str, ...]:
    """The keys of the installation; without any, one that follows from SECRET_KEY, which production does not accept."""
    return tuple(settings.PERSONAL_DATA_KEYS) or (_key_of_secret(settings.SECRET_KEY),)


def _key_of_secret(secret: str) -> str:
    raw = hmac.new(secret.encode(), b"personal data", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(raw).decode("ascii")


def _mark(key: str) -> str:
    return _derived(key, b"mark").hex()[:MARK_LENGTH]


def _derived(key: str, purpose: bytes, *parts: bytes) -> bytes:
    """A value that follows from a key for one purpose; the key itself does only what Fernet does with it."""
    own = hmac.new(base64.urlsafe_b64decode(key), purpose, hashlib.sha256).digest()
    return hmac.new(own, b"".join(parts), hashlib.sha256).digest() if parts else own


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
