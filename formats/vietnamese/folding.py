"""Two forms of a Vietnamese word: exact (one spelling, marks kept) and folded (no marks). Values in, values out.

A text and a question are cut into the same words and brought to the same forms here, so that every engine compares
nothing but equal or beginning strings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from formats.vietnamese.text import ascii_fold, clean_text, real_d, to_nfc

# Characters of a word that are compared. The longest Vietnamese syllable has seven letters.
MAX_WORD_LENGTH: Final = 60

# Signs that join the parts of a number or a compound: 05/2024/QĐ-UBND, hỏi-đáp, 10.12.
_JOINTS: Final = "-/.\u2010\u2011\u2013"
# Grave, acute, hook, tilde, dot below; circumflex, breve and horn make other letters.
_TONES: Final = "\u0300\u0301\u0309\u0303\u0323"
_MARKS: Final = f"{_TONES}\u0302\u0306\u031b"
# Marks that were typed after a letter that takes none ("g" and a grave) stay within the word.
_LETTERS: Final = rf"[^\W_](?:[^\W_]|[{_MARKS}])*"
_STRAY: Final = dict.fromkeys(map(ord, _MARKS))
_COMPOUND: Final = re.compile(rf"{_LETTERS}(?:[{_JOINTS}]{_LETTERS})*")
_WORD: Final = re.compile(_LETTERS)
# Number of a document with blanks around the dash, as many are typed: 05/2024/QĐ - UBND, 12/KH - UBND.
_SPACED_NUMBER: Final = re.compile(r"(?<!\w)(\d+/(?:\d{4}/)?[A-ZĐ]+) ?[-\u2013\u2014] ?(?=[A-ZĐ]{2})")

# A day with its year, as `joined_number` writes it.
_DAY: Final = re.compile(r"(?:[1-9]|[12]\d|3[01])/(?:[1-9]|1[0-2])/(?:19|20)\d\d")
_MONTH: Final = re.compile(r"(?:[1-9]|1[0-2])/(?:19|20)\d\d")

# A syllable without its tone: onset, vowels, final consonant. "gi" and "qu" are onsets before a vowel.
_SYLLABLE: Final = re.compile(
    "(?P<onset>ngh?|nh|gh|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêioơôy])|[kcpt]h|tr|[bcdđghklmnprstvx])?"
    "(?P<vowels>[aăâeêioôơuưy]{1,3})(?P<final>ch|ng|nh|[cmnpt])?"
)
_VOWELS: Final = "a|ă|â|e|ê|i|o|ô|ơ|u|ư|y"
_OPEN_VOWELS: Final = re.compile(
    f"{_VOWELS}|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|oi|ôi|ơi|ua|ui|ưa|ưi|ưu|oa|oe|uê|uy|uơ"
    "|iêu|yêu|oai|oao|oay|oeo|uây|uôi|ươi|ươu|uya|uyu"
)
_CLOSED_VOWELS: Final = re.compile(f"{_VOWELS}|iê|yê|uô|ươ|oa|oă|oe|oo|ôô|uâ|uê|uy|uyê")
_SHAPED: Final = "ăâêôơư"
# i and y are two spellings of one sound in open syllables after these: kỹ = kĩ, lý = lí, vỹ = vĩ, quý = quí.
_I_OR_Y_AFTER: Final = frozenset([*"hklmstv", "qu"])


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


def _lower(text: str) -> str:
    return to_nfc(to_nfc(real_d(text)).casefold())


def exact(text: str) -> str:
    """Text in lower case with its marks, each word in one spelling: "Uỷ ban" gives "ủy ban"."""
    return _WORD.sub(lambda match: one_spelling(match[0]), _lower(text))


def one_spelling(word: str) -> str:
    """One of the spellings of a lower-case word in NFC: tone on the nucleus, i for y, 5 for 05.

    Words that are no Vietnamese syllables stay as they are, without marks that no letter takes.
    """
    if len(word) == 2 and word[0] == "0" and word.isdecimal():
        return word[1]
    letters, tones = _toneless(word)
    if len(tones) > 1 or (syllable := _syllable(letters)) is None:
        return word.translate(_STRAY)
    onset, vowels, final = syllable["onset"] or "", syllable["vowels"], syllable["final"] or ""
    if vowels == "y" and not final and onset in _I_OR_Y_AFTER:
        vowels = "i"
    place = _nucleus(vowels, is_closed=bool(final))
    return to_nfc(f"{onset}{vowels[: place + 1]}{tones}{vowels[place + 1 :]}{final}")


def is_syllable(word: str) -> bool:
    """Whether a lower-case word in NFC reads as a syllable of Vietnamese, its tone aside."""
    return _syllable(_toneless(word)[0]) is not None


def _syllable(letters: str) -> re.Match[str] | None:
    found = _SYLLABLE.fullmatch(letters)
    if found is None or not (_CLOSED_VOWELS if found["final"] else _OPEN_VOWELS).fullmatch(found["vowels"]):
        return None
    return found


def _toneless(word: str) -> tuple[str, str]:
    """The letters of a word without tones, and the tones, wherever they were typed."""
    if word.isascii():
        return word, ""
    decomposed = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in decomposed if mark in _TONES)
    return to_nfc("".join(mark for mark in decomposed if mark not in _TONES)), tones


def _nucleus(vowels: str, *, is_closed: bool) -> int:
    """Place of the vowel that carries the tone; of oa, oe, uy in open syllables the first (hòa, not hoà)."""
    shaped = max(map(vowels.rfind, _SHAPED))
    if shaped >= 0:
        return shaped
    if is_closed:
        return len(vowels) - 1
    return 1 if len(vowels) == 3 else 0


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
        return self.exact != self.folded


@lru_cache(maxsize=50_000)
def forms(word: str) -> Forms:
    """Forms of one word as it stands in a text."""
    lower = _lower(word)[:MAX_WORD_LENGTH]
    spelled, typed = one_spelling(lower), lower.translate(_STRAY)
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


def word_forms(text: str) -> tuple[Forms, ...]:
    """Forms of the words of any text, in order."""
    return tuple(word.forms for compound in compounds(clean_text(text)) for word in compound)


def folded_words(text: str) -> str:
    """Words of any text without marks, parted by blanks, for engines that cut words by themselves."""
    return " ".join(word.folded for word in word_forms(text))


def joined_number(words: tuple[Word, ...], form: str) -> str:
    """A document number as one word ("5/2024/qd/ubnd"), whatever signs join it; empty for what is no such number.

    `form` is the field of `Forms` to take.
    """
    if len(words) < 2 or not words[0].forms.typed.isdecimal():
        return ""
    return "/".join(getattr(word.forms, form) for word in words)[:MAX_WORD_LENGTH]


def month_of_day(words: tuple[Word, ...]) -> Forms | None:
    """The month of a day ("15/5/2024"), as a word that no text has, whatever signs join it; None for what is no day."""
    written = joined_number(words, "folded")
    return month_word(written.partition("/")[2]) if _DAY.fullmatch(written) else None


def months_in_words(words: Sequence[Forms]) -> Iterator[tuple[int, Forms]]:
    """The months that are written "tháng 5 năm 2024", each as `month_word` with the place of its first word."""
    folded = [word.folded for word in words]
    for place, name in enumerate(folded[:-3]):
        if name == "thang" and folded[place + 2] == "nam":
            month = f"{folded[place + 1]}/{folded[place + 3]}"
            if is_month(month):
                yield place, month_word(month)


def is_month(written: str) -> bool:
    """Whether a number, as `joined_number` writes it, reads as a month: "5/2024"."""
    return bool(_MONTH.fullmatch(written))


def month_word(month: str) -> Forms:
    """What stands for a month ("5/2024") in a day of it: the number of a document may be written like the month."""
    word = f"m/{month}"
    return Forms(word, word, word, word)


class IndexedText(NamedTuple):
    """Words of a text in order; the document numbers in it as one word each with the place of their first part, and its
    months, of days as well."""

    words: list[Forms]
    numbers: list[tuple[int, Forms]]


def indexed_text(text: str, *, max_words: int) -> IndexedText:
    """What an engine stores of a text."""
    words: list[Forms] = []
    numbers: list[tuple[int, Forms]] = []
    for compound in _COMPOUND.findall(_SPACED_NUMBER.sub(r"\1-", clean_text(text))):
        if len(words) >= max_words:
            break
        parts, wholes = _indexed(compound)
        if wholes:
            numbers += [(len(words) + place, number) for place, number in wholes]
        words += parts
    return IndexedText(words, [*numbers, *months_in_words(words)])


@lru_cache(maxsize=50_000)
def _indexed(compound: str) -> tuple[tuple[Forms, ...], tuple[tuple[int, Forms], ...]]:
    """Forms of the words of a compound; the number and the month that it is, with the place of their first part. Texts
    repeat their words."""
    (words,) = compounds(compound)
    exact, folded = joined_number(words, "exact"), joined_number(words, "folded")
    wholes = [(0, Forms(exact, folded, exact, folded))] if exact else []
    if month := month_of_day(words):
        wholes.append((1, month))
    return tuple(word.forms for word in words), tuple(wholes)
