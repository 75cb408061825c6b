"""What a file of portals is read with: the installation it is checked against, and its cleaned rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sites.hostnames import HostnameRule, TakenHost


@dataclass(frozen=True, slots=True)
class RegisteredPortal:
    """A portal that exists: its code, kind, names, current host and the code of the portal above."""

    code: str
    kind: str
    name_vi: str
    name_en: str
    host: str
    parent_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionContext:
    """The installation that a file is checked against.

    `taken` holds the hosts of all portals in all periods, with the code of their owner; `parent_kinds` the kinds of
    portal in order, each with those that may stand above it (none: the city portal).
    """

    base: str
    profile: str
    rules: tuple[HostnameRule, ...]
    parent_kinds: Mapping[str, tuple[str, ...]]
    suffix: str = ""
    reserved: Mapping[str, str] = field(default_factory=dict)
    taken: tuple[TakenHost, ...] = ()
    registered: tuple[RegisteredPortal, ...] = ()

    def is_root(self, kind: str) -> bool:
        """Whether portals of a kind stand under no other: the city's."""
        return self.parent_kinds.get(kind) == ()


@dataclass(frozen=True, slots=True)
class FileRow:
    """One line of the file with its cleaned cells; a column that the file lacks is empty."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


__all__ = ["FileRow", "ProvisionContext", "RegisteredPortal"]
