"""Vietnamese in encodings of former days: TCVN3 (ABC), VNI, VISCII, and UTF-8 that was read as Windows-1252. Pure.

Text copied from old files comes as letters of other languages: "ViÖt Nam" for "Việt Nam". A word counts that is no
Vietnamese syllable as it stands and is one when read in the old encoding. A text counts where at least two words do,
they are half of those that are no syllables, and one of them looks like no word of a European language. So names and
quotes in other languages are no such text. `formats.vietnamese.legacy_conversion` writes such text again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import Final

from formats.vietnamese.text import foreign_characters, to_nfc

ENOUGH_WORDS: Final = 2

TCVN3: Final = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
    "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
)
VISCII: Final = str.maketrans(
    "¡¢£¤¥¦§¨©ª«¬\xad®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    "ắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ",
)
# The bytes that Windows-1252 shows as signs; those that it leaves open stay control characters.
_HIGH_BYTES: Final = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    sign: byte for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", "ignore"))
}
_SIGNS: Final = {byte: sign for sign, byte in _HIGH_BYTES.items()}
_TAILS: Final = re.escape("".join(sign for sign, byte in _HIGH_BYTES.items() if byte < 0xC0))
# A character in UTF-8 that was read byte by byte; "à" has a blank at its end, which is often lost.
_BYTES_OF_ONE: Final = re.compile(f"[\xc2-\xdf][{_TAILS}]|[\xe0-\xef][{_TAILS}]{{2}}|[\xf0-\xf4][{_TAILS}]{{3}}|\xc3$")
# VNI writes a letter and its mark after each other. Marks after a, e, o, u, y; after a alone; letters of their own.
_VNI_TONES: Final = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX: Final = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_BREVE: Final = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_LETTERS: Final = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SYLLABLE: Final = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
    r"(?:(?:iê|yê|uô|ươ|oa|oă|oe|uâ|uyê|uê|uy|[aăâeêioôơuưy])(ch|ng|nh|[ckmnpt])?"
    r"|iêu|yêu|uôi|ươi|ươu|oai|oay|uây|uya|uyu|oeo|oao|ia|ua|ưa|uơ|ai|ay|ây|ao|au|âu|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu)"
)
# Not the signs that stand for letters in the old encodings.
WORD: Final = re.compile(r"[^\s\d.,;:!?()\[\]{}\"'/\\\-–—…_|+=*&%@#<>]+")
QUOTES: Final = "“”‘’"
# Would be read as syllables.
UNITS: Final = frozenset({"µm", "m²", "m³", "cm²", "cm³", "dm²", "dm³", "km²"})
# Signs that Unicode counts among the letters.
SIGN_LETTERS: Final = "µªº"
_ASCII_LETTER: Final = re.compile(r"[A-Za-z]")
# No European language writes so: a capital with a mark inside a word, a small one between capitals, two vowels of which
# the second has VNI's mark.
_CAPITAL_INSIDE: Final = re.compile(r"[a-z][À-ÖØ-Þ]|[A-Z][à-öø-þ][A-Z]")
# The French "où" is: in VNI it would be "ó", which hardly anybody writes.
_VNI_PAIR: Final = re.compile(r"[aeo][âáàåãä]|[aeouyôö][øõù]|aê|öô|[ôö][ïûùøõ]", re.IGNORECASE)


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word can be a Vietnamese syllable: its letters, at most one tone, sắc or nặng before a stop."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in decomposed if mark in _TONES]
    bare = to_nfc("".join(mark for mark in decomposed if mark not in _TONES))
    match = _SYLLABLE.fullmatch(bare)
    if match is None or len(tones) > 1:
        return False
    return match[1] not in {"c", "ch", "k", "p", "t"} or tones in (["\u0301"], ["\u0323"])


def legacy_encoding(text: str) -> str:
    """Name of the old encoding that a text is in; empty for text as it should be."""
    doubtful = {word for word in _words(text) if not is_syllable(word)}
    if len(doubtful) < ENOUGH_WORDS:
        return ""
    hits = {
        name: [word for word in doubtful if is_syllable(read(word).strip(QUOTES))] for name, read in READERS.items()
    }
    best = max(hits, key=lambda name: len(hits[name]))
    is_enough = len(hits[best]) >= max(ENOUGH_WORDS, len(doubtful) / 2) and any(map(is_strange, hits[best]))
    return best if is_enough else ""


def as_windows_1252(content: bytes) -> str:
    """Bytes as browsers and editors show them where they are no UTF-8: old encodings are fonts upon these signs."""
    return "".join(_SIGNS.get(byte, chr(byte)) for byte in content)


def _words(text: str) -> set[str]:
    """Words with a letter above ASCII, or with a sign that no Vietnamese text has: "m²" and "µm" are none of them."""
    words = {word.strip(QUOTES) for word in WORD.findall(text)} - UNITS
    return {word for word in words if _ASCII_LETTER.search(word) and holds_old_letters(word)}


def holds_old_letters(word: str) -> bool:
    """Whether a word has more than ASCII and the signs of ordinary office text."""
    return bool(foreign_characters(word)) or any(letter.isalpha() and not letter.isascii() for letter in word)


def is_strange(word: str) -> bool:
    if word.lower() == "où":
        return False
    return holds_sign(word) or bool(_CAPITAL_INSIDE.search(word) or _VNI_PAIR.search(word))


def holds_sign(word: str) -> bool:
    """Whether something in a word is no letter, which stands for one in an old encoding."""
    return any(letter in SIGN_LETTERS or not (letter.isalpha() or letter.isascii()) for letter in word)


def _read_vni(word: str) -> str:
    """Marks have no capitals of their own when they are read: the letter before decides."""
    read = ""
    for sign in word:
        before, letter = read[-1:].lower(), sign.lower()
        if before in {"a", "e", "o"} and letter in _VNI_CIRCUMFLEX:
            read += "\u0302" + _VNI_CIRCUMFLEX[letter]
        elif before == "a" and letter in _VNI_BREVE:
            read += "\u0306" + _VNI_BREVE[letter]
        elif before in {"a", "e", "o", "u", "y", "ơ", "ư"} and letter in _VNI_TONES:
            read += _VNI_TONES[letter]
        else:
            own = _VNI_LETTERS.get(letter, letter)
            read += own if sign == letter else own.upper()
    return to_nfc(read)


def _decoded(match: re.Match[str]) -> str:
    if len(match[0]) == 1:
        return "à"
    try:
        character = bytes(_HIGH_BYTES[sign] for sign in match[0]).decode("utf-8")
    except UnicodeDecodeError:
        return match[0]
    return character if character.isprintable() else match[0]


# Reads a word in each of the old encodings; whether it is in one, others decide.
READERS: Final[dict[str, Callable[[str], str]]] = {
    "TCVN3": lambda word: word.translate(TCVN3),
    "VNI": _read_vni,
    "VISCII": lambda word: word.translate(VISCII),
    "Windows-1252": lambda word: to_nfc(_BYTES_OF_ONE.sub(_decoded, word)),
}
