"""What a portal must have, and whether it has it (Regulation 10): values in, values out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import get_language

from information.enums import RequirementState


class Presence(StrEnum):
    """By what a page is found that counts. PLAIN: a page without a type of its own, directly below a section that
    provides the category; what was written before there were page types stands there."""

    TYPE = "type"
    VALUE = "value"
    FILLED = "filled"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Source:
    """Pages that count, in one language.

    Attributes:
        page_type: app and model, "home.personpage".
        fields: of VALUE the one that has the value, of FILLED those that are not empty.
        value: of VALUE that of the field, of PLAIN the code of the category.
    """

    presence: Presence
    page_type: str
    language: str
    fields: tuple[str, ...] = ()
    value: str = ""


class Newest(NamedTuple):
    """Of some pages, the last day on which one became public for the first time, and on which one was renewed.

    Attributes:
        holds: whether there is one that nobody has to look at again (`home.timeliness.freshness`).
    """

    published: date
    renewed: date
    holds: bool = True

    def with_more(self, pages: Newest) -> Newest:
        """Of these pages and others together."""
        return Newest(max(self.published, pages.published), max(self.renewed, pages.renewed), self.holds or pages.holds)


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that portals of some kinds must have.

    Attributes:
        by_renewal: whether the day of the last version counts: pages that are kept up, rather than followed by others.
        days: within how many days the newest must have come; None: no limit. The figures are ours, not the law's.
        source: acts with their articles, alike in all languages.
    """

    code: str
    name_vi: str
    name_en: str
    kinds: frozenset[str]
    category: str
    sources: tuple[Source, ...]
    by_renewal: bool
    days: int | None
    source: str

    @property
    def name(self) -> str:
        """Name in the active language."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def language(self) -> str:
        """Of the version of the portal on which it must stand."""
        return self.sources[0].language

    def newest(self, found: Mapping[Source, Newest]) -> date | None:
        """The day that counts among the pages found by each source; None: there is no page."""
        pages = [found[source] for source in self.sources if source in found]
        return max((page.renewed if self.by_renewal else page.published for page in pages), default=None)

    def holds(self, found: Mapping[Source, Newest]) -> bool:
        """Whether a page found by some source need not be looked at again."""
        return any(found[source].holds for source in self.sources if source in found)

    def is_plain_only(self, found: Mapping[Source, Newest]) -> bool:
        """Whether plain pages alone were found, where a page type of its own was looked for as well."""
        present = {source.presence for source in self.sources if source in found}
        return present == {Presence.PLAIN} and {source.presence for source in self.sources} != present


def asked_of(kind: str, requirements: Iterable[Requirement]) -> list[Requirement]:
    """What portals of a kind must have, in the order given."""
    return [requirement for requirement in requirements if kind in requirement.kinds]


def state_of(newest: date | None, *, days: int | None, on: date, holds: bool = True) -> RequirementState:
    """State on a day of something whose newest page is of another. The day itself is day zero.

    Args:
        holds: whether one of the pages need not be looked at again; where all must be, it is stale however new.

    >>> state_of(date(2026, 11, 1), days=15, on=date(2026, 11, 16))
    RequirementState.PRESENT
    """
    if newest is None:
        return RequirementState.MISSING
    is_stale = not holds or (days is not None and on - newest > timedelta(days=days))
    return RequirementState.STALE if is_stale else RequirementState.PRESENT


def score_of(states: Iterable[RequirementState]) -> float | None:
    """The share of the required things that are present and not stale, each counted alike: from 0 to 1.

    None where nothing is required.
    """
    found = list(states)
    return found.count(RequirementState.PRESENT) / len(found) if found else None
