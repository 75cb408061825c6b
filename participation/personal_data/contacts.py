"""Normalise e-mail addresses and telephone numbers, mask addresses, take initials of names. Pure."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from typing import Final

import idna

from formats.vietnamese.text import visible

_FOREIGN: Final = re.compile(r"^\s*(?:\+|00)")
_COUNTRY: Final = "84"
_FEWEST_DIGITS, _MOST_DIGITS = 8, 15


def normalised_contact(value: str) -> str:
    """An e-mail address in small letters with its domain in ASCII, or a telephone number in digits, with 0 for +84.

    Widths, spaces and characters that nobody sees make no other contact. Empty where nothing is left.
    """
    plain = unicodedata.normalize("NFKC", visible(value)).strip()
    if "@" not in plain:
        return _phone(plain)
    local, _at, domain = "".join(plain.split()).rpartition("@")
    domain = domain.lower().rstrip(".")
    # As it is where it is no domain that name servers know.
    with suppress(idna.IDNAError):
        domain = idna.encode(domain, uts46=True).decode("ascii")
    return f"{local.lower()}@{domain}"


def _phone(number: str) -> str:
    """Digits; a number of Vietnam begins with 0, whichever way it is written, one of elsewhere with +."""
    digits = "".join(str(unicodedata.decimal(sign)) for sign in number if sign.isdecimal())
    if prefix := _FOREIGN.match(number):
        digits = digits.removeprefix("00") if "+" not in prefix.group() else digits
        if digits.startswith(_COUNTRY):
            return "0" + digits.removeprefix(_COUNTRY).removeprefix("0")
        return f"+{digits}" if digits else ""
    # Eleven digits that begin with the code of the country, and no 0 before them: written without the plus.
    if digits.startswith(_COUNTRY) and len(digits) in {11, 12}:
        return "0" + digits.removeprefix(_COUNTRY).removeprefix("0")
    return digits


def is_phone(value: str) -> bool:
    """Whether what was typed can be a telephone number."""
    digits = len(normalised_contact(value).lstrip("+"))
    return "@" not in value and _FEWEST_DIGITS <= digits <= _MOST_DIGITS


def recognisable_address(address: str) -> str:
    """An e-mail address for whoever gave it, who sees a slip of the pen by it: "hoa.nguyen@vidu.vn" gives
    "ho…@vidu.vn"."""
    name, _at, domain = address.partition("@")
    return f"{name[:2]}…@{domain}"


def masked_address(address: str) -> str:
    """An e-mail address that tells itself apart from others, and no person: "hoa.nguyen@vidu.vn" gives "h…@v….vn"."""
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain[:1]}….{domain.rpartition('.')[2]}"


# No name has more words; a sentence in the field of the name would be told word by word.
MOST_INITIALS: Final = 6


def initials(name: str) -> str:
    """The first letter of each word of a name: "Nguyễn Thị Hoa" gives "N.T.H.". Empty where there is no letter.

    Letters that stand alone one after the other ("N g u y ễ n") are one word: each with its full stop, they would be
    the name.
    """
    words: list[str] = []
    was_alone = False
    # Marks that stand on a letter go with it; whatever else is no letter is a blank.
    signs = unicodedata.normalize("NFC", visible(name))
    letters = (sign for sign in signs if not unicodedata.category(sign).startswith("M"))
    for word in "".join(sign if sign.isalpha() else " " for sign in letters).split():
        is_alone = len(word) == 1
        if not (is_alone and was_alone):
            words.append(word)
        was_alone = is_alone
    return "".join(f"{_capital(word)}." for word in words[:MOST_INITIALS])


def _capital(word: str) -> str:
    """The first letter, as one capital: "ß" has none of one letter."""
    capital = word[0].upper()
    return capital if len(capital) == 1 else word[0]
