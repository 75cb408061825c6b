"""Names that would stand beside comments in public, shown to the board before it publishes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from participation.consents import senders_who_agree
from participation.enums.submissions import ConsentPurpose
from participation.senders import name_to_publish

if TYPE_CHECKING:
    from participation.models import Comment


# Digits.
_LONGEST_KEY: Final = 18


@dataclass(frozen=True, slots=True)
class PublicName:
    """The name and the organisation that stand beside a comment in public.

    Attributes:
        wording: of the name (`Sender.name_wording`); None: the name is not published.
    """

    organisation: str
    name: str
    wording: int | None


def public_names(comments: Iterable[Comment]) -> dict[int, PublicName]:
    """Public names of some comments by their keys. Expects their senders to be loaded."""
    rows = list(comments)
    keys = {row.sender.pk for row in rows if row.sender is not None and not row.sender.is_erased}
    agreeing = set(senders_who_agree(keys, ConsentPurpose.PUBLISH_NAME).values_list("pk", flat=True))
    found = {}
    for row in rows:
        wording = row.sender.name_wording if row.sender is not None and row.sender_id in agreeing else None
        name = name_to_publish(row.sender, approved=wording) if row.sender is not None else ""
        found[row.pk] = PublicName(row.organisation, name, wording)
    return found


def serialize_wordings(found: dict[int, PublicName]) -> str:
    """Serialise the wordings for a hidden input: "17:1 18:", by keys of comments; no number: there is no name."""
    return " ".join(f"{key}:{'' if one.wording is None else one.wording}" for key, one in found.items())


def parse_wordings(written: str) -> dict[int, int | None]:
    """Parse the hidden input of a form. Malformed words are left out."""
    found: dict[int, int | None] = {}
    for word in written.split():
        key, _colon, wording = word.partition(":")
        if _is_key(key) and (not wording or _is_key(wording)):
            found[int(key)] = int(wording) if wording else None
    return found


def _is_key(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) <= _LONGEST_KEY
