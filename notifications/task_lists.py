"""Task lists ("My work"): what waits for a person, as lists of entries with their age.

The apps above register their lists, with what reads their rows and what makes entries of these.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, QuerySet, TextChoices, Window
from django.utils import timezone

from members.access.scope import Scope
from sites.directory import PortalRecord, get_directory

if TYPE_CHECKING:
    from accounts.models import User

# Entries of each list that the dashboard shows.
SHOWN = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list. What does not fit its kind stays empty."""

    title: str
    url: str
    portal: str = ""
    person: str = ""
    # Since when it waits; of a role, its last day.
    since: datetime | None = None
    until: date | None = None
    # The moment at which it is due, and whether that has passed.
    due: datetime | None = None
    is_late: bool = False
    # Whoever it waits for has no role there any more.
    is_left: bool = False
    remark: str = ""
    count: int = 0
    # Own work, which somebody else decides on (13.1.g).
    is_own: bool = False


@dataclass(frozen=True)
class Worker:
    """For whom the lists are read, when, and where the person works."""

    user: User
    scope: Scope
    now: datetime
    _read: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def read_once(self, key: Hashable, read: Callable[[Worker], Any]) -> Any:
        """What several lists of one request are made from."""
        if key not in self._read:
            self._read[key] = read(self)
        return self._read[key]

    def name_of(self, record: PortalRecord | None) -> str:
        """Name of a portal; empty where the person works on one alone."""
        several = self.scope.everything or len(self.scope.content_portals) > 1
        return record.name if record is not None and several else ""

    def name_of_key(self, portal_id: int | None) -> str:
        return self.name_of(get_directory().by_id.get(portal_id or 0))


# Of a worker: the rows of a list, as a list or a query.
Rows = Callable[[Worker], "list[Any] | QuerySet[Any]"]
# Of a worker, and rows by the code of their list: their entries by the same code. A bounded number of queries.
Entries = Callable[[Worker, Mapping[str, "list[Any]"]], Mapping[str, Iterable[Entry]]]


@dataclass(frozen=True, slots=True)
class TaskListType:
    """A list.

    Attributes:
        kind: code and label.
        order: place among the lists: what others wait for comes first.
        rows, entries: see `Rows` and `Entries`. Lists with the same `entries` are made together.
        is_dated: whether since when an entry waits is told by the date, and not in days.
    """

    kind: TextChoices
    order: int
    rows: Rows
    entries: Entries
    is_dated: bool = False


_types: dict[str, TaskListType] = {}


def register_task_list(kind: TextChoices, *, order: int, rows: Rows, entries: Entries, is_dated: bool = False) -> None:
    """Register a list.

    Raises:
        ValueError: a list of that code is registered.
    """
    if kind.value in _types:
        message = f"The task list {kind.value!r} is registered twice."
        raise ValueError(message)
    _types[kind.value] = TaskListType(kind, order, rows, entries, is_dated)


def task_list_types() -> list[TaskListType]:
    """All lists in the order in which they are shown."""
    return sorted(_types.values(), key=lambda each: each.order)


@dataclass(frozen=True, slots=True)
class TaskList:
    """One list of a person: its first entries, or one page of them, and how many there are."""

    type: TaskListType
    entries: tuple[Entry, ...]
    count: int

    @property
    def kind(self) -> TextChoices:
        return self.type.kind


def task_lists(worker: Worker) -> list[TaskList]:
    """The first entries of each list that is not empty."""
    return [found for found in _read(worker, task_list_types(), first=0, size=SHOWN) if found.count]


def task_list(worker: Worker, code: str, *, first: int = 0, size: int = SHOWN) -> TaskList:
    """Some entries of one list, from a place on, and how many there are in all. Empty for whom it does not concern.

    Raises:
        KeyError: there is no such list.
    """
    (found,) = _read(worker, [_types[code]], first=first, size=size)
    return found


def _read(worker: Worker, types: Iterable[TaskListType], *, first: int, size: int) -> list[TaskList]:
    parts = {each: _part(each.rows(worker), first=first, size=size) for each in types}
    together: dict[Entries, dict[str, list[Any]]] = defaultdict(dict)
    for each, (rows, _count) in parts.items():
        together[each.entries][each.kind.value] = rows
    entries: dict[str, Iterable[Entry]] = {}
    for make, rows_by_code in together.items():
        entries.update(make(worker, rows_by_code))
    return [TaskList(each, tuple(entries[each.kind.value]), count) for each, (_rows, count) in parts.items()]


def _part(rows: Any, *, first: int, size: int) -> tuple[list[Any], int]:
    """Some rows of a list or a query, and how many there are."""
    if isinstance(rows, list):
        return rows[first : first + size], len(rows)
    part = list(rows.annotate(in_all=Window(Count("pk")))[first : first + size])
    return part, part[0].in_all if part else 0


def one_by_one(entry: Callable[[Worker, Any], Entry]) -> Entries:
    """Make each entry from its row alone."""

    def entries(worker: Worker, rows: Mapping[str, list[Any]]) -> dict[str, list[Entry]]:
        return {code: [entry(worker, row) for row in found] for code, found in rows.items()}

    return entries


def days_waiting(since: datetime, *, on: date) -> int:
    """Days since a moment, by the calendar of the city; the day itself is day zero. Never below zero."""
    return max((on - timezone.localdate(since)).days, 0)


def oldest_first(entries: list[Entry]) -> list[Entry]:
    """Those that wait longest come first; those without a time last, by their title."""
    return sorted(entries, key=lambda entry: (entry.since.timestamp() if entry.since else float("inf"), entry.title))
