"""Personal data of citizens: the keys it is sealed with, and how long it is kept."""

import base64
import binascii

from django.core.exceptions import ImproperlyConfigured

from .env import env

KEY_BYTES = 32

# The first seals, all of them open (audit/sealing/ciphers.py). Empty: one that follows from SECRET_KEY, which
# production refuses. Whoever loses them loses the data: they are kept apart from the database and its backups.
PERSONAL_DATA_KEYS = [key.strip() for key in env.list("PERSONAL_DATA_KEYS", default=[]) if key.strip()]
# Months after the end of a matter. The law names no number (Law 91/2025/QH15, Article 14).
PERSONAL_DATA_KEPT_MONTHS = env.int("PERSONAL_DATA_KEPT_MONTHS", default=24)
# Months without a public version after which nobody expects a draft for comments back: the period of those who
# commented on it begins.
DRAFT_GIVEN_UP_MONTHS = env.int("DRAFT_GIVEN_UP_MONTHS", default=6)


def _is_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text.encode(), altchars=b"-_", validate=True)) == KEY_BYTES
    except (binascii.Error, ValueError):
        return False


# Which one is wrong is said by its place: a key is written nowhere.
for _place, _key in enumerate(PERSONAL_DATA_KEYS, start=1):
    if not _is_key(_key):
        message = (
            f"PERSONAL_DATA_KEYS: number {_place} is no key. Make one: "
            'python3 -c "import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())"'
        )
        raise ImproperlyConfigured(message)
for _name, _months in {
    "PERSONAL_DATA_KEPT_MONTHS": PERSONAL_DATA_KEPT_MONTHS,
    "DRAFT_GIVEN_UP_MONTHS": DRAFT_GIVEN_UP_MONTHS,
}.items():
    if _months < 1:
        message = f"{_name} is {_months}: give 1 or more."
        raise ImproperlyConfigured(message)
