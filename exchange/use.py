"""Counts of use from files of the access log, one row a portal and day, and the figures made of them."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from adminviews.filters import ends
from exchange.access_log import Tally, Use, lines_of, tally_of
from exchange.errors import LogNotRead
from exchange.models import PortalUse
from information.procedures.most_read import keep_procedure_views
from sites.directory import get_directory
from sites.models import Hostname, Portal
from sites.registry import Count, Figure, register_figure

_GZIP: Final = b"\x1f\x8b"
_BATCH: Final = 500
_keepers: list[Callable[[date, Tally], None]] = []


def register_use_keeper(keep: Callable[[date, Tally], None]) -> Callable[[date, Tally], None]:
    """Register what else is kept of a day that the log has whole; a room above does that."""
    _keepers.append(keep)
    return keep


@register_use_keeper
def _keep_procedures(day: date, tally: Tally) -> None:
    keep_procedure_views(day, tally.pages_on(day))


def read_logs(paths: Iterable[Path]) -> Tally:
    """Count the lines of files, plain or packed by gzip, in whatever order. A file that is named twice, or stands there
    packed and plain, counts once.

    Raises:
        LogNotRead: a file is not there, not ours to read, or breaks off.
    """
    # A name never passes to another portal: former ones stand for the same.
    portals: dict[str, int] = dict(Hostname.objects.values_list("host", "portal_id"))
    whole, seen = Tally(), set[bytes]()
    for path in sorted({path.resolve() for path in paths}):
        digest = hashlib.sha256()
        try:
            with _opened(path) as file:
                tally = tally_of(_digested(lines_of(file), digest.update), portals)
        except (OSError, EOFError, zlib.error) as error:
            raise LogNotRead(path, why=str(error)) from error
        if digest.digest() not in seen:
            seen.add(digest.digest())
            whole.add(tally)
    return whole


@transaction.atomic
def keep_day(day: date, tally: Tally, *, at: datetime) -> int:
    """Set whatever is kept of a day that the log has whole. Returns of how many portals."""
    for keep in _keepers:
        keep(day, tally)
    return keep_use(day, tally.on(day), at=at)


@transaction.atomic
def keep_use(day: date, use: Mapping[int, Use], *, at: datetime) -> int:
    """Set, never add, what happened on a day that the log has whole: where nothing did, zero, of portals that were open
    by then. Returns how many portals.

    No event: nothing of a portal changes by it.
    """
    listed = {portal.id for portal in get_directory().listed}
    open_by_then = Portal.objects.filter(pk__in=listed, opened_at__lte=ends(day)).values_list("pk", flat=True)
    keys = sorted({*open_by_then} | use.keys())
    rows = [PortalUse(portal_id=key, day=day, counted_at=at, **use.get(key, Use())._asdict()) for key in keys]
    PortalUse.objects.bulk_create(
        rows,
        batch_size=_BATCH,
        update_conflicts=True,
        unique_fields=["portal", "day"],
        update_fields=[*Use._fields, "counted_at"],
    )
    return len(rows)


def _opened(path: Path) -> gzip.GzipFile | BufferedReader:
    with path.open("rb") as file:
        is_packed = file.read(len(_GZIP)) == _GZIP
    return gzip.open(path, "rb") if is_packed else path.open("rb")


def _digested(lines: Iterable[bytes], update: Callable[[bytes], object]) -> Iterator[bytes]:
    for line in lines:
        update(line)
        yield line


NOT_COUNTED: Final = _("Counted from the log of the server in front of the caches; that of these days was not counted.")


def use_on(column: str, portals: Iterable[int], first: date, last: date) -> Iterator[Count]:
    """What the log says of days that it had whole, zeros among it."""
    rows = PortalUse.objects.for_portals(portals).filter(day__gte=first, day__lte=last)
    for portal, day, number in rows.order_by().values_list("portal_id", "day", column):
        yield Count(portal, day, number)


def _of_use(code: str, name: Promise, position: int) -> Figure:
    """A figure that is a column of `PortalUse` of the same name."""
    return Figure(code, name, position, partial(use_on, code), on_some_days=True, why_not=NOT_COUNTED)


register_figure(_of_use("page_views", _("Page views"), 110))
register_figure(_of_use("searches", _("Searches"), 120))
