"""Words, scope, filters and order of a search, as the address of its results says them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.http import QueryDict
from wagtail.models import get_page_models

from formats.vietnamese.text import clean_text
from home.serving.search_facts import SearchState, document_types
from qa.models import Question

if TYPE_CHECKING:
    from sites.directory import Directory


class Sort(StrEnum):
    """Orders of hits; the value is that of the address."""

    RELEVANCE = "phu-hop"
    DATE = "moi-nhat"


# Ways to narrow with several values, by their parameter in addresses; those of lists of sections have the same names.
PARAMETERS: Final = {
    "kinds": "loai-noi-dung",
    "portal_ids": "cong",
    "topics": "linh-vuc",
    "categories": "chuyen-muc",
    "years": "nam",
    "document_types": "loai-van-ban",
    "issuers": "co-quan",
    "states": "tinh-trang",
}
SINCE, UNTIL, SORT = "tu-ngay", "den-ngay", "sap-xep"
# The words, and where they are looked for.
QUESTION, SCOPE = "q", "pham-vi"
# Years in which something can be published: a period that begins or ends outside of them has no such bound.
_YEARS: Final = range(1900, 2201)
# Values of one way that are read, and characters of a value.
_MAX_VALUES: Final = 20
_MAX_LENGTH: Final = 250


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on hits: one of the values of each way that has any, published in a period.

    Attributes:
        portal_ids: portals, each with those below it (`Directory`); the scope of a search says which may be found.
        since: first day of the publication, in the time zone of the city.
        until: last day.
    """

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    document_types: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    portal_ids: tuple[int, ...] = ()
    since: date | None = None
    until: date | None = None

    @classmethod
    def read(cls, parameters: QueryDict, directory: Directory) -> Filters:
        """Take what an address asks for; values that nothing could have are passed over."""
        codes = {record.code: record.id for record in directory.records if record.is_readable}
        known: dict[str, Mapping[str, Any]] = {
            "kinds": kinds_by_name(),
            "portal_ids": codes,
            "document_types": {code: code for code in document_types()},
            "states": {state: state for state in SearchState.values},
        }
        chosen: dict[str, Any] = {}
        for dimension, parameter in PARAMETERS.items():
            typed = parameters.getlist(parameter)[:_MAX_VALUES]
            chosen[dimension] = tuple(dict.fromkeys(_values(typed, dimension, known.get(dimension))))
        first, last = _day(parameters.get(SINCE, "")), _day(parameters.get(UNTIL, ""))
        if first is not None and last is not None and first > last:
            first, last = last, first
        return cls(**chosen, since=first, until=last)

    def __bool__(self) -> bool:
        return self != NO_FILTERS

    def chosen(self, dimension: str) -> tuple[Any, ...]:
        """Values of one way."""
        values: tuple[Any, ...] = getattr(self, dimension)
        return values

    def with_only(self, dimension: str, *values: Any) -> Filters:
        """These filters with other values of one way."""
        changed: dict[str, Any] = {dimension: values}
        return replace(self, **changed)

    def parameters(self, directory: Directory) -> list[tuple[str, str]]:
        """Names and values for an address, from which they can be read again."""
        return [
            *(
                (parameter, address_value(dimension, value, directory))
                for dimension, parameter in PARAMETERS.items()
                for value in self.chosen(dimension)
            ),
            *((name, day.isoformat()) for name, day in ((SINCE, self.since), (UNTIL, self.until)) if day is not None),
        ]

    def as_text(self, directory: Directory) -> str:
        """Names and values as one text, which may be kept."""
        return urlencode(self.parameters(directory))

    @classmethod
    def from_text(cls, text: str, directory: Directory) -> Filters | None:
        """What was kept; None where something of it is no more: without it, more would be found than was meant."""
        filters = cls.read(QueryDict(text), directory)
        return filters if filters.as_text(directory) == text else None


NO_FILTERS: Final = Filters()


def address_value(dimension: str, value: Any, directory: Directory) -> str:
    """A value as it stands in addresses."""
    if dimension == "portal_ids":
        return directory.by_id[value].code
    return str(value).rpartition(".")[2] if dimension == "kinds" else str(value)


def kinds_by_name() -> dict[str, str]:
    """Labels of the models that rows stand for, by the name in addresses."""
    return {str(model._meta.model_name): model._meta.label_lower for model in [*get_page_models(), Question]}


def read_sort(parameters: QueryDict) -> Sort:
    """The order that an address asks for."""
    return Sort.DATE if parameters.get(SORT) == Sort.DATE else Sort.RELEVANCE


def _values(typed: list[str], dimension: str, known: Mapping[str, Any] | None) -> Iterator[Any]:
    for text in typed:
        value = clean_text(text[: 2 * _MAX_LENGTH].replace("\0", ""))[:_MAX_LENGTH]
        if dimension == "years":
            if value.isascii() and value.isdecimal() and len(value) == len("2026"):
                yield int(value)
        elif known is not None:
            if value in known:
                yield known[value]
        elif value:
            yield value


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if day.year in _YEARS else None
