"""Rows of a file on their way to portals, and what is found wrong with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from provisioning.from_file.context import FileRow, RegisteredPortal
from provisioning.from_file.errors import RowError, row_error


@dataclass(slots=True)
class Draft:
    """A row on its way to a portal."""

    row: FileRow
    code: str
    profile: str
    parent: RegisteredPortal | None = None
    registered: RegisteredPortal | None = None
    host: str = ""
    is_proposed: bool = False

    @property
    def kind(self) -> str:
        return self.row["kind"]

    @property
    def name(self) -> str:
        return self.row["name_vi"]


@dataclass(frozen=True, slots=True)
class Mistakes:
    """What is wrong with the rows of a file, in the order in which it was found."""

    found: list[RowError] = field(default_factory=list)

    def report(self, draft: Draft, column: str, code: str, **params: object) -> None:
        self.found.append(row_error(draft.row.line, column, code, **params))

    def add(self, draft: Draft, column: str, code: str, message: str) -> None:
        """What another module of rules has said in words already."""
        self.found.append(RowError(draft.row.line, column, code, message))


def repeated(drafts: Iterable[Draft], key: Callable[[Draft], str]) -> list[list[Draft]]:
    """Drafts that share a key with another one, by key; an empty key is none."""
    groups: dict[str, list[Draft]] = defaultdict(list)
    for draft in drafts:
        groups[key(draft)].append(draft)
    return [same for value, same in groups.items() if value and len(same) > 1]


def other_lines(draft: Draft, same: Iterable[Draft]) -> str:
    return ", ".join(str(other.row.line) for other in same if other is not draft)


__all__ = ["Draft", "Mistakes", "other_lines", "repeated"]
