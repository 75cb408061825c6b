"""Signed tokens of rendered forms: a form that is sent twice is received once, and carries its proof of work.

A token goes to the browser and comes back; the server keeps nothing of who looks at the form. It names the texts of the
consents as they were shown: what is stored is what was read, whatever is shown since. Its secret, with the words that
were sent, makes the secret of the sender's link.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core import signing
from django.utils.crypto import salted_hmac

SALT: Final = "participation.form_tokens"
# After it the texts of the consents are read again.
VALID_FOR: Final = timedelta(hours=24)
_PROOF_LENGTH: Final = 20


@dataclass(frozen=True, slots=True)
class FormToken:
    """One rendered copy of a public form.

    Attributes:
        secret: of this copy alone.
        issued_at: seconds since 1970.
        texts: keys of the texts of consents that it shows.
    """

    secret: str
    issued_at: int
    texts: tuple[int, ...]

    def signed(self) -> str:
        return signing.dumps([self.secret, self.issued_at, list(self.texts)], salt=SALT)

    def age(self, at: datetime) -> timedelta:
        return timedelta(seconds=int(at.timestamp()) - self.issued_at)

    def token_for(self, portal_id: int, *, title: str, text: str, sender: Mapping[str, str]) -> str:
        """The secret of the sender's link, of something with these words from one person. As long as
        `audit.sealing.seals.new_token`.

        What the sender told of the own person goes into it: whoever filled in a part of the form for somebody else, and
        knows its secret, would have the link.
        """
        content = json.dumps([portal_id, self.secret, title, text, sorted(sender.items())])
        digest = salted_hmac(SALT, content, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(digest).decode("ascii").rstrip("=")

    def is_proven_by(self, proof: str, *, bits: int) -> bool:
        """Whether a browser worked for this copy: the hash of its secret and the proof begins with so many zeros."""
        if not (proof.isascii() and proof.isdecimal() and len(proof) <= _PROOF_LENGTH):
            return False
        digest = hashlib.sha256(f"{self.secret}:{proof}".encode()).digest()
        return int.from_bytes(digest, "big") >> (len(digest) * 8 - bits) == 0


def new_form_token(texts: Iterable[int], *, at: datetime) -> FormToken:
    return FormToken(secrets.token_urlsafe(16), int(at.timestamp()), tuple(texts))


def read_form_token(signed: str, *, at: datetime) -> FormToken | None:
    """The copy that a form came on. None where we did not hand it out, or too long ago."""
    try:
        content: Any = signing.loads(signed, salt=SALT)
    except signing.BadSignature:
        return None
    secret, issued_at, texts = content
    form_token = FormToken(secret, issued_at, tuple(texts))
    return form_token if timedelta(0) <= form_token.age(at) <= VALID_FOR else None
