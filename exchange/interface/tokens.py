"""Places in a list, as texts that go from an answer into the next question. Pure."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
FORM: Final = "([0-9]{1,17})([ip])([0-9]{1,18})"


class About(StrEnum):
    """What stands at a place; of the same moment, items come before portals."""

    ITEM = "i"
    PORTAL = "p"


class Token(NamedTuple):
    """A place: a moment, and the key of what stands there. Places are ordered as their tokens are."""

    micros: int
    about: About
    key: int

    @property
    def moment(self) -> datetime:
        return _EPOCH + self.micros * _MICROSECOND

    def __str__(self) -> str:
        return f"{self.micros}{self.about}{self.key}"


START: Final = Token(0, About.ITEM, 0)


def token_at(moment: datetime, about: About, key: int) -> Token:
    """The place of something."""
    return Token((moment - _EPOCH) // _MICROSECOND, about, key)


def read_token(text: str) -> Token | None:
    """The place that a text names; None: it is no token."""
    found = re.fullmatch(FORM, text)
    return Token(int(found[1]), About(found[2]), int(found[3])) if found else None
