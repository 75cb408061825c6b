"""What a cell of a table says: a day, an address, a word of a list. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

from formats.tables.errors import CellRefused
from formats.vietnamese.text import slug

_DAYS: Final = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y")
_YEARS: Final = range(1945, 2101)


def read_day(text: str) -> date:
    """The day that a cell names.

    Raises:
        CellRefused: it names none.
    """
    for form in _DAYS:
        try:
            day = datetime.strptime(text, form).date()  # noqa: DTZ007 -- a day has no zone
        except ValueError:
            continue
        if day.year in _YEARS:
            return day
    raise CellRefused("bad_date", value=text)


def passing(validate: Callable[[str], None], code: str) -> Callable[[str], str]:
    """A reader of cells that a validator of Django's lets pass; others are refused with a code."""

    def read(text: str) -> str:
        try:
            validate(text)
        except ValidationError:
            raise CellRefused(code, value=text) from None
        return text

    return read


def address(*schemes: str) -> Callable[[str], str]:
    """A reader of addresses that begin with one of these schemes."""
    return passing(URLValidator(schemes=list(schemes)), "bad_url")


def one_of(words: Mapping[Any, Iterable[str]]) -> Callable[[str], Any]:
    """A reader of words, with or without marks and capitals. The first word of each value is named in a refusal."""
    values = {slug(word): value for value, known in words.items() for word in known}
    shown = ", ".join(next(iter(known)) for known in words.values())

    def read(text: str) -> Any:
        if (value := values.get(slug(text))) is None:
            raise CellRefused("unknown_word", value=text, words=shown)
        return value

    return read
