"""What a mirror holds: one line of JSON for the mirror, for each portal and for each file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Self

NAME: Final = "manifest.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One address and the file that keeps it.

    Attributes:
        file: relative to the folder of its host.
        until: when it expires by the clock, in ISO format; empty: at midnight.
        shows_others: whether it shows what other portals have.
        always: whether it is asked for in every run: the application keeps no copy of it.
    """

    address: str
    file: str
    sha256: str
    size: int
    until: str = ""
    shows_others: bool = False
    always: bool = False

    def holds(self, *, at: datetime, same_of_others: bool) -> bool:
        """Whether it is still what the application would answer, while its portal has not changed."""
        is_fresh = not self.until or at < datetime.fromisoformat(self.until)
        return is_fresh and not self.always and (same_of_others or not self.shows_others)


@dataclass(frozen=True, slots=True)
class State:
    """Under which everything of a portal was rendered.

    Attributes:
        own: tokens of the portal and of what all show (`page_cache.generations`); empty: it may have changed.
        others: likewise, of what any portal shows.
        day: on which it was, in the time of the city.
        release: of the product.
    """

    own: str
    others: str
    day: str
    release: str

    def is_same(self, other: State) -> bool:
        """Whether nothing of the portal itself has changed in between."""
        mine, its = (self.own, self.day, self.release), (other.own, other.day, other.release)
        return bool(self.own) and mine == its


@dataclass(slots=True)
class HostFiles:
    """Everything of one host."""

    state: State
    entries: dict[str, Entry] = field(default_factory=dict)


@dataclass(slots=True)
class Manifest:
    """Everything of a mirror, by host."""

    made_at: str
    hosts: dict[str, HostFiles] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for files in self.hosts.values() for entry in files.entries.values())

    def write(self, folder: Path) -> None:
        with (folder / NAME).open("w", encoding="utf-8") as lines:
            lines.write(_line({"made_at": self.made_at}))
            for host, files in self.hosts.items():
                lines.write(_line({"host": host, "state": asdict(files.state)}))
                for entry in files.entries.values():
                    lines.write(_line({"host": host, **asdict(entry)}))

    @staticmethod
    def date_of(folder: Path) -> datetime | None:
        """When the mirror of a folder was begun, without the rest; None: nothing there can be read."""
        try:
            with (folder / NAME).open(encoding="utf-8") as lines:
                return datetime.fromisoformat(json.loads(next(lines))["made_at"])
        except (OSError, StopIteration, ValueError, KeyError, TypeError):
            return None

    @classmethod
    def read(cls, folder: Path) -> Self | None:
        """The manifest of a folder; None: there is none that can be read."""
        try:
            with (folder / NAME).open(encoding="utf-8") as lines:
                manifest = cls(made_at=json.loads(next(lines))["made_at"])
                for line in lines:
                    row = json.loads(line)
                    host = row.pop("host")
                    if "state" in row:
                        manifest.hosts[host] = HostFiles(State(**row["state"]))
                    else:
                        manifest.hosts[host].entries[row["address"]] = Entry(**row)
        except (OSError, StopIteration, ValueError, KeyError, TypeError):
            return None
        return manifest


def _line(row: Mapping[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
