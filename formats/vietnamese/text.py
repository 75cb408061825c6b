"""Rules for Vietnamese text: one form for each text, ASCII forms for addresses, dictionary order, words of a query."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Đ is a letter of its own: Unicode does not decompose it. The eth letters and the African D look the same and come
# out of old fonts and converters.
_D_LOOK_ALIKES: Final = str.maketrans({"Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ"})
_LOOKS_LIKE_D: Final = re.compile("[ÐƉðɖ]")


class _AsciiForms(dict[int, str]):
    """What stands for a decomposed character in ASCII, found when it is first met."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_mark = unicodedata.category(character).startswith("M")
        self[code] = character if character.isascii() else "" if is_mark else " "
        return self[code]


_ASCII_FORMS: Final = _AsciiForms(
    str.maketrans({"Đ": "D", "đ": "d", **dict.fromkeys("ÐƉ", "D"), **dict.fromkeys("ðɖ", "d")})
)
# Soft hyphen, zero-width characters, directional marks, byte order mark: from office files and web pages. And control
# characters, but for those that end a line or a word, and the first, which Django refuses.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\x01-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]"
)
# What no file of ours can hold (XML 1.0) and nobody means: control characters but tab and ends of lines, halves of
# characters, and two that are none. Office programs write a vertical tab where a line breaks.
_NO_TEXT: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_SLUG: Final = re.compile(r"[^a-z0-9]+")

_LETTERS: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK: Final = {letter: rank for rank, letter in enumerate(_LETTERS)}
# Order of the tones in Vietnamese dictionaries: level, huyền, hỏi, ngã, sắc, nặng.
_TONE_RANK: Final = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_SHAPE_MARKS: Final = frozenset("\u0302\u0306\u031b")  # circumflex, breve, horn: they make other letters, not tones
_NATIVE_CHARACTERS: Final = frozenset(
    unicodedata.normalize("NFC", form)
    for letter in _LETTERS
    for tone in ("", *(_TONE_RANK if letter in "aăâeêioôơuưy" else ()))
    for form in (letter + tone, letter.upper() + tone)
)
# Signs above ASCII that ordinary Vietnamese office text uses.
_NATIVE_SIGNS: Final = frozenset("–—‘’“”«»…·•°×²³−→№§")

SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]


def to_nfc(text: str) -> str:
    """Text with every letter in its composed form (NFC), the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def writable(text: str) -> str:
    """Text without what no feed can hold: a blank stands in its place. The same text where there is nothing of it."""
    return _NO_TEXT.sub(" ", text)


def visible(text: str) -> str:
    """Text without characters that nobody sees: soft hyphens, zero-width characters, directional marks."""
    return _INVISIBLE.sub("", text)


def real_d(text: str) -> str:
    """Text with Đ where a letter stands that only looks like it, as U+00D0."""
    # Nearly every text has none, and translating takes ten times as long as looking.
    return text.translate(_D_LOOK_ALIKES) if _LOOKS_LIKE_D.search(text) else text


def clean_text(text: str) -> str:
    """One line as a person meant it: NFC, real Đ, no invisible characters, single spaces, none at the ends."""
    return " ".join(real_d(to_nfc(visible(text))).split())


def ascii_fold(text: str) -> str:
    """Text without marks, in ASCII, in the same case: "Đường Nguyễn Huệ" gives "Duong Nguyen Hue".

    What has no ASCII form becomes a space; the same for NFC and NFD input.
    """
    return unicodedata.normalize("NFKD", visible(text)).translate(_ASCII_FORMS)


def slug(text: str) -> str:
    """Part of an address: "Hỏi – đáp trực tuyến" gives "hoi-dap-truc-tuyen". Empty where nothing is left."""
    return _NOT_SLUG.sub("-", ascii_fold(text).lower()).strip("-")


def host_label(text: str) -> str:
    """A name as one label of a hostname, "tên đầy đủ bằng tiếng Việt không dấu" (Decision 05/2024, Art. 5.2).

    "Sở An toàn thực phẩm" gives "soantoanthucpham". Marks are lost, so two names may give one label.
    """
    return _NOT_SLUG.sub("", ascii_fold(text).lower())


def foreign_characters(text: str) -> str:
    """Characters that no Vietnamese text has, in order, each once: what an old font encoding leaves behind."""
    found = (
        character
        for character in to_nfc(text).translate(_D_LOOK_ALIKES)
        if not (character.isascii() and character.isprintable())
        and character not in _NATIVE_CHARACTERS
        and character not in _NATIVE_SIGNS
    )
    return "".join(dict.fromkeys(found))


def sort_key(text: str) -> SortKey:
    """Key for Vietnamese dictionary order, numbers by value: "Phường 2" before "Phường 10", đ after d.

    Letters decide first, then tones over the whole text (level, huyền, hỏi, ngã, sắc, nặng), then the text itself
    (capitals first). A space sorts before every letter: "An Phú" before "Anh".
    """
    cleaned = clean_text(text)
    places: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for token in re.findall(r"\d+|[^\W\d_]|[\W_]+", cleaned.lower()):
        if token[0].isdecimal():
            digits = "".join(str(unicodedata.decimal(digit)) for digit in token).lstrip("0")
            places.append((1, len(digits), digits))
        elif token[0].isalpha():
            place, tone = _letter_key(token)
            places.append(place)
            tones.append(tone)
        else:
            places.append((0, 0, ""))
    return tuple(places), tuple(tones), cleaned


def _letter_key(letter: str) -> tuple[tuple[int, int, str], int]:
    """Place of one lower-case letter in the alphabet, and its tone."""
    decomposed = unicodedata.normalize("NFD", letter)
    base, marks = decomposed[0], decomposed[1:]
    shape = to_nfc(base + "".join(mark for mark in marks if mark in _SHAPE_MARKS))
    tone = max((_TONE_RANK.get(mark, 0) for mark in marks), default=0)
    rank = _LETTER_RANK.get(shape, _LETTER_RANK.get(base))
    if rank is None:
        return (3, ord(base), ""), tone
    return (2, rank, ""), tone


__all__ = [
    "SortKey",
    "ascii_fold",
    "clean_text",
    "foreign_characters",
    "host_label",
    "real_d",
    "slug",
    "sort_key",
    "to_nfc",
    "visible",
    "writable",
]


MOST_WORDS: Final = 8
_SIGNS: Final = re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """The words of a text, each with a space before it: "Xin cấp lại" gives " xin cap lai"."""
    words = _SIGNS.sub(" ", ascii_fold(clean_text(text)).lower()).split()
    return "".join(f" {word}" for word in words)


def asked_words(typed: str) -> list[str]:
    """The beginnings of words that a text has to have, as `folded` writes them. At most eight."""
    return [f" {word}" for word in dict.fromkeys(folded(typed).split())][:MOST_WORDS]
