"""Two forms of a Vietnamese word: exact (one spelling, marks kept) and folded (no marks). Values in, values out.

A text and a question are cut into the same words and brought to the same forms here, so that every engine compares
nothing but equal or beginning strings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from formats.vietnamese.text import ascii_fold, clean_text, to_nfc

# Characters of a word that are compared. The longest Vietnamese syllable has seven letters.
MAX_WORD_LENGTH: Final = 60

# Signs that join the parts of a number or a compound: 05/2024/QĐ-UBND, hỏi-đáp, 10.12.
_JOINTS: Final = "-/.\u2010\u2011\u2013"
_COMPOUND: Final = re.compile(rf"[^\W_]+(?:[{_JOINTS}][^\W_]+)*")
_WORD: Final = re.compile(r"[^\W_]+")

_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
# Open syllables in oa, oe, uy carry the tone on either vowel: hoà = hòa, thuỷ = thủy; never after q (quỳ).
_OLD_PLACE: Final = {
    first + to_nfc(second + tone): to_nfc(first + tone) + second
    for tone in _TONES
    for first, second in (("o", "a"), ("o", "e"), ("u", "y"))
}
# i and y are two spellings of one sound after these consonants: kỹ = kĩ, lý = lí, mỹ = mĩ, sỹ = sĩ, hy = hi, tỷ = tỉ.
_I_OR_Y: Final = {
    consonant + to_nfc("y" + tone): consonant + to_nfc("i" + tone) for tone in ("", *_TONES) for consonant in "hklmst"
}


class _MarkTable(dict[int, str]):
    """Translation table from a character to itself without marks, in ASCII where it has such a form."""

    def __missing__(self, codepoint: int) -> str:
        character = chr(codepoint)
        plain = "".join(filter(str.isalnum, ascii_fold(character).lower()))
        if not plain and not unicodedata.category(character).startswith("M"):
            plain = character
        self[codepoint] = plain
        return plain


_UNMARKED: Final = _MarkTable()


def fold(text: str) -> str:
    """Text in lower case without marks: "Đường Nguyễn Huệ" gives "duong nguyen hue".

    Character by character, so the beginning of a word folds to the beginning of its fold.
    """
    return to_nfc(text).casefold().translate(_UNMARKED)


def exact(text: str) -> str:
    """Text in lower case with its marks, each word in one spelling: "Uỷ ban" gives "ủy ban"."""
    return _WORD.sub(lambda match: one_spelling(match[0]), to_nfc(text).casefold())


def one_spelling(word: str) -> str:
    """One of the spellings of a lower-case word in NFC: tone on the first vowel, i for y, 5 for 05."""
    if word in _I_OR_Y:
        return _I_OR_Y[word]
    if len(word) == 2 and word[0] == "0" and word.isdecimal():
        return word[1]
    if word[-2:] in _OLD_PLACE and word[-3:-2] != "q":
        return word[:-2] + _OLD_PLACE[word[-2:]]
    return word


class Forms(NamedTuple):
    """What of a word is compared."""

    exact: str
    folded: str
    # As typed, in lower case: the beginning of a longer word may not be respelled ("hoà" begins "hoàn").
    typed: str
    typed_folded: str

    @property
    def is_marked(self) -> bool:
        """Whether the word has marks, so that other marks make it another word."""
        return self.typed != self.typed_folded


@lru_cache(maxsize=50_000)
def forms(word: str) -> Forms:
    """Forms of one word as it stands in a text."""
    typed = to_nfc(word).casefold()[:MAX_WORD_LENGTH]
    spelled = one_spelling(typed)
    return Forms(exact=spelled, folded=fold(spelled), typed=typed, typed_folded=fold(typed))


class Word(NamedTuple):
    """A word and its place in the cleaned text."""

    start: int
    end: int
    forms: Forms


def compounds(text: str) -> Iterator[tuple[Word, ...]]:
    """Words of a cleaned text (`formats.vietnamese.text.clean_text`), those that are joined by signs together."""
    for compound in _COMPOUND.finditer(text):
        yield tuple(
            Word(part.start(), part.end(), forms(part[0]))
            for part in _WORD.finditer(text, compound.start(), compound.end())
        )


def joined_number(words: tuple[Word, ...], form: str) -> str:
    """A document number as one word ("5/2024/qd/ubnd"), whatever signs join it; empty for what is no such number.

    `form` is the field of `Forms` to take.
    """
    if len(words) < 2 or not words[0].forms.typed.isdecimal():
        return ""
    return "/".join(getattr(word.forms, form) for word in words)[:MAX_WORD_LENGTH]


class IndexedText(NamedTuple):
    """Words of a text in order, and the document numbers in it as one word each with the place of their first part."""

    words: list[Forms]
    numbers: list[tuple[int, Forms]]


def indexed_text(text: str, *, max_words: int) -> IndexedText:
    """What an engine stores of a text."""
    words: list[Forms] = []
    numbers: list[tuple[int, Forms]] = []
    for compound in compounds(clean_text(text)):
        if len(words) >= max_words:
            break
        if number := joined_number(compound, "exact"):
            folded = joined_number(compound, "folded")
            numbers.append((len(words), Forms(number, folded, number, folded)))
        words += (word.forms for word in compound)
    return IndexedText(words, numbers)
