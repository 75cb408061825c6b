"""Whom the public will read beside comments: what the board sees of it before it publishes them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from participation.consents import senders_who_agree
from participation.enums import ConsentPurpose
from participation.senders import name_to_publish

if TYPE_CHECKING:
    from participation.models import Comment


@dataclass(frozen=True, slots=True)
class Named:
    """Who stands beside one comment.

    Attributes:
        wording: of the name (`Sender.name_wording`); None: the name is not published.
    """

    organisation: str
    name: str
    wording: int | None


def named(comments: Iterable[Comment]) -> dict[int, Named]:
    """Whom the public would read beside each of some comments, by their keys. Their senders are loaded."""
    rows = list(comments)
    keys = {row.sender.pk for row in rows if row.sender is not None and not row.sender.is_erased}
    agreeing = set(senders_who_agree(keys, ConsentPurpose.PUBLISH_NAME).values_list("pk", flat=True))
    found = {}
    for row in rows:
        wording = row.sender.name_wording if row.sender is not None and row.sender_id in agreeing else None
        name = name_to_publish(row.sender, approved=wording) if row.sender is not None else ""
        found[row.pk] = Named(row.organisation, name, wording)
    return found


def written_wordings(found: dict[int, Named]) -> str:
    """What a form holds of it: "17:1 18:", by keys of comments, without a number where there is no name."""
    return " ".join(f"{key}:{'' if one.wording is None else one.wording}" for key, one in found.items())


def read_wordings(written: str) -> dict[int, int | None]:
    """What a form held. Words that are none are left out."""
    found: dict[int, int | None] = {}
    for word in written.split():
        key, _colon, wording = word.partition(":")
        if key.isdecimal() and (not wording or wording.isdecimal()):
            found[int(key)] = int(wording) if wording else None
    return found
