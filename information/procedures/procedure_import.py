"""Verb of the catalogue of procedures: a file becomes drafts of one section, which the board approves one by one.

A procedure is known by its code, below the section alone. What a file does not name is named to the person, never
deleted; what somebody has in review, or locked, is left alone and named.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from audit.locking import atomic_refusing_deadlocks
from editorial.enums import LockedReason
from editorial.withdrawal.immovable import immovable_pages
from home.editing.drafts import DraftWriter
from home.models import SectionPage
from information.errors import ImportForbidden, ImportOutdated
from information.held_sections import held_section
from information.models import ProcedurePage
from information.permissions import can_import_procedures
from information.procedures.procedure_columns import COLUMNS
from information.procedures.procedure_file import ProcedureRow
from members.access.actor import lock_actor
from sites.directory import get_directory

if TYPE_CHECKING:
    from accounts.models import User

# In Wagtail's log, and so in the record of the portal.
IMPORTED: Final = "information.import_procedures"
NOTE_LENGTH: Final = 600


class HeldBecause(StrEnum):
    """Why a procedure that a file changes is left alone. `information.procedures.import_words` says it in words."""

    IN_REVIEW = "in_review"
    SCHEDULED = "scheduled"
    RETURNED = "returned"
    LOCKED = "locked"
    NO_RIGHT = "no_right"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field whose value in the file is another than in the latest version; both as the database has them."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class KnownProcedure:
    """A row whose code a page of the section has, and how they differ. `held`: why the page is left alone."""

    row: ProcedureRow
    page: ProcedurePage
    differences: tuple[Difference, ...] = ()
    held: HeldBecause | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do with a section, or has done."""

    new: tuple[ProcedureRow, ...] = ()
    changed: tuple[KnownProcedure, ...] = ()
    unchanged: tuple[KnownProcedure, ...] = ()
    held: tuple[KnownProcedure, ...] = ()
    missing: tuple[ProcedurePage, ...] = ()
    # How many rows were left for another time.
    left: int = 0

    @property
    def changes_something(self) -> bool:
        return bool(self.new or self.changed)

    @property
    def digest(self) -> str:
        """Hash of the plan: equal for plans that would write the same over the same versions."""
        known = [[item.page.pk, item.page.latest_revision_id, item.row.line] for item in self.changed]
        said = [[row.line for row in self.new], known, [item.page.pk for item in self.held]]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def plan_import(
    section: SectionPage, rows: Sequence[ProcedureRow], *, by: User, codes: frozenset[str] = frozenset()
) -> ImportPlan:
    """What an import of a file would do.

    `codes` are those of the file that stand in no row, because the row has mistakes: they are not missing.
    """
    pages = ProcedurePage.objects.descendant_of(section).select_related("latest_revision").order_by("path")
    by_code: dict[str, list[ProcedurePage]] = defaultdict(list)
    for page in pages:
        by_code[_latest(page, "code").upper()].append(page)
    reasons = immovable_pages(Q(path__startswith=section.path))
    known = [_compared(row, by_code[row.code], reasons, by=by) for row in rows if row.code in by_code]
    named = {*codes, *(row.code for row in rows)}
    return ImportPlan(
        new=tuple(row for row in rows if row.code not in by_code),
        changed=tuple(item for item in known if item.differences and not item.held),
        unchanged=tuple(item for item in known if not item.differences and not item.held),
        held=tuple(item for item in known if item.held),
        missing=tuple(page for code, found in by_code.items() if code not in named for page in found),
    )


def import_procedures(
    section: SectionPage,
    rows: Sequence[ProcedureRow],
    *,
    by: User,
    at: datetime,
    expected: str = "",
    limit: int | None = None,
) -> ImportPlan:
    """Create drafts of what is new, and new versions of what differs; returns what was done. Nothing is published.

    All or nothing.

    Args:
        expected: digest of the plan that the person saw.
        limit: number of rows that are written at most, the new ones first; the others are counted as left.

    Raises:
        ImportForbidden: the person may not add pages there, or it is no section of procedures.
        ImportOutdated: the plan is another now.
        ChangedMeanwhile: somebody else holds the same rows.
        PageDeleted: somebody deleted the section meanwhile.
        AccessEnded: the person's access was taken away meanwhile.
    """
    with atomic_refusing_deadlocks():
        lock_actor(by)
        section = held_section(section.pk)
        if not can_import_procedures(by, section):
            raise ImportForbidden
        plan = plan_import(section, rows, by=by)
        if expected and expected != plan.digest:
            raise ImportOutdated
        plan = _first_of(plan, limit)
        _create(section, plan.new, by=by, at=at)
        for item in plan.changed:
            _change(item, by=by)
        if plan.changes_something:
            counts = {"new": len(plan.new), "changed": len(plan.changed), "held": len(plan.held)}
            log(section, IMPORTED, user=by, data=counts)
    return plan


def _first_of(plan: ImportPlan, limit: int | None) -> ImportPlan:
    if limit is None:
        return plan
    new = plan.new[:limit]
    changed = plan.changed[: limit - len(new)]
    left = len(plan.new) + len(plan.changed) - len(new) - len(changed)
    return replace(plan, new=new, changed=changed, left=left)


def _latest(page: ProcedurePage, field: str) -> Any:
    """What the latest version says in a field, as its content keeps it."""
    if page.latest_revision is not None and field in page.latest_revision.content:
        value = page.latest_revision.content[field]
    else:
        value = getattr(page, field)
    return _as_kept(value)


def _as_kept(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _compared(
    row: ProcedureRow, pages: Sequence[ProcedurePage], reasons: Mapping[str, LockedReason], *, by: User
) -> KnownProcedure:
    page = pages[0]
    if len(pages) > 1:
        return KnownProcedure(row, page, held=HeldBecause.DOUBLED)
    differences = tuple(
        Difference(field, before, _as_kept(value))
        for field, value in row.values.items()
        if (before := _latest(page, field)) != _as_kept(value)
    )
    return KnownProcedure(row, page, differences, _why_held(page, reasons, by=by) if differences else None)


def _why_held(page: ProcedurePage, reasons: Mapping[str, LockedReason], *, by: User) -> HeldBecause | None:
    if reason := reasons.get(page.path):
        return HeldBecause(reason.value)
    if page.locked:
        return HeldBecause.LOCKED
    return None if page.permissions_for_user(by).can_edit() else HeldBecause.NO_RIGHT


def _create(section: SectionPage, rows: Sequence[ProcedureRow], *, by: User, at: datetime) -> None:
    record = get_directory().for_path(section.path)
    drafts = DraftWriter(section, ProcedurePage, otherwise="thu-tuc", by=by, log_as=by, at=at)
    for row in rows:
        drafts.write(source_agency=record.governing_body if record else "", **row.values)


def _change(item: KnownProcedure, *, by: User) -> None:
    """Write a new version over the latest one, which keeps what the file does not speak of."""
    page: ProcedurePage = item.page.get_latest_revision_as_object()
    for difference in item.differences:
        setattr(page, difference.field, item.row.values[difference.field])
    if page.live:
        waits = page.latest_revision_id != page.live_revision_id
        page.correction_note = _note(page.correction_note if waits else "", item.differences)
    page.save_revision(user=by, log_action=True, clean=False)


def _note(before: str, differences: Sequence[Difference]) -> str:
    """What readers are told of the change of a public page (13.1.c), in the language of the page."""
    with override(settings.LANGUAGE_CODE):
        names = ", ".join(COLUMNS[difference.field].lower() for difference in differences)
        note = _("Brought in line with the catalogue of administrative procedures: %(names)s.") % {"names": names}
    return f"{before} {note}".strip()[:NOTE_LENGTH] if note not in before else before
