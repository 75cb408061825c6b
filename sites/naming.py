"""Names that follow from a unit's name: short name, English name, bodies (Decision 05/2024, Art. 6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from formats.vietnamese.text import ascii_fold, clean_text, host_label

CITY: Final = "city"
DEPARTMENT: Final = "department"
DISTRICT: Final = "district"
COMMUNE: Final = "commune"
VOLUNTARY: Final = "voluntary"

CITY_CODE: Final = "thanhpho"

# Administrative units: a People's Committee governs each. The other kinds are bodies that govern their own portal.
UNIT_KINDS: Final = frozenset({CITY, DISTRICT, COMMUNE})


@dataclass(frozen=True, slots=True)
class TypeWord:
    """The word that says what a unit is, and how English names such a unit."""

    kind: str
    word: str
    named_en: str
    numbered_en: str


# The types of unit in the two reference structures, and the town (thị xã), which the city has not had.
TYPE_WORDS: Final = (
    TypeWord(CITY, "Thành phố", "{name} City", "City {name}"),
    TypeWord(DISTRICT, "Thành phố", "{name} City", "City {name}"),
    TypeWord(DISTRICT, "Thị xã", "{name} Town", "Town {name}"),
    TypeWord(DISTRICT, "Quận", "{name} District", "District {name}"),
    TypeWord(DISTRICT, "Huyện", "{name} District", "District {name}"),
    TypeWord(COMMUNE, "Phường", "{name} Ward", "Ward {name}"),
    TypeWord(COMMUNE, "Xã", "{name} Commune", "Commune {name}"),
    TypeWord(COMMUNE, "Thị trấn", "{name} Township", "Township {name}"),
    TypeWord(COMMUNE, "Đặc khu", "{name} Special Zone", "Special Zone {name}"),
)


class UnitName(NamedTuple):
    """The name of a unit in its two parts: "Phường" and "Bến Nghé"."""

    type_word: TypeWord
    proper: str

    @property
    def is_numbered(self) -> bool:
        """Whether the proper name is a number, which says nothing without its type word: "Phường 13"."""
        return self.proper[:1].isdecimal()

    @property
    def full(self) -> str:
        return f"{self.type_word.word} {self.proper}"

    @property
    def within_sentence(self) -> str:
        """The name as it stands in another: "phường Bến Nghé", but "Phường 13" and "Thành phố Hồ Chí Minh".

        Source: Decree 30/2020/NĐ-CP, Appendix II (names of places in Vietnam): a common noun is lower case, but before
        a number, the name of a person or of an event, and in the name of the capital and of Ho Chi Minh City. Names of
        persons and of events are not told from others: whoever enters the portal corrects what is proposed.
        """
        if self.is_numbered or self.type_word.kind == CITY:
            return self.full
        return f"{self.type_word.word.lower()} {self.proper}"

    @property
    def short(self) -> str:
        if self.type_word.kind == CITY:
            return f"TP. {self.proper}"
        return self.full if self.is_numbered else self.proper

    @property
    def english(self) -> str:
        pattern = self.type_word.numbered_en if self.is_numbered else self.type_word.named_en
        return pattern.format(name=ascii_fold(self.proper))

    @property
    def short_english(self) -> str:
        return self.english if self.is_numbered or self.type_word.kind == CITY else ascii_fold(self.proper)


class Bodies(NamedTuple):
    """The bodies that the footer of a portal names, in Vietnamese and English."""

    governing_body: str
    governing_body_en: str
    managing_agency: str
    managing_agency_en: str
    operating_unit: str
    operating_unit_en: str


def split_name(name: str, kind: str) -> UnitName | None:
    """Type word and proper name of a unit; None for a body that is not a unit, or a name without its type word."""
    cleaned = clean_text(name)
    for type_word in TYPE_WORDS:
        head = f"{type_word.word} "
        if type_word.kind == kind and cleaned.lower().startswith(head.lower()) and len(cleaned) > len(head):
            return UnitName(type_word, cleaned[len(head) :])
    return None


def in_sentence(name: str, kind: str) -> str:
    """The name of a unit as it stands in that of a body; other names as they are."""
    parts = split_name(name, kind)
    return parts.within_sentence if parts else name


def is_numbered(name: str, kind: str) -> bool:
    """Whether the name of a unit is a number, so that it says where the unit lies only with the unit above."""
    parts = split_name(name, kind)
    return parts is not None and parts.is_numbered


def short_label(name: str, kind: str) -> str:
    """The shortest label of a name: "bennghe", "phuong13", "sotuphap"."""
    parts = split_name(name, kind)
    return host_label(parts.short if parts else name)


def default_bodies(
    *, kind: str, name_vi: str, name_en: str, has_council: bool = False, within: tuple[str, str] = ("", "")
) -> Bodies:
    """The bodies of a portal as long as its head has not decided otherwise.

    Governing body (6.1): the People's Committee of a unit; a specialised agency governs its own portal. Managing
    agency: the Office of the City People's Committee (6.2.a); elsewhere the head assigns a subordinate unit (6.2.b),
    and the office of that body is the usual one. Operating unit (6.3): assigned likewise; the same office until then.

    Args:
        has_council: the unit's office serves the People's Council too, as in communes of the two-tier government
            (Decree 150/2025/NĐ-CP).
        within: Vietnamese and English name of the district above, for a unit whose name occurs more than once.
    """
    where_vi, where_en = (f", {place}" if place else "" for place in (in_sentence(within[0], DISTRICT), within[1]))
    if kind in UNIT_KINDS:
        governing = f"Ủy ban nhân dân {in_sentence(name_vi, kind)}{where_vi}"
        governing_en = f"People's Committee of {name_en}{where_en}"
    else:
        governing, governing_en = f"{name_vi}{where_vi}", f"{name_en}{where_en}"
    if governing.startswith("Văn phòng "):
        office, office_en = governing, governing_en
    elif has_council and kind in UNIT_KINDS:
        office = f"Văn phòng Hội đồng nhân dân và {governing}"
        office_en = f"Office of the People's Council and {governing_en}"
    else:
        office, office_en = f"Văn phòng {governing}", f"Office of the {governing_en}"
    return Bodies(governing, governing_en, office, office_en, office, office_en)


class CodeCandidates(NamedTuple):
    """The short code that a portal would like, and the longer one that it takes if others would like it too."""

    short: str
    long: str


def assign_codes(candidates: Sequence[CodeCandidates], *, used: Collection[str]) -> list[str]:
    """The shortest unique code of each portal, in the same order: "bennghe", but "phuong13-govap".

    No portal wins over another one: where two would like a short code, both get the long one, so the order of rows
    never matters.
    """
    wishes = Counter(candidate.short for candidate in candidates)
    return [
        candidate.long if wishes[candidate.short] > 1 or candidate.short in used else candidate.short
        for candidate in candidates
    ]


__all__ = [
    "CITY",
    "CITY_CODE",
    "COMMUNE",
    "DEPARTMENT",
    "DISTRICT",
    "TYPE_WORDS",
    "UNIT_KINDS",
    "VOLUNTARY",
    "Bodies",
    "CodeCandidates",
    "TypeWord",
    "UnitName",
    "assign_codes",
    "default_bodies",
    "in_sentence",
    "is_numbered",
    "short_label",
    "split_name",
]
