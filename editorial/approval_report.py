"""What a list of approvals says of each, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import CollectionMember, Page

from audit.exports import record_export
from editorial.enums import ReviewEventKind
from editorial.models import Approval
from members.access.audit import within_record
from sites.directory import get_directory
from sites.models import Portal

if TYPE_CHECKING:
    from datetime import date, datetime

    from accounts.models import AnyUser, User

# Of a hash, what tells two apart by eye.
SHORT = 12


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One approval as it is listed. `path` is that of the page, empty where it is none or gone."""

    approval: Approval
    item: str
    type: str
    path: str

    @property
    def content_hash(self) -> str:
        return self.approval.content_hash[:SHORT] or _("not kept then")

    @property
    def checklist(self) -> str:
        """How many questions were answered."""
        answers = self.approval.checklist
        return str(len(answers)) if answers else pgettext("checklist", "none")


def approvals_seen_by(user: AnyUser, *, on: date) -> QuerySet[Approval]:
    """Approvals on the portals whose record a person reads (`adminsite.audit`). The newest first.

    A picture or document stands there from when its board has decided on it.
    """
    approvals = Approval.objects.filter(provisional=False).select_related("portal", "approved_by", "content_type")
    return within_record(approvals.order_by("-approved_at", "-pk"), user, on=on)


@transaction.atomic
def export_approvals(
    approvals: QuerySet[Approval],
    *,
    portal: Portal | None,
    by: User,
    at: datetime,
    reason: str,
    asked: Mapping[str, str],
) -> QuerySet[Approval]:
    """Approvals to be taken away as a table; that they are is recorded, as `audit.exports.record_export` says.

    Args:
        asked: by which filters they were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    kind = ReviewEventKind.APPROVALS_EXPORTED
    record_export(kind, approvals, portal=portal, by=by, at=at, reason=reason, filter=dict(asked))
    return approvals


def rows_of(approvals: Sequence[Approval]) -> list[ApprovalRow]:
    """What the approvals are of: as it was called when it was approved, not as a draft of today calls it."""
    pages = Page.objects.in_bulk([int(row.object_id) for row in approvals if row.content_type.model_class() is Page])
    rows = _rows(approvals)
    return [_row(approval, pages, rows) for approval in approvals]


def _row(approval: Approval, pages: dict[int, Page], rows: dict[tuple[int, str], Model]) -> ApprovalRow:
    model = approval.content_type.model_class()
    page = pages.get(int(approval.object_id)) if model is Page else None
    name = _name(approval, rows)
    if model is Page:
        name = approval.revision.object_str if approval.revision else page.title if page else ""
    return ApprovalRow(
        approval=approval,
        item=name or _("deleted (%(key)s)") % {"key": approval.object_id},
        type=str(model._meta.verbose_name) if model else "",
        path=page.path if page else "",
    )


def _name(approval: Approval, rows: dict[tuple[int, str], Model]) -> str:
    """What is called what is no page. A file that was given to another portal since is called by that one."""
    row = rows.get((approval.content_type_id, approval.object_id))
    if isinstance(row, CollectionMember):
        record = get_directory().for_collection(row.collection_id)
        if record is None or record.id != approval.portal_id:
            return _("A file of another portal")
    return str(row) if row is not None else ""


def _rows(approvals: Iterable[Approval]) -> dict[tuple[int, str], Model]:
    """Rows that approvals are of, pages aside, by content type and key."""
    keys: dict[ContentType, set[str]] = defaultdict(set)
    for approval in approvals:
        keys[approval.content_type].add(approval.object_id)
    found: dict[tuple[int, str], Model] = {}
    for content_type, wanted in keys.items():
        model = content_type.model_class()
        if model is not None and model is not Page:
            found |= {(content_type.pk, str(row.pk)): row for row in model._default_manager.filter(pk__in=wanted)}
    return found
