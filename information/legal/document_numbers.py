"""Numbers of documents: when two are the same, and which of them are of legal normative documents. Pure.

Sources: Law 64/2025/QH15 and Decree 30/2020, Annex III. Capitals and marks tell types apart (CT, CTr; HD, HĐ) and are
never folded.
"""

from __future__ import annotations

import re
from typing import Final

from formats.vietnamese.text import clean_text

_ISSUER: Final = r"[A-ZĐ0-9a-zđ&]+(?:[-–.][A-ZĐ0-9a-zđ&]+)*"
# The year inside the number tells a normative document from an individual one.
_NORMATIVE: Final = re.compile(
    rf"\d{{1,4}}(?:\.\d{{1,3}})?[a-z]?/(?:19|20)\d{{2}}/(?:(?:NĐ|NQ|QĐ|TT|TTLT|NQLT|CT|L|PL)-{_ISSUER}|(?:UBTV)?QH\d{{1,2}})"
)
_DASHES: Final = re.compile("[\u2010-\u2015\u2212]")
_AROUND_SIGNS: Final = re.compile(r"\s*([/-])\s*")
_LEADING_ZEROS: Final = re.compile(r"^0+(?=\d)")


def written_number(number: str) -> str:
    """A number in one way of writing: composed letters, plain hyphens, no blanks around "/" and "-"."""
    return _AROUND_SIGNS.sub(r"\1", _DASHES.sub("-", clean_text(number)))


def number_key(number: str) -> str:
    """The same for two ways of writing one number: "05/2024/QĐ–UBND" and "5/2024/QĐ - UBND"."""
    return _LEADING_ZEROS.sub("", written_number(number))


def is_normative_number(number: str) -> bool:
    """Whether a number is one of legal normative documents."""
    return _NORMATIVE.fullmatch(written_number(number)) is not None
