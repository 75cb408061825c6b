"""Compares a mirror with what the application answers now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from django.utils.translation import gettext as _

from cityportal.mirror.errors import MirrorRefused
from cityportal.mirror.links import links_in
from cityportal.mirror.manifest import Entry, Manifest
from cityportal.mirror.target import current_folder
from cityportal.mirror.visiting import Visitor
from sites.directory import PortalRecord, get_directory

_HOMES = ("/", "/en/")


class Drift(StrEnum):
    """How an address of the mirror differs from the application."""

    MISSING = "missing"
    STALE = "stale"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Difference:
    """One address that differs."""

    drift: Drift
    url: str


@dataclass(frozen=True, slots=True)
class Compared:
    """How many addresses were compared, and which differ."""

    addresses: int
    differences: list[Difference]


def compare_mirror(target: Path, *, sample: int, on: date) -> Compared:
    """Ask for the homes of all portals and for other pages that the day chooses, on both sides.

    Args:
        sample: how many pages besides the homes.

    Raises:
        MirrorRefused: there is no mirror, or the application is out of service.
    """
    folder = current_folder(target)
    manifest = Manifest.read(folder) if folder else None
    if folder is None or manifest is None:
        raise MirrorRefused(_("There is no mirror in %(folder)s.") % {"folder": target})
    visitor = Visitor()
    records = {record.host: record for record in get_directory().records if record.is_readable and record.host}
    known = set(_addresses(visitor, manifest, records))
    chosen = sorted(place for place in known if place[1] in _HOMES)
    others = sorted(known - set(chosen), key=lambda place: sha256(f"{on} {place}".encode()).digest())
    chosen += others[:sample]
    differences = []
    for host, address in chosen:
        kept = manifest.hosts[host].entries.get(address) if host in manifest.hosts else None
        drift = _drift(visitor, host, address, kept, folder)
        if drift is not None:
            url = records[host].root_url if host in records else f"//{host}"
            differences.append(Difference(drift, f"{url}{address}"))
    return Compared(len(chosen), differences)


def _addresses(visitor: Visitor, manifest: Manifest, records: dict[str, PortalRecord]) -> Iterator[tuple[str, str]]:
    """Pages that the mirror has, and those that the site maps of the portals name now."""
    for host, files in manifest.hosts.items():
        yield from ((host, entry.address) for entry in files.entries.values() if entry.file.endswith(".html"))
    for host, record in records.items():
        yield host, "/"
        waiting, seen = ["/sitemap.xml"], set()
        while waiting:
            address = waiting.pop()
            seen.add(address)
            answer = visitor.ask(host, address)
            if answer.status == HTTPStatus.SERVICE_UNAVAILABLE:
                raise MirrorRefused(_("The application is out of service: %(host)s answers 503.") % {"host": host})
            found = links_in(answer.content.decode(), answer.content_type, base=record.root_url + address)
            waiting += [part for part in found if part.startswith("/sitemap.xml") and part not in seen]
            yield from ((host, page) for page in found if not page.startswith("/sitemap.xml"))


def _drift(visitor: Visitor, host: str, address: str, kept: Entry | None, folder: Path) -> Drift | None:
    answer = visitor.ask(host, address)
    is_public = answer.status == HTTPStatus.OK
    if kept is None:
        return Drift.MISSING if is_public else None
    if not is_public:
        return Drift.EXTRA
    path = folder / host / kept.file
    # What lies there, whatever the manifest says of it.
    if not path.is_file():
        return Drift.MISSING
    return None if path.read_bytes() == answer.content else Drift.STALE
