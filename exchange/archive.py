"""Verbs of archive packages that are asked for on a screen: asked, made by a worker, downloaded, cleared (12.2)."""

from __future__ import annotations

import hashlib
import tempfile
from datetime import datetime, timedelta
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final

from django.core.files import File
from django.db import transaction
from django.utils import timezone

from audit.errors import ReasonMissing
from audit.events import lock_chains, record_event
from audit.models import FailedTask
from audit.on_commit import enqueue_on_commit
from exchange.enums import ExchangeEventKind, PackageState
from exchange.errors import ArchiveForbidden, NothingToArchive, PackageNotReady
from exchange.models import ArchivePackage
from home.reports.archive_package import Package, export_archive, versions_to_archive
from members.access.permissions import can_operate

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import User
    from sites.models import Portal

# How long a file can be downloaded; after that the package is made again.
KEPT: Final = timedelta(days=7)
# How long a package may wait for a worker; after that nobody makes it.
PATIENCE: Final = timedelta(hours=6)
MAKING: Final = "exchange.tasks.make_archive_package"
# How a package ends that is not made, as the record calls it.
ENDINGS: Final = {
    PackageState.FAILED: ExchangeEventKind.ARCHIVE_FAILED,
    PackageState.LOST: ExchangeEventKind.ARCHIVE_LOST,
}


@transaction.atomic
def ask_for_package(portal: Portal, *, year: int, by: User, at: datetime, reason: str) -> ArchivePackage:
    """Let a worker make the package of what a portal made public in a year; a task begins after the commit.

    Raises:
        ArchiveForbidden: the person is no operator.
        ReasonMissing: no reason given.
        NothingToArchive: nothing became public then.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise ArchiveForbidden
    if not reason.strip():
        raise ReasonMissing
    if not versions_to_archive(portal, year=year).exists():
        raise NothingToArchive
    package = ArchivePackage.objects.create(portal=portal, year=year, asked_by=by, asked_at=at, reason=reason.strip())
    record_event(
        ExchangeEventKind.ARCHIVE_ASKED,
        portal=portal,
        at=at,
        by=by,
        reason=package.reason,
        year=year,
        package=package.pk,
    )
    enqueue_on_commit(MAKING, package.pk)
    return package


def make_package(key: int, *, at: datetime) -> bool:
    """Make a package that waits, once; that it was made stands in the record of its portal. Returns whether it was.

    What is written by then goes with a failure: the row says that it could not be made.
    """
    try:
        with transaction.atomic(), tempfile.TemporaryFile() as target:
            package = _waiting(key)
            if package is None:
                return False
            made = export_archive(
                package.portal, to=target, by=package.asked_by, at=at, reason=package.reason, year=package.year
            )
            _keep(package, made, target, at=at)
    except OSError:
        _fail(key, at=at)
        return False
    except Exception:
        _fail(key, at=at)
        raise
    return True


@transaction.atomic
def _fail(key: int, *, at: datetime) -> None:
    package = _waiting(key)
    if package is not None:
        _end(package, PackageState.FAILED, at=at)


def _end(package: ArchivePackage, state: PackageState, *, at: datetime) -> None:
    """Say that a package is not made, in its row and in the record of its portal. The row is held."""
    package.state, package.ended_at = state, at
    package.save(update_fields=["state", "ended_at"])
    _record(ENDINGS[state], package, at=at)


def _record(kind: str, package: ArchivePackage, *, at: datetime) -> None:
    record_event(kind, portal=package.portal, at=at, by=None, year=package.year, package=package.pk)


def _waiting(key: int) -> ArchivePackage | None:
    return _held(PackageState.WAITING).filter(pk=key).first()


def _held(state: PackageState, *, skip_locked: bool = False) -> QuerySet[ArchivePackage]:
    rows = ArchivePackage.objects.select_for_update(of=("self",), no_key=True, skip_locked=skip_locked)
    return rows.select_related("portal__container", "asked_by").filter(state=state)


def _keep(package: ArchivePackage, made: Package, target: IO[bytes], *, at: datetime) -> None:
    target.seek(0)
    checksum = hashlib.file_digest(target, "sha256").hexdigest()  # type: ignore[arg-type]  # its stub wants a buffered one
    package.size, package.file_hash = target.tell(), checksum
    target.seek(0)
    package.file.save(f"{package.portal.code}-{package.year}.zip", File(target), save=False)
    package.state, package.ended_at = PackageState.READY, at
    package.versions, package.files = made.versions, len(made.sums) - made.versions - 1
    package.lost = made.lost
    package.save()


@transaction.atomic
def fetch_package(key: int, *, by: User, at: datetime) -> ArchivePackage:
    """Record that a person takes a package away, and return it with its file.

    Raises:
        ArchiveForbidden: the person is no operator.
        PackageNotReady: there is no file to be taken away.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise ArchiveForbidden
    package = ArchivePackage.objects.select_related("portal").filter(pk=key, state=PackageState.READY).first()
    if package is None or not package.file.storage.exists(package.file.name or ""):
        raise PackageNotReady
    data: dict[str, Any] = {"year": package.year, "package": package.pk, "sum": package.file_hash}
    record_event(ExchangeEventKind.ARCHIVE_FETCHED, portal=package.portal, at=at, by=by, **data)
    return package


@transaction.atomic
def give_up_packages(*, at: datetime) -> int:
    """Say of packages that wait for nobody that they are lost, so that they are asked for again. Returns how many.

    Their task is among those that were lost, or they wait too long. One that is being made is held by who makes it.
    """
    waiting = list(_held(PackageState.WAITING, skip_locked=True))
    if not waiting:
        return 0
    lost = set(chain.from_iterable(FailedTask.objects.filter(task=MAKING).values_list("numbers", flat=True)))
    given_up = [one for one in waiting if one.pk in lost or one.asked_at < at - PATIENCE]
    lock_chains(one.portal_id for one in given_up)
    for package in given_up:
        _end(package, PackageState.LOST, at=at)
    return len(given_up)


def clear_packages(*, at: datetime) -> int:
    """Delete the files of packages whose time is over, each in a transaction of its own; the rows stay. Returns how
    many."""
    over = ArchivePackage.objects.filter(state=PackageState.READY, ended_at__lt=at - KEPT)
    return sum(_clear(key, at=at) for key in list(over.values_list("pk", flat=True)))


@transaction.atomic
def _clear(key: int, *, at: datetime) -> bool:
    package = _held(PackageState.READY).filter(pk=key).first()
    if package is None:
        return False
    # Where something fails after it, the row stays and is cleared next time: a file that is gone is deleted once more.
    package.file.delete(save=False)
    package.state = PackageState.CLEARED
    package.save(update_fields=["state", "file"])
    _record(ExchangeEventKind.ARCHIVE_CLEARED, package, at=at)
    return True
