"""Which saves of a page are one sitting of one person at the editor. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

# Longest pause between two saves of one sitting. After a longer one the history of a page shows another line, and the
# translation of an English page begins another revision.
LONGEST_PAUSE: Final = timedelta(minutes=30)
SAVE: Final = "wagtail.edit"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """An entry of the log of a page. Saves by which an editor wrote over its own version have one `window`."""

    key: int
    action: str
    user: int | None
    at: datetime
    revision: int | None
    window: Any = None


@dataclass(frozen=True, slots=True)
class Sitting:
    """Saves of one person with nothing of somebody else between them, the first one first."""

    entries: tuple[LogEntry, ...]

    @property
    def first(self) -> LogEntry:
        return self.entries[0]

    @property
    def last(self) -> LogEntry:
        return self.entries[-1]

    @property
    def earlier(self) -> set[int]:
        """Keys of the entries before the last one, of each window the last: Wagtail shows no others."""
        windows = {entry.window: entry.key for entry in self.entries if entry.window is not None}
        single = {entry.key for entry in self.entries if entry.window is None}
        return {*windows.values(), *single} - {self.last.key}


def sittings_of(entries: Iterable[LogEntry], *, decided: Collection[int]) -> list[Sitting]:
    """The sittings among the entries of a page, which come in their order.

    Args:
        decided: versions that were submitted, approved or public: a sitting ends with one.
    """
    found: list[list[LogEntry]] = []
    previous: LogEntry | None = None
    for entry in entries:
        if previous is not None and _goes_on(previous, entry, decided):
            found[-1].append(entry)
        elif entry.action == SAVE:
            found.append([entry])
        previous = entry
    return [Sitting(tuple(saves)) for saves in found]


def _goes_on(before: LogEntry, entry: LogEntry, decided: Collection[int]) -> bool:
    """Whether an entry is a save in the sitting of the one before it."""
    if not before.action == entry.action == SAVE or before.user is None or before.user != entry.user:
        return False
    is_same_window = before.window is not None and before.window == entry.window
    is_decided = before.revision in decided and before.revision != entry.revision
    return not is_decided and (is_same_window or entry.at - before.at <= LONGEST_PAUSE)
