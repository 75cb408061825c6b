"""Drafts whose comments are over and whose report is not public: who is told, before the last day and after it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from editorial.notices import item_text
from home.timeliness.further_counts import FurtherCount, register_further_count
from information.drafts.report_days import SOON, ReportDays
from information.enums import SETTLED_DRAFTS, DraftNoticeKind, DraftTaskList
from information.models import DraftPage
from members.access.permissions import reviewed_portals, supervisors_of
from members.models import BoardSeat
from notifications.models import Notice
from notifications.notice_types import Recipient, register_notice, staff_and_supervisors
from notifications.notices import register_daily_notes
from notifications.task_lists import Entry, Worker, register_task_list
from sites.directory import get_directory
from sites.tree import below, content_type_of, in_public_branch

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

BATCH = 500


def awaiting_report(*, on: date) -> PageQuerySet:
    """Public drafts that take comments no more and of which nobody said what became of them."""
    drafts = DraftPage.objects.live().filter(in_public_branch(), closes_on__lt=on)
    # A version in another language is settled with its original.
    return drafts.filter(locale__language_code=settings.LANGUAGE_CODE).exclude(state__in=sorted(SETTLED_DRAFTS))


def late_reports(portal_drafts: Iterable[DraftPage], *, on: date) -> Iterator[DraftPage]:
    """Those of some drafts whose last day has passed."""
    days = ReportDays()
    return (draft for draft in portal_drafts if (due := days.due(draft.closes_on)) is not None and due < on)


def late_by_portal(on: date) -> Mapping[int, int]:
    """How many reports are late on each portal."""
    late = late_reports(awaiting_report(on=on).only("pk", "path", "closes_on"), on=on)
    records = (get_directory().for_path(draft.path) for draft in late)
    return Counter(record.id for record in records if record is not None and record.is_live)


def note_reports(at: datetime) -> None:
    """Tell boards and authors of reports that are due soon; of late ones supervisors as well. Each once."""
    today, days = timezone.localdate(at), ReportDays()
    rows: dict[DraftNoticeKind, list[tuple[int, int, set[int | None]]]] = defaultdict(list)
    for draft in awaiting_report(on=today).select_related("latest_revision").order_by("pk"):
        record, due = get_directory().for_path(draft.path), days.due(draft.closes_on)
        if record is None or not record.is_live or due is None or today < due - SOON:
            continue
        kind = DraftNoticeKind.REPORT_LATE if due < today else DraftNoticeKind.REPORT_DUE
        people: set[int | None] = {draft.owner_id, draft.latest_revision and draft.latest_revision.user_id}
        rows[kind].append((draft.pk, record.id, people))
    supervisors: dict[int, set[int]] = {}
    boards = _boards({portal for found in rows.values() for _page, portal, _people in found}, on=today)
    for portal in {portal for _page, portal, _people in rows[DraftNoticeKind.REPORT_LATE]}:
        supervisors[portal] = supervisors_of(portal, on=today)
    for kind, found in rows.items():
        also = supervisors if kind == DraftNoticeKind.REPORT_LATE else {}
        told = [(page, portal, people | boards[portal] | also.get(portal, set())) for page, portal, people in found]
        _write(kind, told, at=at)


def _boards(portals: Iterable[int], *, on: date) -> dict[int, set[int]]:
    seats = BoardSeat.objects.approving(on=on).filter(board__portal__in=set(portals))
    boards: dict[int, set[int]] = defaultdict(set)
    for portal_id, user_id in seats.order_by().values_list("board__portal_id", "user_id"):
        boards[portal_id].add(user_id)
    return boards


def _write(kind: DraftNoticeKind, rows: Iterable[tuple[int, int, set[int | None]]], *, at: datetime) -> None:
    page_type = content_type_of(Page)
    notices = [
        Notice(user_id=person, portal_id=portal, kind=kind, content_type=page_type, object_id=str(page), created_at=at)
        for page, portal, people in rows
        for person in sorted(key for key in people if key is not None)
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)


def _still_awaited(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    asked = {int(notice.object_id) for notice in notices}
    keys = set(awaiting_report(on=recipient.today).filter(pk__in=asked).values_list("pk", flat=True))
    return {notice.pk for notice in notices if int(notice.object_id) in keys}


def _rows(worker: Worker) -> Any:
    """Those of the portals on whose board the person approves."""
    known = get_directory().by_id
    places = [known[key].container_path for key in reviewed_portals(worker.user, on=worker.today) if key in known]
    if not any(places):
        return []
    drafts = awaiting_report(on=worker.today).filter(below(filter(None, places)))
    return drafts.order_by("closes_on", "pk").defer("text")


def _entries(worker: Worker, rows: Mapping[str, list[Any]]) -> dict[str, list[Entry]]:
    return {code: _with_days(worker, drafts) for code, drafts in rows.items()}


def _with_days(worker: Worker, drafts: list[DraftPage]) -> list[Entry]:
    days = ReportDays() if drafts else None
    return [
        Entry(
            title=draft.get_admin_display_title(),
            url=reverse("wagtailadmin_pages:edit", args=[draft.pk]),
            portal=worker.name_of(draft.portal),
            until=days.due(draft.closes_on) if days else None,
        )
        for draft in drafts
    ]


register_daily_notes(note_reports)
for _place, _kind in enumerate(DraftNoticeKind):
    register_notice(_kind, order=185 + _place, text=item_text, holding=_still_awaited, audience=staff_and_supervisors)
register_task_list(DraftTaskList.REPORTS, order=90, rows=_rows, entries=_entries)
register_further_count(
    "late_reports_on_drafts",
    FurtherCount(
        heading=_("Late reports on comments, by portal"),
        label=_("Late reports on comments"),
        list_name="drafts_for_comments",
        count=late_by_portal,
    ),
)
