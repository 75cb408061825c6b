"""One run of the mirror: every host, again where something changed meanwhile, then the switch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from typing import Final

from django.conf import settings
from django.core.management.base import OutputWrapper
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _

from cityportal.backups.making import product_version
from cityportal.mirror.errors import MirrorRefused
from cityportal.mirror.host_export import SHARED, ApplicationAway, HostRun, HostTask, export_host
from cityportal.mirror.manifest import HostFiles, Manifest, State
from cityportal.mirror.target import check_room, current_folder, locked, new_generation
from cityportal.mirror.visiting import Visitor
from cityportal.settings.env import BASE_DIR
from page_cache.generations import current_generations
from page_cache.models import PendingPurge
from sites.directory import PortalRecord, get_directory
from sites.progress import Progress

# How often a portal is looked at again that changed while it was written.
PASSES: Final = 3
_SOURCES: Final = (".py", ".html", ".mo", ".css", ".js")

Runs = Callable[[Iterable[HostTask]], Iterator[HostRun | None]]


@dataclass(slots=True)
class Exported:
    """What a run wrote.

    Attributes:
        rendered: how many addresses the application was asked for.
        failed: addresses with their host that it could not answer, with the status.
        unsettled: hosts that changed again while they were looked at again.
    """

    manifest: Manifest
    rendered: int = 0
    failed: list[tuple[str, int]] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)


def export_mirror(target: Path, *, stream: OutputWrapper, workers: int = 1) -> Exported:
    """Write a new generation of the mirror and switch to it.

    Args:
        stream: where progress is shown.

    Raises:
        MirrorRefused: the target cannot take it, another run is under way, or the application is out of service.
    """
    began = timezone.now()
    with locked(target):
        former_folder = current_folder(target)
        former = Manifest.read(former_folder) if former_folder else None
        check_room(target, former)
        with new_generation(target, at=timezone.localtime(began)) as folder, _running(workers) as run:
            mirror = _Mirror(folder, former, former_folder or folder, stream=stream, run=run)
            mirror.write(began=began)
            mirror.exported.manifest.write(folder)
    return mirror.exported


def release() -> str:
    """Version of the product with the moment at which its newest file was changed: another one renders other pages."""
    newest = max(path.stat().st_mtime_ns for path in _source_files())
    return f"{product_version()}.{newest}"


def _source_files() -> Iterator[Path]:
    for room in sorted(path.parent for path in BASE_DIR.glob("*/__init__.py") if path.parent.name != "tests"):
        yield from (path for path in room.rglob("*") if path.suffix in _SOURCES)
    yield from (BASE_DIR / "templates").rglob("*.html")


def states_of(records: Iterable[PortalRecord], *, at: datetime, version: str) -> dict[str, State]:
    """The state of each portal now, by host. A change that the page cache was not told of makes it unknown."""
    day = timezone.localdate(at).isoformat()
    waiting = set(PendingPurge.objects.filter(is_cache_confirmed=False).values_list("portal_id", flat=True))
    states = {}
    for record in records:
        tokens = current_generations(record.id) if settings.PAGE_CACHE_SECONDS else None
        is_known = tokens and not waiting & {record.id, None}
        own = f"{tokens.own} {tokens.shared}" if tokens and is_known else ""
        states[record.host] = State(own, tokens.any_portal if tokens and not waiting else "", day, version)
    return states


class _Mirror:
    """One generation while it is written."""

    def __init__(
        self, folder: Path, former: Manifest | None, former_folder: Path, *, stream: OutputWrapper, run: Runs
    ) -> None:
        self._folder, self._former_folder, self._stream, self._run = folder, former_folder, stream, run
        self._former: Mapping[str, HostFiles] = former.hosts if former else {}
        self._version = release()
        self._shared: set[str] = set()
        self.exported = Exported(Manifest(made_at=""))

    def write(self, *, began: datetime) -> None:
        hosts = self.exported.manifest.hosts
        records = _readable()
        self._pass(records, states_of(records, at=began, version=self._version), self._former, self._former_folder)
        for _number in range(PASSES - 1):
            self._forget_closed()
            if not (changed := self._changed()):
                break
            self._stream.write(_("Again: %(count)d portals that changed meanwhile …") % {"count": len(changed)})
            records = [record for record in _readable() if record.host in changed]
            self._pass(records, changed, hosts, self._folder)
        else:
            self.exported.unsettled = sorted(self._changed())
        self._forget_closed()
        self._write_shared()
        self.exported.manifest.made_at = began.isoformat()

    def _pass(
        self,
        records: list[PortalRecord],
        states: Mapping[str, State],
        former: Mapping[str, HostFiles],
        former_folder: Path,
    ) -> None:
        now = timezone.now()
        tasks = [
            HostTask(
                record,
                record.host,
                self._folder / record.host,
                former.get(record.host),
                former_folder / record.host,
                states[record.host],
                now,
            )
            for record in records
        ]
        progress = Progress(len(tasks), self._stream)
        for task, run in zip(tasks, self._run(tasks), strict=True):
            if run is None:
                self._close(task.record)
            else:
                self._take(task.host, run)
            progress.step(task.host)
        progress.close()

    def _take(self, host: str, run: HostRun) -> None:
        self.exported.manifest.hosts[host] = run.files
        self.exported.rendered += run.rendered
        self.exported.failed += [(f"{host}{address}", status) for address, status in run.failed]
        self._shared |= run.shared

    def _close(self, record: PortalRecord) -> None:
        """Leave out a portal that was closed meanwhile.

        Raises:
            MirrorRefused: it was not: the application is out of service.
        """
        if record.host in {one.host for one in _readable()}:
            raise MirrorRefused(_("The application is out of service: %(host)s answers 503.") % {"host": record.host})
        self.exported.manifest.hosts.pop(record.host, None)
        rmtree(self._folder / record.host, ignore_errors=True)

    def _forget_closed(self) -> None:
        readable = {record.host for record in _readable()}
        for host in set(self.exported.manifest.hosts) - readable:
            del self.exported.manifest.hosts[host]
            rmtree(self._folder / host, ignore_errors=True)

    def _changed(self) -> dict[str, State]:
        """States of the hosts that are not as they were when their pages were rendered."""
        hosts = self.exported.manifest.hosts
        records = [record for record in _readable() if record.host in hosts]
        states = states_of(records, at=timezone.now(), version=self._version)
        if not settings.PAGE_CACHE_SECONDS:
            # Nothing tells what changed.
            return {}
        return {
            host: state
            for host, state in states.items()
            if not state.is_same(hosts[host].state)
            or (
                state.others != hosts[host].state.others
                and any(entry.shows_others for entry in hosts[host].entries.values())
            )
        }

    def _write_shared(self) -> None:
        """What is the same on every host: style sheets, scripts, fonts."""
        records = _readable()
        if not records:
            return
        now = timezone.now()
        task = HostTask(
            records[0],
            SHARED,
            self._folder / SHARED,
            self._former.get(SHARED),
            self._former_folder / SHARED,
            State(self._version, self._version, "", self._version),
            now,
            beginnings=(),
            further=tuple(sorted(self._shared)),
        )
        for run in self._run([task]):
            if run is None:
                self._close(task.record)
            else:
                self._take(SHARED, run)


def _readable() -> list[PortalRecord]:
    """Portals that citizens can read now."""
    return [record for record in get_directory().records if record.is_readable and record.host]


@contextmanager
def _running(workers: int) -> Iterator[Runs]:
    """A way to export hosts: here, or in several processes."""
    if workers == 1:
        yield lambda tasks: map(_export, tasks)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("fork")) as pool:

        def run(tasks: Iterable[HostTask]) -> Iterator[HostRun | None]:
            # The processes begin with the first task, and cannot share a connection with this one.
            connections.close_all()
            return pool.map(_export, tasks)

        yield run


_visitors: list[Visitor] = []


def _export(task: HostTask) -> HostRun | None:
    """Export a host in this process; None: it is out of service."""
    if not _visitors:
        _visitors.append(Visitor())
    try:
        return export_host(task, _visitors[0])
    except ApplicationAway:
        return None
