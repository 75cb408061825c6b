"""Which documents of portals are not in step with an official source. Pure.

A document is known by the number that the source gives it; where our page does not say it, by number and symbol
together with the day of issue, or with who issued it, or with the agency of the portal, if there is just one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from formats.vietnamese.text import clean_text
from information.enums import DocumentState, LegalDifferenceKind
from information.legal.legal_words import number_key

_WORDS: Final = re.compile(r"\w+")
# Level has no sign; the others stand on one vowel or the other: "Ủy", "Uỷ".
_TONES: Final = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True, slots=True)
class OfficialDocument:
    """A document as an official source has it. `state`: None where the source does not say it."""

    official_id: str
    number: str
    title: str
    issued_on: date
    agency: str
    state: DocumentState | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class OwnDocument:
    """A public page of a legal document.

    Attributes:
        source_id: what the official source calls it, as far as the page says so.
        names_source: whether the page says where the source has it, if only by an address.
        state: as readers see it on the day of the comparison.
    """

    page_id: int
    portal_id: int
    number: str
    title: str
    issued_on: date | None
    issuer: str
    state: DocumentState
    source_id: str = ""
    names_source: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """One difference. `fields`: by field of the page, what it says and what the source does."""

    kind: LegalDifferenceKind
    portal_id: int
    own: OwnDocument | None
    official: OfficialDocument | None
    fields: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def words_key(text: str) -> str:
    """Words of a text without capitals and signs, each with its tone behind it: two texts that read the same have the
    same."""
    words = [unicodedata.normalize("NFD", word) for word in _WORDS.findall(clean_text(text).casefold())]
    return " ".join("".join(sorted(word, key=lambda letter: letter in _TONES)) for word in words)


def differences(
    own: Sequence[OwnDocument], official: Sequence[OfficialDocument], *, agencies: Mapping[str, int]
) -> Iterator[Found]:
    """All that is not in step, page by page, then what portals do not have.

    Args:
        agencies: portal by the `words_key` of the agency whose documents it publishes.
    """
    source = _Source(official, agencies)
    held: set[tuple[int, str]] = set()
    for document in own:
        match = source.match(document)
        if not document.names_source:
            yield Found(LegalDifferenceKind.UNNAMED, document.portal_id, document, match)
        if match is None:
            yield Found(LegalDifferenceKind.ABSENT, document.portal_id, document, None)
            continue
        held.add((document.portal_id, match.official_id))
        if fields := _compared(document, match):
            yield Found(LegalDifferenceKind.DIFFERENT, document.portal_id, document, match, fields)
    for there in official:
        portal_id = agencies.get(words_key(there.agency))
        if portal_id is not None and (portal_id, there.official_id) not in held:
            yield Found(LegalDifferenceKind.MISSING, portal_id, None, there)


class _Source:
    """The documents of a source, by what they are known by."""

    def __init__(self, official: Iterable[OfficialDocument], agencies: Mapping[str, int]) -> None:
        self.agencies = agencies
        self.by_id: dict[str, OfficialDocument] = {}
        self.by_number: dict[str, list[OfficialDocument]] = defaultdict(list)
        for document in official:
            self.by_id[document.official_id] = document
            self.by_number[number_key(document.number)].append(document)

    def match(self, own: OwnDocument) -> OfficialDocument | None:
        if own.source_id in self.by_id:
            return self.by_id[own.source_id]
        same = self.by_number.get(number_key(own.number), [])
        of_day = [one for one in same if one.issued_on == own.issued_on]
        of_issuer = [one for one in same if words_key(one.agency) == words_key(own.issuer)]
        of_portal = [one for one in same if self.agencies.get(words_key(one.agency)) == own.portal_id]
        return next((found[0] for found in (of_day, of_issuer, of_portal) if len(found) == 1), None)


def _compared(own: OwnDocument, official: OfficialDocument) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    if own.source_id and own.source_id != official.official_id:
        found["source_id"] = own.source_id, official.official_id
    if number_key(own.number) != number_key(official.number):
        found["number"] = own.number, official.number
    if own.issued_on != official.issued_on:
        found["issued_on"] = own.issued_on.isoformat() if own.issued_on else "", official.issued_on.isoformat()
    if not _same_title(own.title, official.title):
        found["title"] = own.title, official.title
    if official.state is not None and own.state != official.state:
        found["state"] = str(own.state.value), str(official.state.value)
    return found


def _same_title(ours: str, theirs: str) -> bool:
    """Titles of portals often begin with kind and number, before the abstract that the source has."""
    one, other = (f" {words_key(title)} " for title in (ours, theirs))
    return one in other or other in one
