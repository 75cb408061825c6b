"""A contact as it is counted and compared: by what follows from it and the keys that seal personal data."""

from __future__ import annotations

from audit.sealing.ciphers import derived, keys
from participation.personal_data.contacts import normalised_contact


def contact_digest(value: str) -> str:
    """A contact as it is counted and compared: keyed, and not to be turned back. Empty for no contact.

    The newest key makes it; what an earlier key made is found by `contact_digests`, until it is resealed.
    """
    return contact_digests(value)[0] if normalised_contact(value) else ""


def contact_digests(value: str) -> list[str]:
    """How a contact may stand in the table: one for each key, the newest first. None for no contact."""
    contact = normalised_contact(value)
    return [derived(key, b"contact digest", contact.encode()).hex() for key in keys()] if contact else []
