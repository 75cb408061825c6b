"""What gives the documents of an official source. The national database publishes no interface: a source that can be
asked gets a class of its own; an export of it in a file stands in until then."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext as _

from formats.tables.errors import RowError
from information.enums import OfficialSource
from information.legal.legal_file import MAX_BYTES, read_legal_file
from information.legal.legal_matching import OfficialDocument


class LegalSource(Protocol):
    """A national database or a gazette. `name` and `digest` stand in the record of comparisons."""

    @property
    def source(self) -> OfficialSource: ...

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    def documents(self) -> list[OfficialDocument]:
        """All that it has of the agencies of the city.

        Raises:
            SourceUnread: it cannot be reached.
            SourceMistaken: what it gives cannot be understood.
        """


class SourceUnread(Exception):
    """A source cannot be reached; its words say why, in the active language."""


class SourceMistaken(Exception):
    """What a source gives cannot be understood: each mistake with its line."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(len(errors))
        self.errors = errors


@dataclass(frozen=True)
class FileSource:
    """An export of the source as a CSV file; columns: see `information.legal.legal_file`."""

    path: Path
    source: OfficialSource = OfficialSource.NATIONAL

    @property
    def name(self) -> str:
        return self.path.name[-255:]

    @property
    def digest(self) -> str:
        return sha256(self._content).hexdigest()

    @cached_property
    def _content(self) -> bytes:
        """No more than a byte past the limit is read."""
        try:
            with self.path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError as error:
            told = _("The file %(file)s cannot be read: %(reason)s")
            raise SourceUnread(told % {"file": self.path, "reason": error.strerror}) from error

    def documents(self) -> list[OfficialDocument]:
        file = read_legal_file(self._content)
        if file.errors:
            raise SourceMistaken(file.errors)
        return file.documents
