"""Verbs of files of portals that are confirmed on a screen: started, made row by row, continued, stopped."""

from __future__ import annotations

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.errors import PortalRefusal
from audit.events import record_event
from audit.failed_tasks import was_lost
from audit.on_commit import enqueue_on_commit
from formats.tables.layouts import Lines
from members.access.permissions import can_operate
from provisioning.enums import PortalImportRowState, PortalImportState, ProvisioningEventKind
from provisioning.errors import ImportEnded, ImportForbidden, ImportUnderWay, PlanChanged
from provisioning.from_file.reading import ProvisionPlan, plan_from_lines
from provisioning.models import PortalImport, PortalImportRow
from provisioning.provisioning import provision_portal
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)

MAKING: Final = "provisioning.tasks.make_portals"
# After which a file of which no row is done is said to stand still: one portal takes seconds.
PATIENCE: Final = timedelta(minutes=5)


@transaction.atomic
def start_import(
    lines: Lines, *, profile: str, file_name: str, form_hash: str, expected: str, by: User, at: datetime
) -> PortalImport:
    """Have a worker make the portals of a file; its task begins after the commit. A form that is sent twice is one.

    Args:
        form_hash: of the form that confirms the file.
        expected: the digest of the plan that was shown.

    Raises:
        ImportForbidden: the person is no operator.
        ImportUnderWay: another file is being made.
        PlanChanged: the file would make something else by now, or cannot be made any more.
    """
    if not can_operate(by, on=timezone.localdate(at)):
        raise ImportForbidden
    known = PortalImport.objects.filter(form_hash=form_hash).first()
    if known is not None:
        return known
    if PortalImport.objects.under_way().exists():
        raise ImportUnderWay
    plan = plan_from_lines(lines, on=timezone.localdate(at), profile=profile)
    if plan.errors or plan.digest != expected:
        raise PlanChanged
    started, is_new = _write(plan, file_name=file_name, form_hash=form_hash, by=by, at=at)
    if not is_new:
        return started
    record_event(
        ProvisioningEventKind.PORTAL_IMPORT_STARTED,
        portal=None,
        at=at,
        by=by,
        file_name=file_name,
        portals=len(plan.specs),
    )
    enqueue_on_commit(MAKING, started.pk)
    return started


def _write(plan: ProvisionPlan, *, file_name: str, form_hash: str, by: User, at: datetime) -> tuple[PortalImport, bool]:
    """Write what was confirmed, row by row. Returns the import, and whether it is new."""
    try:
        with transaction.atomic():
            started = PortalImport.objects.create(
                file_name=file_name, form_hash=form_hash, confirmed_by=by, confirmed_at=at, moved_at=at
            )
    except IntegrityError as error:
        # Somebody else's file went first, or the first press of this very form.
        known = PortalImport.objects.filter(form_hash=form_hash).first()
        if known is not None:
            return known, False
        raise ImportUnderWay from error
    PortalImportRow.objects.bulk_create(
        PortalImportRow(portal_import=started, position=position, line=plan.lines[spec.code], spec=asdict(spec))
        for position, spec in enumerate(plan.specs)
    )
    return started, True


def make_next(key: int, *, at: datetime) -> bool:
    """Make the next portal of a file, in one transaction with what its row says of it. Returns whether one was tried.

    A row that fails says why, and those after it are made. The file ends with its last row, or where who confirmed it
    is no operator any more.

    Raises:
        OperationalError, InterfaceError: the database was in the way, such as a lost connection; the row waits.
    """
    row: PortalImportRow | None = None
    try:
        with transaction.atomic():
            held = _held(key)
            if held is None:
                return False
            row = held.rows.filter(state=PortalImportRowState.WAITING).first()
            if row is None or not can_operate(held.confirmed_by, on=timezone.localdate(at)):
                _end(held, PortalImportState.DONE if row is None else PortalImportState.STOPPED, at=at, by=None)
                return False
            _make(row, by=held.confirmed_by, at=at)
            _move(held, at=at)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:
        if row is None:
            raise
        logger.exception("Line %d of the file of portals %d was not made.", row.line, key)
        _fail(key, row, error, at=at)
    return True


def _held(key: int) -> PortalImport | None:
    rows = PortalImport.objects.select_for_update(of=("self",), no_key=True).select_related("confirmed_by")
    return rows.under_way().filter(pk=key).first()


def _make(row: PortalImportRow, *, by: User, at: datetime) -> None:
    spec = row.portal_spec
    known = Portal.objects.filter(code=spec.code).exists()
    row.portal = provision_portal(spec, by=by, at=at)
    row.state = PortalImportRowState.COMPLETED if known else PortalImportRowState.CREATED
    row.save(update_fields=["portal", "state"])


def _move(held: PortalImport, *, at: datetime) -> None:
    held.moved_at = at
    held.save(update_fields=["moved_at"])


@transaction.atomic
def _fail(key: int, row: PortalImportRow, error: Exception, *, at: datetime) -> None:
    held = _held(key)
    if held is None:
        return
    problem = _problem(error)
    held.rows.filter(pk=row.pk, state=PortalImportRowState.WAITING).update(
        state=PortalImportRowState.FAILED, problem=problem
    )
    _move(held, at=at)


def _problem(error: Exception) -> str:
    """Why a row failed, in words of ours: what a database says names tables and may name people."""
    if isinstance(error, PortalRefusal):
        return str(error)
    if isinstance(error, Portal.DoesNotExist):
        return _("The portal above it was not made.")
    if isinstance(error, IntegrityError):
        return _("Its code or hostname was given to another portal in the meantime.")
    return _("Something unexpected happened (%(error)s); the error stream of the application says what.") % {
        "error": type(error).__name__
    }


def _end(held: PortalImport, state: PortalImportState, *, at: datetime, by: User | None) -> None:
    held.state, held.ended_at = state, at
    held.save(update_fields=["state", "ended_at"])
    kind = {
        PortalImportState.DONE: ProvisioningEventKind.PORTAL_IMPORT_DONE,
        PortalImportState.STOPPED: ProvisioningEventKind.PORTAL_IMPORT_STOPPED,
    }[state]
    record_event(
        kind,
        portal=None,
        at=at,
        by=by,
        file_name=held.file_name,
        created=held.rows.filter(state=PortalImportRowState.CREATED).count(),
        failed=held.rows.filter(state=PortalImportRowState.FAILED).count(),
    )


@transaction.atomic
def stop_import(key: int, *, by: User, at: datetime) -> PortalImport:
    """Make no more portals of a file. Those that are made stay; the one that is being made is made first.

    Raises:
        ImportForbidden: the person is no operator.
        ImportEnded: there is nothing to be stopped.
    """
    held = _held_by_operator(key, by=by, at=at)
    _end(held, PortalImportState.STOPPED, at=at, by=by)
    return held


@transaction.atomic
def continue_import(key: int, *, by: User, at: datetime) -> PortalImport:
    """Give a file to the queue again that stands still. Where a worker still has it, both make what is left, each row
    once.

    Raises:
        ImportForbidden: the person is no operator.
        ImportEnded: nothing of it waits.
    """
    held = _held_by_operator(key, by=by, at=at)
    _move(held, at=at)
    enqueue_on_commit(MAKING, held.pk)
    return held


def _held_by_operator(key: int, *, by: User, at: datetime) -> PortalImport:
    if not can_operate(by, on=timezone.localdate(at)):
        raise ImportForbidden
    held = _held(key)
    if held is None:
        raise ImportEnded
    return held


def is_lost(one: PortalImport) -> bool:
    """Whether the queue did not take a file, or a worker gave it up, since it last moved."""
    return one.is_under_way and was_lost(MAKING, one.pk, since=one.moved_at)


def stands_still(one: PortalImport, *, at: datetime) -> bool:
    """Whether nothing moves that should: the task is lost, or no worker has done a row for a while."""
    return one.is_under_way and (one.moved_at < at - PATIENCE or is_lost(one))
