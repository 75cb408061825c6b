"""Mails that Django wrote into files instead of sending them, read for the list in the admin."""

from __future__ import annotations

import email
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final, NamedTuple

# What Django's backend writes after each mail of a file.
_LINE: Final = b"\n" + b"-" * 79 + b"\n"
# Characters of one mail that are shown.
_MOST: Final = 20_000


class ListedMail(NamedTuple):
    """A mail as its reader would have it. `at` is missing where it has no date."""

    at: datetime | None
    to: str
    subject: str
    text: str


def listed_mails(folder: Path, *, most: int) -> list[ListedMail]:
    """The newest mails of a folder, the newest first. Names of files begin with the time at which they were begun."""
    found: list[ListedMail] = []
    for path in sorted(folder.glob("*.log"), reverse=True):
        found += reversed(list(_mails(path.read_bytes())))
        if len(found) >= most:
            break
    return found[:most]


def _mails(content: bytes) -> Iterator[ListedMail]:
    for part in content.split(_LINE):
        if part.strip():
            message = email.message_from_bytes(part, policy=modern)
            yield ListedMail(_date(message), str(message["To"] or ""), str(message["Subject"] or ""), _text(message))


def _date(message: EmailMessage) -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message["Date"]))
    except ValueError:
        return None
    # "-0000" says that it is UTC, and is read as no zone.
    return at if at.tzinfo is not None else at.replace(tzinfo=UTC)


def _text(message: EmailMessage) -> str:
    """The part that is plain text; where there is none, the HTML as it was written."""
    body = message.get_body(preferencelist=("plain", "html"))
    return str(body.get_content())[:_MOST] if body is not None else ""
