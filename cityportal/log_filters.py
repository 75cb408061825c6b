"""What the log leaves out."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import Final

# What stands in a path before a secret: whoever has the address reads own data, gets a password, joins or leaves. The
# proxy in front of us masks the same (deploy/nginx/cityportal.conf), and a test compares the two.
BEFORE_SECRETS: Final = (
    "cua-toi",
    "mine",
    "my-question",
    "my-mails",
    "theo-doi",
    "ngung-nhan-tin",
    "stop-mails",
    "lich-bien-tap",
    "invitations",
    "password_reset/confirm/[^/?]+",
)
# Whose parameters are secrets: a code of the provider, with which the answer came.
BEFORE_CODES: Final = "/login/city/back/?"
_SECRET: Final = re.compile(rf"(/(?:{'|'.join(BEFORE_SECRETS)})/)[^/?\s'\"]+")
_CODES: Final = re.compile(rf"({BEFORE_CODES})\?[^\s'\"]*")
_TRACEBACKS: Final = logging.Formatter()


class RefusalsInOneLine(logging.Filter):
    """Takes the traceback off answers 400 and 403: a refusal is the guard at work, and anybody can ask for thousands.

    No line is dropped, and nothing else loses its traceback.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", None) in {HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN}:
            record.exc_info = record.exc_text = None
        return True


class SecretsMasked(logging.Filter):
    """Takes the secrets out of addresses, in message and traceback: Django names the path of each 4xx and 5xx."""

    def filter(self, record: logging.LogRecord) -> bool:
        try:
            said = record.getMessage()
        except (TypeError, ValueError, KeyError):
            # What does not fit its arguments must not break the request that logs it: a filter is not guarded.
            said = str(record.msg)
        record.msg, record.args = masked(said), None
        if record.exc_info and not record.exc_text:
            record.exc_text = _TRACEBACKS.formatException(record.exc_info)
        record.exc_text = masked(record.exc_text) if record.exc_text else None
        return True


def masked(text: str) -> str:
    """A text without the secrets of the addresses in it."""
    return _CODES.sub(r"\1", _SECRET.sub(r"\1-", text))
