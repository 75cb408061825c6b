"""Vietnamese in an old encoding, rewritten in Unicode (NFC). Pure.

Word by word: one that is no syllable as it stands, and is one when read in the old encoding, is read so. Many words are
syllables both ways ("phè" is "phố" in TCVN3): they follow the nearest word that is sure, and so do abbreviations and
names. Where no word is sure, nothing is changed; what is right stays as it is, also beside what is not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Final, NamedTuple

from formats.vietnamese.legacy_encodings import (
    QUOTES,
    READERS,
    SIGN_LETTERS,
    UNITS,
    WORD,
    holds_old_letters,
    holds_sign,
    is_syllable,
    legacy_encoding,
)
from formats.vietnamese.text import foreign_characters, to_nfc

# Some capitals of VISCII look like dashes, dots and quotes; inside a word they are letters.
_VISCII_WORD: Final = re.compile(rf"(?:{WORD.pattern[:-1]}|(?<=[^\W\d_])[…–—](?=[^\W\d_]))+")
# As the bytes 80 to 9F are shown by Windows-1252, or not at all.
_VISCII_SIGNS: Final = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ\xa0"
_VISCII_LETTERS: Final = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕ"
_VISCII_CAPITALS: Final = str.maketrans(
    dict(zip(_VISCII_SIGNS, _VISCII_LETTERS, strict=True))
    | {chr(0x80 + number): letter for number, letter in enumerate(_VISCII_LETTERS)}
)
# Bytes of UTF-8 are shown as quotes, dashes and blanks too: all that stands between ASCII signs belongs together.
_RUN: Final = re.compile(r"[A-Za-z\x80-\uffff]+")
_ABBREVIATION: Final = re.compile(r"(?=.*[ĂÂĐÊÔƠƯ])[A-ZĂÂĐÊÔƠƯ]{2,}")
# No syllable ends in what "»" is in TCVN3, and what begins with "«" has no other vowel.
_FRENCH_QUOTES: Final = re.compile(r"^«(?=.*[aeouyAEIOUY\x80-\uffff])|»$")


class _Side(Enum):
    """What a word tells of the text around it."""

    OLD = auto()
    RIGHT = auto()
    EITHER = auto()
    SILENT = auto()


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the `text`-th text, and how the old encoding reads it."""

    text: int
    start: int
    as_it_stands: str
    read: str
    side: _Side

    @property
    def end(self) -> int:
        return self.start + len(self.as_it_stands)


class Converted(NamedTuple):
    """Texts in Unicode, and the names of the encodings that they were in; none for texts as they should be."""

    texts: list[str]
    encodings: list[str]


def in_unicode(texts: Sequence[str]) -> Converted:
    """Pieces that belong together, in Unicode, whatever they are in: all are looked at together, then each by itself.

    One encoding may hide behind another, and a piece that is old behind many that are not.
    """
    found: list[str] = []
    converted = list(texts)
    for _encoding in READERS:
        name = legacy_encoding("\n".join(converted))
        if not name or name in found:
            break
        found.append(name)
        converted = convert_all(converted, name)
    for place, text in enumerate(converted):
        if name := legacy_encoding(text):
            converted[place] = convert(text, name)
            found += [name] if name not in found else []
    return Converted(converted, found)


def convert(text: str, encoding: str) -> str:
    """A text in Unicode; unchanged where nothing in it is in this encoding, or the encoding has no name of ours."""
    return convert_all([text], encoding)[0]


def convert_all(texts: Sequence[str], encoding: str) -> list[str]:
    """Convert pieces that follow one another, such as the parts of a paragraph: each word is looked at in their
    midst."""
    if encoding not in READERS:
        return list(texts)
    words = [word for number, text in enumerate(texts) for word in _words_of(number, text, encoding)]
    chosen = _in_capitals(list(_decided(words))) if encoding == "TCVN3" else list(_decided(words))
    if not any(word.read != word.as_it_stands for word in chosen):
        return list(texts)
    of_text: dict[int, list[_Word]] = defaultdict(list)
    for word in chosen:
        of_text[word.text].append(word)
    return [to_nfc(_put_in(text, of_text[number])) for number, text in enumerate(texts)]


def _words_of(number: int, text: str, encoding: str) -> Iterator[_Word]:
    pattern = {"Windows-1252": _RUN, "VISCII": _VISCII_WORD}.get(encoding, WORD)
    read = _read_viscii if encoding == "VISCII" else READERS[encoding]
    side = _side_of_run if encoding == "Windows-1252" else _side
    for match in pattern.finditer(text):
        # Bytes of a letter may be shown as quotes; in words of other encodings no quote is a letter at the end.
        word = match[0] if pattern is _RUN else match[0].strip(QUOTES)
        if encoding == "TCVN3":
            word = _FRENCH_QUOTES.sub("", word)
        if word:
            yield _of(number, match.start() + match[0].find(word), word, read, side)


def _of(number: int, start: int, word: str, read: Callable[[str], str], side: Callable[[str, str], _Side]) -> _Word:
    if word.isascii() or word in UNITS:
        return _Word(number, start, word, word, _Side.SILENT)
    converted = read(word)
    return _Word(number, start, word, converted, side(word, converted))


def _side(word: str, read: str) -> _Side:
    if is_syllable(word):
        if any(letter > "ÿ" for letter in to_nfc(word)):
            return _Side.RIGHT
        return _Side.EITHER if read != word and is_syllable(read) else _Side.SILENT
    # A bullet alone, or the sign of a paragraph, is what it looks like.
    if read == word or (len(word) == 1 and (word in SIGN_LETTERS or not word.isalpha())):
        return _Side.SILENT
    if is_syllable(read):
        return _Side.OLD if holds_old_letters(word) else _Side.EITHER
    return _Side.EITHER if _ABBREVIATION.fullmatch(read) or _is_name(word, read) else _Side.SILENT


def _is_name(word: str, read: str) -> bool:
    """Whether a word with a sign that no word has becomes one that somebody could write, such as "Krông"."""
    if not holds_sign(word):
        return False
    is_of_one_case = read.islower() or read.isupper() or (read[:1].isupper() and read[1:].islower())
    may_be_read = read.isalpha() and not foreign_characters(read) and any(map(str.isascii, word))
    return is_of_one_case and may_be_read and not any(letter.isalpha() and letter > "ÿ" for letter in word)


def _side_of_run(run: str, read: str) -> _Side:
    """Which reading of a run between two ASCII signs is right; what is no letter in UTF-8 becomes a quote or a dash."""
    if read == run:
        is_right = all(_side(word, word) is _Side.RIGHT for word in _inner_words(run))
        return _Side.RIGHT if is_right and any(map(str.isalpha, run)) else _Side.SILENT
    words = _inner_words(read)
    if not all(word.isascii() or is_syllable(word) or _ABBREVIATION.fullmatch(word) for word in words):
        return _Side.SILENT
    stands_right = all(word.isascii() or is_syllable(word) for word in _inner_words(run))
    return _Side.EITHER if stands_right or not any(map(is_syllable, words)) else _Side.OLD


def _inner_words(run: str) -> list[str]:
    return [word for match in WORD.findall(run) if (word := match.strip(QUOTES))]


def _read_viscii(word: str) -> str:
    return READERS["VISCII"](word.translate(_VISCII_CAPITALS))


def _decided(words: Sequence[_Word]) -> Iterator[_Word]:
    """Words as they are to be written: those that could be either take the side of the nearest that is sure, of two at
    the same distance that of the first."""
    sure = [number for number, word in enumerate(words) if word.side in (_Side.OLD, _Side.RIGHT)]
    following = 0
    for number, word in enumerate(words):
        while following < len(sure) and sure[following] < number:
            following += 1
        near = sure[max(following - 1, 0) : following + 1]
        nearest = min(near, key=lambda other: abs(other - number), default=None)
        side = words[nearest].side if word.side is _Side.EITHER and nearest is not None else word.side
        yield word if side is _Side.OLD else replace(word, read=word.as_it_stands)


def _in_capitals(words: Sequence[_Word]) -> list[_Word]:
    """TCVN3 has capitals in fonts of their own: letters with marks were typed small between capitals. Where the rest of
    a word, or of the words on both sides, is in capitals, so is the word."""
    capital = [_is_capital(word) for word in words]
    return [
        replace(word, read=word.read.upper())
        if word.read != word.as_it_stands and (capital[number] or _stands_between(number, words, capital))
        else word
        for number, word in enumerate(words)
    ]


def _is_capital(word: _Word) -> bool:
    """Whether at least two letters tell, and all are capitals."""
    pairs = zip(word.as_it_stands, word.read, strict=False)
    telling = [letter for before, letter in pairs if letter.isupper() or (before == letter and letter.isalpha())]
    return len(telling) > 1 and all(map(str.isupper, telling))


def _stands_between(number: int, words: Sequence[_Word], capital: list[bool]) -> bool:
    letters = [letter for letter in words[number].as_it_stands if letter.isascii()]
    beside = capital[max(number - 1, 0) : number] + capital[number + 1 : number + 2]
    return len(beside) == 2 and all(beside) and all(map(str.isupper, letters))


def _put_in(text: str, words: Iterable[_Word]) -> str:
    parts, place = [], 0
    for word in words:
        if word.read != word.as_it_stands:
            parts += [text[place : word.start], word.read]
            place = word.end
    return "".join([*parts, text[place:]])


__all__ = ["Converted", "convert", "convert_all", "in_unicode"]
