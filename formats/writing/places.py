"""Names of places that a reform changed, found in a text. Pure: which names there were and are, the caller says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from formats.vietnamese.text import to_nfc

_TYPES: Final = "phường|xã|thị trấn|thị xã|quận|huyện|thành phố"
_TYPE: Final = re.compile(rf"(?<!\w)(?i:{_TYPES})(?!\w)")
# The word for the kind of place, and up to five words that may be its name.
_PLACE: Final = re.compile(rf"(?i:{_TYPES})(?:\s+(?:[^\W\d_]\w*|\d+)){{1,5}}")
_BEHIND: Final = re.compile(rf"\s*,?\s*(?i:{_TYPES})(?:\s+(?:[^\W\d_]\w*|\d+)){{1,5}}")


@dataclass(frozen=True, slots=True)
class FormerPlace:
    """A place of former days: its name, the one it lay in, and what it is called now."""

    name: str
    inside: str
    now: str


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A former name in a text. `now`: what it may be called now; nothing where the place has no successor."""

    name: str
    now: tuple[str, ...]


class FormerPlaces:
    """Finds former names of places. A name that is in use again is found only where the text says which one it was."""

    def __init__(self, places: Iterable[FormerPlace], *, current: Collection[str], gone: Iterable[str] = ()) -> None:
        """Take the names there were.

        Args:
            current: names in use, which are no former ones.
            gone: names of places that have no successor of their own kind.
        """
        in_use = {_key(name) for name in current}
        names: dict[str, set[str]] = defaultdict(set)
        exact: dict[tuple[str, str], set[str]] = defaultdict(set)
        for place in places:
            names[_key(place.name)].add(place.now)
            exact[_key(place.name), _key(place.inside)].add(place.now)
        # "Phường 1" was in many districts: by itself it says nothing.
        inside: dict[str, set[str]] = defaultdict(set)
        for name, where in exact:
            inside[name].add(where)
        self._names: Mapping[str, tuple[str, ...]] = {
            name: tuple(sorted(now)) for name, now in names.items() if name not in in_use and len(inside[name]) == 1
        }
        self._exact: Mapping[tuple[str, str], tuple[str, ...]] = {
            key: tuple(sorted(now)) for key, now in exact.items() if not (key[0] in in_use and key[1] in in_use)
        }
        self._gone = frozenset(map(_key, gone)) - in_use
        self._inside = frozenset(where for _name, where in exact)

    def find(self, text: str) -> Iterator[FoundPlace]:
        """Former names in the order of the text, with repetitions."""
        text, end = to_nfc(text), 0
        for kind in _TYPE.finditer(text):
            match = _PLACE.match(text, kind.start())
            if match is None or match.start() < end:
                continue
            for found, stop in self._readings(text, match):
                yield found
                end = stop
                break

    def _readings(self, text: str, match: re.Match[str]) -> Iterator[tuple[FoundPlace, int]]:
        """What the words behind the kind of place may name, the longest name first."""
        words = list(re.finditer(r"\S+", match[0]))
        for last in reversed(words[1:]):
            stop = match.start() + last.end()
            name = text[match.start() : stop]
            key = _key(name)
            for where, where_end in self._behind(text, stop):
                if now := self._exact.get((key, where)):
                    yield FoundPlace(text[match.start() : where_end], now), where_end
            if now := self._names.get(key):
                yield FoundPlace(name, now), stop
            elif key in self._gone:
                yield FoundPlace(name, ()), stop

    def _behind(self, text: str, stop: int) -> Iterator[tuple[str, int]]:
        """Names of places that stand behind another, the longest first."""
        match = _BEHIND.match(text, stop)
        if match is None:
            return
        for last in reversed(list(re.finditer(r"\S+", match[0]))):
            end = stop + last.end()
            where = _key(text[stop:end].lstrip(" ,"))
            if where in self._inside:
                yield where, end


def _key(name: str) -> str:
    return " ".join(to_nfc(name).casefold().split())
