"""Who takes sheets of figures. A system that is connected gets a class of its own; a folder stands in until then."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Receiver(Protocol):
    """A system that takes sheets. `name` stands in the log of what was sent."""

    @property
    def name(self) -> str: ...

    def take(self, name: str, content: bytes) -> str:
        """Take a sheet; what the system says of it.

        Raises:
            OSError: it does not take it.
        """


@dataclass(frozen=True, slots=True)
class FolderReceiver:
    """Puts sheets into a folder, from which the connection of the city fetches them."""

    folder: Path

    @property
    def name(self) -> str:
        return f"{self.folder.name}/"

    def take(self, name: str, content: bytes) -> str:
        """Write a file that is there once it is whole."""
        partial = self.folder / f".{name}.part"
        partial.write_bytes(content)
        os.replace(partial, self.folder / name)
        return name
