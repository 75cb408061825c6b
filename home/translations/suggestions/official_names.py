"""Official English names: those that ship with the product, and how a name is found in a text. Pure but for a file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Final

from formats.tables.csv_tables import shipped_rows
from formats.vietnamese.folding import one_spelling

GLOSSARY: Final = Path(__file__).parent.parent.parent / "data" / "glossary.csv"
_SYLLABLE: Final = re.compile(r"\w+")
# Syllables that make another word with the first one of a name: "CÁN BỘ CÔNG AN", "CƠ SỞ Y TẾ", "thành công báo cáo",
# "truyền thông tư liệu", "hội nghị quyết định", "toàn quốc huy động"; and deputies, who are named otherwise.
_NOT_AFTER: Final = {
    "bộ": ("cán", "chi", "đảng", "toàn"),
    "sở": ("cơ", "trụ"),
    "công": ("thành",),
    "thông": ("truyền", "giao"),
    "nghị": ("hội", "đề", "kiến"),
    "quốc": ("trung", "hàn", "toàn", "tổ"),
    "chủ": ("phó",),
    "thủ": ("phó",),
}
# Syllables that make another word with the last one: "chỉ thị trường trong nước", "công báo chí".
_NOT_BEFORE: Final = {"thị": ("trường", "trấn", "xã"), "báo": ("cáo", "chí")}
# "toàn bộ Công an phường" and "cơ sở Y tế" have no ministry and no department.
_CAPITAL_FIRST: Final = {"bộ", "sở"}
# Titles that are others than the one they end with: a deputy minister is no minister.
_OTHER_TITLES: Final = ("vice", "deputy", "prime")


@dataclass(frozen=True, slots=True)
class OfficialName:
    """Facts of an official name; `kind` is a `TermKind`, `basis` the document that says so."""

    kind: str
    vietnamese: str
    english: str
    basis: str = ""


@cache
def shipped_names() -> tuple[OfficialName, ...]:
    """Names that hold until a portal enters others, as `home/data/glossary.csv` lists them."""
    return tuple(OfficialName(**row) for row in shipped_rows(GLOSSARY))


class OfficialNames:
    """Official names that hold on a portal, to be found in its texts.

    They are looked up by their first two syllables: a city has hundreds, most of them wards.
    """

    def __init__(self, names: Iterable[OfficialName]) -> None:
        self._by_beginning: dict[tuple[str, ...], list[OfficialName]] = defaultdict(list)
        for name in names:
            self._by_beginning[tuple(_SYLLABLE.findall(name_key(name.vietnamese))[:2])].append(name)

    def __iter__(self) -> Iterator[OfficialName]:
        return chain.from_iterable(self._by_beginning.values())

    def found_in(self, text: str) -> list[OfficialName]:
        """Names in a Vietnamese text, each once, longer ones first; a name inside a longer one is passed over."""
        rest, found = _one_spelling(text), []
        syllables = _SYLLABLE.findall(rest.casefold())
        beginnings = {*pairwise(syllables), *((syllable,) for syllable in syllables)} & self._by_beginning.keys()
        candidates = [name for beginning in beginnings for name in self._by_beginning[beginning]]
        for name in sorted(candidates, key=lambda name: (-len(name.vietnamese), name.vietnamese)):
            pattern = _pattern(name.vietnamese)
            if pattern.search(rest):
                found.append(name)
                rest = pattern.sub(" ", rest)
        return found


@lru_cache(maxsize=5000)
def name_key(vietnamese: str) -> str:
    """Return a key that all spellings of a name share."""
    return _one_spelling(vietnamese).casefold()


@lru_cache(maxsize=5000)
def _pattern(vietnamese: str) -> re.Pattern[str]:
    """Capitals inside a name are capitals in a text too: "Sở Y tế" is no "Sở y tế"."""
    spelled, syllables = _one_spelling(vietnamese), name_key(vietnamese).split()
    is_capital = syllables[0] in _CAPITAL_FIRST and spelled[0].isupper()
    first = re.escape(spelled[0]) if is_capital else _in_both_cases(spelled[0])
    inner = "".join(re.escape(letter) if letter.isupper() else _in_both_cases(letter) for letter in spelled[1:])
    before = "".join(rf"(?<!(?i:{word}) )" for word in _NOT_AFTER.get(syllables[0], ()))
    after = "".join(rf"(?! (?i:{word})(?!\w))" for word in _NOT_BEFORE.get(syllables[-1], ()))
    return re.compile(rf"(?<!\w){before}{first}{inner}(?!\w){after}")


def _in_both_cases(letter: str) -> str:
    return f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else re.escape(letter)


def _one_spelling(text: str) -> str:
    """A text with each word in one spelling ("Uỷ" is "Ủy"), in the case in which it was typed."""
    return _SYLLABLE.sub(lambda match: _spelled(match[0]), text)


@lru_cache(maxsize=20_000)
def _spelled(word: str) -> str:
    spelled = one_spelling(word.lower())
    if len(spelled) != len(word):
        return word
    return "".join(new.upper() if old.isupper() else new for old, new in zip(word, spelled, strict=True))


def is_used(name: OfficialName, text: str) -> bool:
    """Whether an English text has the official name as whole words, or their plural; case, kind of apostrophe and
    "Vietnam" for "Viet Nam" do not matter.

    `cityportal/static/js/admin/side-by-side.js` asks the same while somebody types.
    """
    return _use_of(_normalized(name.english)).search(_normalized(text)) is not None


@lru_cache(maxsize=5000)
def _use_of(english: str) -> re.Pattern[str]:
    words = re.escape(english)
    if english.endswith("y"):
        words = f"{words[:-1]}(?:y|ies)"
    before = "".join(rf"(?<!\b{word}[ -])" for word in _OTHER_TITLES)
    return re.compile(rf"(?<!\w){before}{words}(?:e?s)?(?!\w)")


def _normalized(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split()).replace("viet nam", "vietnam")
