"""The table of all portals, kept in the process: which portal a host or a page belongs to, without a query.

A request holds the table it began with: one cache read. A transaction that changes portals reads a table of its own
until its end.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, Final, NamedTuple

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import get_language, pgettext

from formats.vietnamese.text import ascii_fold, sort_key
from sites.enums import LISTED_STATES, READABLE_STATES, PortalState
from sites.links import PortalLink, links_of
from sites.models.hostname import Hostname
from sites.models.portal import Portal, listed_name_of, root_url_of
from sites.naming import CITY
from sites.other_names import names_of

TOKEN_KEY = "portals.directory.token"  # noqa: S105 -- names a cache entry
# Seconds after which a process reads the table again without being told, should a token ever be lost.
MAX_AGE = 60
# Treebeard paths have four characters a level: Root is 0001, a container 0001xxxx.
CONTAINER_PATH_LENGTH = 8
CONTAINER_DEPTH = 2
# Its homes, one for each language, stand right below it.
HOME_DEPTH = CONTAINER_DEPTH + 1


UNKNOWN_BEFORE_IT_OPENS: Final = (
    "governing_body_vi", "governing_body_en", "managing_agency_vi", "managing_agency_en", "operating_unit_vi",
    "operating_unit_en", "responsible_person", "spokesperson", "spokesperson_phone", "address", "phone", "email",
    "licence", "opening_hours_vi", "opening_hours_en",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PortalRecord:
    """What public pages need to know of a portal; read-only, so it can be shared between requests."""

    id: int
    code: str
    kind: str
    parent_id: int | None
    name_vi: str
    name_en: str
    short_name_vi: str
    short_name_en: str
    host: str
    site_id: int | None
    collection_id: int | None
    container_id: int | None
    container_path: str
    state: str
    governing_body_vi: str
    governing_body_en: str
    managing_agency_vi: str
    managing_agency_en: str
    operating_unit_vi: str
    operating_unit_en: str
    responsible_person: str
    spokesperson: str
    spokesperson_phone: str
    address: str
    phone: str
    email: str
    licence: str
    opening_hours_vi: str
    opening_hours_en: str
    links: tuple[PortalLink, ...]
    also_known_as: tuple[str, ...]
    suspended_at: datetime | None
    suspended_reason: str
    expected_return: datetime | None
    access_revoked: bool
    archived_at: datetime | None
    archive_basis: str
    successor_id: int | None

    def __str__(self) -> str:
        return self.name

    @property
    def pk(self) -> int:
        return self.id

    def _in_language(self, vietnamese: str, english: str) -> str:
        return english if english and get_language() == "en" else vietnamese

    @property
    def name(self) -> str:
        return self._in_language(self.name_vi, self.name_en)

    def name_in(self, language: str) -> str:
        """Name in a language that need not be the active one."""
        return self.name_en if self.name_en and language == "en" else self.name_vi

    @property
    def listed_name(self) -> str:
        """Name in a list of portals."""
        return listed_name_of(self.name, self.state)

    @property
    def short_name(self) -> str:
        return self._in_language(self.short_name_vi or self.name_vi, self.short_name_en or self.name_en)

    @property
    def governing_body(self) -> str:
        return self._in_language(self.governing_body_vi, self.governing_body_en)

    @property
    def managing_agency(self) -> str:
        return self._in_language(self.managing_agency_vi, self.managing_agency_en)

    @property
    def operating_unit(self) -> str:
        return self._in_language(self.operating_unit_vi, self.operating_unit_en)

    @property
    def opening_hours(self) -> str:
        return self._in_language(self.opening_hours_vi, self.opening_hours_en)

    def as_unopened(self) -> PortalRecord:
        """As strangers know it before it opens: its name. Bodies and contacts are facts that no board has approved."""
        unknown: dict[str, Any] = dict.fromkeys(UNKNOWN_BEFORE_IT_OPENS, "") | {"links": (), "also_known_as": ()}
        return replace(self, **unknown)

    @property
    def portal_title(self) -> str:
        """Full name of the portal itself, as in the masthead."""
        return pgettext("title of a portal", "%(name)s E-Portal") % {"name": self.name}

    @property
    def root_url(self) -> str:
        return root_url_of(self.host)

    @property
    def is_city(self) -> bool:
        return self.kind == CITY

    @property
    def is_live(self) -> bool:
        """Whether it takes part in what happens: it is read, and takes what people send."""
        return self.state == PortalState.LIVE

    @property
    def is_readable(self) -> bool:
        return self.state in READABLE_STATES

    @property
    def is_listed(self) -> bool:
        return self.state in LISTED_STATES

    @property
    def is_archived(self) -> bool:
        return self.state == PortalState.ARCHIVED

    @property
    def parent(self) -> PortalRecord | None:
        """The portal one level up, from the directory."""
        return get_directory().by_id.get(self.parent_id) if self.parent_id else None

    @property
    def successor(self) -> PortalRecord | None:
        """The portal that took over; where that one was archived in turn, the last of those that followed."""
        known, seen = get_directory().by_id, {self.id}
        record = known.get(self.successor_id or 0)
        while record is not None and record.id not in seen and record.successor_id in known:
            seen.add(record.id)
            record = known[record.successor_id]
        return record if record is not None and record.is_listed else None


@dataclass(frozen=True, slots=True)
class KindRecord:
    """A kind of portals, with its heading in lists."""

    code: str
    plural_vi: str
    plural_en: str


@dataclass(frozen=True)
class Directory:
    """All portals of the installation, with the lookups that serving needs."""

    # By kind, then in Vietnamese dictionary order: Quận 3 before Quận 10.
    records: tuple[PortalRecord, ...]
    # Those that have portals, in the order in which they are listed.
    kinds: tuple[KindRecord, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, PortalRecord]:
        return {record.id: record for record in self.records}

    @cached_property
    def _by_host(self) -> dict[str, PortalRecord]:
        return {record.host: record for record in self.records if record.host}

    @cached_property
    def _by_container(self) -> dict[str, PortalRecord]:
        return {record.container_path: record for record in self.records if record.container_path}

    @cached_property
    def city(self) -> PortalRecord | None:
        """The city portal; None on an installation that has none yet."""
        return next((record for record in self.records if record.is_city), None)

    def by_host(self, host: str) -> PortalRecord | None:
        return self._by_host.get(host)

    def moved_from(self, host: str) -> PortalRecord | None:
        """The portal that answered on a host it gave up."""
        owner = Hostname.objects.retired().filter(host=host).values_list("portal_id", flat=True).first()
        return self.by_id.get(owner) if owner else None

    def for_path(self, path: str) -> PortalRecord | None:
        """The portal a page belongs to, by its place in the tree."""
        return self._by_container.get(path[:CONTAINER_PATH_LENGTH])

    @cached_property
    def _by_site(self) -> dict[int, PortalRecord]:
        return {record.site_id: record for record in self.records if record.site_id is not None}

    @cached_property
    def _by_collection(self) -> dict[int, PortalRecord]:
        return {record.collection_id: record for record in self.records if record.collection_id is not None}

    def for_site(self, site_id: int | None) -> PortalRecord | None:
        """The portal a setting belongs to, by the site it stands by."""
        return self._by_site.get(site_id or 0)

    def for_collection(self, collection_id: int | None) -> PortalRecord | None:
        """The portal a file belongs to, by the collection it lies in."""
        return self._by_collection.get(collection_id or 0)

    @cached_property
    def closed_to_staff(self) -> frozenset[int]:
        """Keys of suspended portals whose staff has no access until they are brought back (8.9)."""
        return frozenset(record.id for record in self.records if record.access_revoked)

    @cached_property
    def listed(self) -> tuple[PortalRecord, ...]:
        return tuple(record for record in self.records if record.is_listed)

    @cached_property
    def components(self) -> tuple[PortalRecord, ...]:
        """Portals that make up the city's portal with it (Article 1.2): listed ones but its own and archived ones."""
        return tuple(record for record in self.listed if not record.is_city and not record.is_archived)

    def find(self, query: str) -> tuple[PortalRecord, ...]:
        """Portals whose code, names or host, or whose district's name, have every word. Accents and case count not."""
        words = ascii_fold(query).lower().split()
        return tuple(record for record in self.records if all(word in self._folded[record.id] for word in words))

    @cached_property
    def _folded(self) -> dict[int, str]:
        return {record.id: ascii_fold(" ".join(self._names(record))).lower() for record in self.records}

    def _names(self, record: PortalRecord) -> list[str]:
        parent = self.by_id.get(record.parent_id or 0)
        is_told = parent is not None and not parent.is_city and (parent.is_listed or not record.is_listed)
        above = [parent.name_vi, parent.name_en] if parent is not None and is_told else []
        return [record.code, record.name_vi, record.name_en, record.host, *record.also_known_as, *above]


class _Kept(NamedTuple):
    """What was read last, under which token and when."""

    token: str | None
    read_at: float
    directory: Directory


class _Change:
    """A change of portals that is not committed, and what was read after it: for the eyes of its own transaction.

    It stands among what the connection does after the commit, and is gone with what it belongs to: the transaction, or
    the part of it that is rolled back.
    """

    kept: _Kept | None = None

    def __call__(self) -> None:
        _renew_token()


# What the process keeps: of committed rows alone.
_kept: _Kept | None = None
_held: ContextVar[Directory | None] = ContextVar("portal directory of this request", default=None)


def get_directory() -> Directory:
    """Return the current table."""
    global _kept
    held = _held.get()
    if held is not None:
        return held
    token = _current_token()
    change = _own_change()
    kept = _kept if change is None else change.kept
    if kept is None or token is None or kept.token != token or time.monotonic() - kept.read_at > MAX_AGE:
        # The token is older than the rows read after it, and made again after each commit: no stale table lasts.
        kept = _Kept(token, time.monotonic(), _read())
        if change is None:
            _kept = kept
        else:
            change.kept = kept
    return kept.directory


@contextmanager
def hold_directory() -> Iterator[Directory]:
    """Read the table once for a request or a batch; a change made meanwhile in the same place is seen."""
    directory = get_directory()
    mark = _held.set(directory)
    try:
        yield directory
    finally:
        _held.reset(mark)


def forget_directory() -> None:
    """Make every process read the table again. Called after any change of portals or hostnames.

    In a transaction it does so at once, for what follows there, and again after the commit: until then others read the
    former rows.
    """
    _held.set(None)
    _renew_token()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_Change())


def _own_change() -> _Change | None:
    """The last change of portals in the transaction that goes on; None where there is none."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        return None
    waiting = (callback for _savepoints, callback, _robust in reversed(connection.run_on_commit))
    return next((callback for callback in waiting if isinstance(callback, _Change)), None)


def _renew_token() -> None:
    cache.set(TOKEN_KEY, secrets.token_hex(8), None)


def _current_token() -> str | None:
    token = cache.get(TOKEN_KEY)
    if token is None:
        cache.add(TOKEN_KEY, secrets.token_hex(8), None)
        token = cache.get(TOKEN_KEY)
    return token


def _read() -> Directory:
    columns = (
        "id", "code", "kind__code", "parent_id", "name_vi", "name_en", "short_name_vi", "short_name_en",
        "site__hostname", "site_id", "collection_id", "container_id", "container__path", "state",
        "governing_body", "governing_body_en", "managing_agency", "managing_agency_en",
        "operating_unit", "operating_unit_en", "responsible_person", "spokesperson", "spokesperson_phone",
        "address", "phone", "email", "licence", "opening_hours", "opening_hours_en", "links", "also_known_as",
        "suspended_at", "suspended_reason", "expected_return", "access_revoked", "archived_at", "archive_basis",
        "successor_id",
    )  # fmt: skip
    kind = ("kind__position", "kind__code", "kind__plural_vi", "kind__plural_en")
    rows = sorted(
        Portal.objects.values_list(*kind, *columns),
        key=lambda row: (row[0], sort_key(row[len(kind) + columns.index("name_vi")])),
    )
    records = tuple(
        PortalRecord(*(_as_recorded(name, value) for name, value in zip(columns, row[len(kind) :], strict=True)))
        for row in rows
    )
    return Directory(records=records, kinds=tuple(dict.fromkeys(KindRecord(*row[1:4]) for row in rows)))


def _as_recorded(column: str, value: Any) -> Any:
    if column == "links":
        return links_of(value)
    if column == "also_known_as":
        return names_of(value)
    return "" if value is None and column in {"site__hostname", "container__path"} else value
