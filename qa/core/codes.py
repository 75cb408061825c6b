"""The code of a question, which anybody may know: "QUAN1-2026-000012". Pure."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"(?P<portal>[A-Z0-9-]+)-(?P<year>\d{4})-(?P<number>\d{6,})")


def question_code(portal_code: str, *, year: int, number: int) -> str:
    """The code of the question with a number within a year of the portal that received it."""
    return f"{portal_code.upper()}-{year}-{number:06d}"


def as_typed(text: str) -> str:
    """A code as somebody types or reads it from paper, written as it is kept; empty where it is none.

    Spaces do not count, nor do small letters and the kind of dash.
    """
    code = re.sub(r"[‐-―−]", "-", re.sub(r"\s+", "", text)).upper()
    return code if _CODE.fullmatch(code) else ""
