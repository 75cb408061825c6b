"""Writes the pages of one host, and renders no page again that cannot have changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path
from typing import Final

from django.conf import settings

from cityportal.mirror.links import SHARED_PREFIXES, address_of, file_of, links_in
from cityportal.mirror.manifest import Entry, HostFiles, State
from cityportal.mirror.visiting import Answer, Visitor
from sites.directory import PortalRecord
from sites.middleware import SECURITY_TXT

# From which everything else is found; the site map names every page.
BEGINNINGS: Final = ("/", "/sitemap.xml", "/robots.txt", *((SECURITY_TXT,) if settings.SECURITY_CONTACTS else ()))
# The folder of what is the same on every host; no host has such a name.
SHARED: Final = "_shared"
_TEXTS: Final = frozenset({"text/html", "text/css", "application/xml", "application/manifest+json"})
_FILES: Final = ("/media/", "/documents/", *SHARED_PREFIXES)
# Age of a page that follows the clock, from which on it is rendered anew: less than the hour between two runs.
_MOST_LATE: Final = timedelta(minutes=30)
_WAITING: Final = ".waiting"

Failed = list[tuple[str, int]]


class ApplicationAway(Exception):
    """The application answered that it is out of service."""


@dataclass(slots=True)
class HostRun:
    """What a run made of a host.

    Attributes:
        shared: addresses that its pages use, and every host has.
        failed: addresses that the application could not answer, with the status.
        rendered: how many addresses it was asked for.
    """

    files: HostFiles
    shared: set[str] = field(default_factory=set)
    failed: Failed = field(default_factory=list)
    rendered: int = 0


@dataclass(frozen=True, slots=True)
class HostTask:
    """A host that is to be written.

    Attributes:
        former: what a former run wrote to `former_folder`, which is the same folder where this one repeats a run.
        beginnings: addresses to begin with, where nothing is known of the host.
        further: addresses that are asked for besides.
    """

    record: PortalRecord
    host: str
    folder: Path
    former: HostFiles | None
    former_folder: Path
    state: State
    at: datetime
    beginnings: tuple[str, ...] = BEGINNINGS
    further: tuple[str, ...] = ()

    def is_kept(self, address: str) -> bool:
        """Whether an address belongs to the folder of this host."""
        return address.startswith(SHARED_PREFIXES) == (self.host == SHARED)


def export_host(task: HostTask, visitor: Visitor) -> HostRun:
    """Write one host: render, follow what its pages lead to, and link to former files that still hold.

    Raises:
        ApplicationAway: it is out of service.
    """
    return _HostExport(task, visitor).run()


class _HostExport:
    def __init__(self, task: HostTask, visitor: Visitor) -> None:
        self._task, self._visitor = task, visitor
        self._former = task.former.entries if task.former else {}
        self._base = task.record.root_url
        self._run = HostRun(HostFiles(task.state))
        self._folders: set[Path] = set()

    def run(self) -> HostRun:
        entries = self._run.files.entries
        for entry in self._holding():
            self._link(entry)
            entries[entry.address] = entry
        # Where nothing changed, no page leads to anything new.
        waiting = [*(self._former if entries else self._task.beginnings), *self._task.further]
        asked = set(entries)
        while waiting:
            address = waiting.pop()
            if address not in asked:
                asked.add(address)
                waiting += self._export(address) - asked
        if self._task.folder == self._task.former_folder:
            files = {entry.file for entry in entries.values()}
            for entry in self._former.values():
                if entry.file not in files:
                    (self._task.folder / entry.file).unlink(missing_ok=True)
        return self._run

    def _holding(self) -> Iterable[Entry]:
        former = self._task.former
        if former is None or not self._task.state.is_same(former.state):
            return ()
        is_same = self._task.state.others == former.state.others != ""
        return [entry for entry in self._former.values() if entry.holds(at=self._task.at, same_of_others=is_same)]

    def _export(self, address: str) -> set[str]:
        """Ask for one address and keep it where it is public. Returns the addresses of this host to which it leads."""
        answer = self._visitor.ask(self._task.record.host, address)
        self._run.rendered += 1
        if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
            raise ApplicationAway(address)
        if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            self._run.failed.append((address, answer.status))
        if answer.location:
            return self._sorted({address_of(answer.location, base=self._base + address)} - {""})
        if answer.status != HTTPStatus.OK:
            return set()
        self._keep(address, answer)
        if answer.content_type not in _TEXTS:
            return set()
        text = answer.content.decode(errors="replace")
        return self._sorted(links_in(text, answer.content_type, base=self._base + address))

    def _sorted(self, addresses: set[str]) -> set[str]:
        kept = set(filter(self._task.is_kept, addresses))
        self._run.shared |= addresses - kept
        return kept

    def _keep(self, address: str, answer: Answer) -> None:
        file = file_of(address, answer.content_type)
        if not file:
            self._run.failed.append((address, answer.status))
            return
        declared = answer.declared
        # What a view of the city's own does not declare may show every portal.
        is_undeclared = not declared.is_cacheable and not address.startswith(_FILES)
        shows_others = declared.shows_other_portals or (self._task.record.is_city and is_undeclared)
        until = declared.expires(at=self._task.at, most_late=_MOST_LATE)
        entry = Entry(
            address=address,
            file=file,
            sha256=sha256(answer.content).hexdigest(),
            size=len(answer.content),
            until=until.isoformat() if until else "",
            shows_others=shows_others,
            always=declared.is_incomplete,
        )
        former = self._former.get(address)
        if former is not None and (former.file, former.sha256) == (file, entry.sha256):
            self._link(former)
        else:
            self._write(file, answer.content)
        self._run.files.entries[address] = entry

    def _link(self, entry: Entry) -> None:
        if self._task.folder == self._task.former_folder:
            return
        source, path = self._task.former_folder / entry.file, self._path(entry.file)
        try:
            os.link(source, path)
        except FileExistsError:  # Under two addresses that are one name for files.
            self._write(entry.file, source.read_bytes())
        except OSError:  # A file system without links, or a file with as many as it may have.
            shutil.copyfile(source, path)

    def _write(self, file: str, content: bytes) -> None:
        """Never into a file that is there: a former generation may share it."""
        waiting = self._path(_WAITING)
        waiting.write_bytes(content)
        os.replace(waiting, self._path(file))

    def _path(self, file: str) -> Path:
        path = self._task.folder / file
        if path.parent not in self._folders:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._folders.add(path.parent)
        return path
