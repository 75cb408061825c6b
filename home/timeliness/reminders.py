"""Who is told by mail of time limits and of what must be looked at again: once for each item and stage (7.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page, WorkflowState

from deadlines.queries import working_calendar
from editorial.notices import item_text
from home.enums import ContentNoticeKind
from home.models import PageFreshness, PublicationDeadline
from home.timeliness.clock_labels import reminder_in_words
from home.timeliness.clock_limits import soon_by
from members.models import BoardSeat
from notifications.models import Notice
from notifications.notice_types import Recipient, authors, register_notice
from notifications.notices import register_daily_notes
from sites.tree import content_type_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Whose work a page is, and where it stands: key, portal, owner, who saved it last.
_WHOSE = ("page_id", "portal_id", "page__owner_id", "page__latest_revision__user_id")
BATCH = 500


def note_time_limits(at: datetime) -> None:
    """Tell of items that are due soon those whose work they are and, once submitted, those who approve; of overdue ones
    all of them."""
    today = timezone.localdate(at)
    clocks = PublicationDeadline.objects.order_by("pk")
    by = soon_by(today, calendar=working_calendar())
    soon = list(clocks.due_soon(on=today, by=by).values_list(*_WHOSE))
    overdue = list(clocks.overdue(on=today).values_list(*_WHOSE))
    boards = _boards({row[1] for row in [*soon, *overdue]}, on=today)
    submitted = _submitted(row[0] for row in soon)
    _write(ContentNoticeKind.OVERDUE, overdue, boards, at=at)
    _write(ContentNoticeKind.DUE_SOON, [row for row in soon if row[0] in submitted], boards, at=at)
    _write(ContentNoticeKind.DUE_SOON, [row for row in soon if row[0] not in submitted], {}, at=at)


def note_stale_pages(at: datetime) -> None:
    """Tell of pages that must be looked at again those whose work they are, and the board."""
    today = timezone.localdate(at)
    stale = list(PageFreshness.objects.stale(on=today).order_by("pk").values_list(*_WHOSE))
    _write(ContentNoticeKind.STALE, stale, _boards({row[1] for row in stale}, on=today), at=at)


def _boards(portal_ids: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """Those who approve that day, by portal: heads, deputies, and members as long as this is delegated to them.

    On a portal that is closed to its staff nobody does. A notice is written once, and would be dropped by the mail:
    the board hears of the item when it is back.
    """
    seats = BoardSeat.objects.approving(on=on).filter(board__portal__in=set(portal_ids))
    boards: dict[int, set[int]] = {}
    for portal_id, user_id in seats.order_by().values_list("board__portal_id", "user_id"):
        boards.setdefault(portal_id, set()).add(user_id)
    return boards


def _submitted(pages: Iterable[int]) -> set[int]:
    """Pages whose review goes on."""
    keys = [str(key) for key in pages]
    reviews = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS, base_content_type=content_type_of(Page), object_id__in=keys
    )
    return {int(key) for key in reviews.values_list("object_id", flat=True)}


def _write(kind: str, rows: Iterable[Any], boards: dict[int, set[int]], *, at: datetime) -> None:
    """Tell each person of each item once: whoever was told before is not told again."""
    page_type = content_type_of(Page)
    notices = [
        Notice(
            user_id=person,
            portal_id=portal_id,
            kind=kind,
            content_type=page_type,
            object_id=str(page_id),
            created_at=at,
        )
        for page_id, portal_id, owner, editor in rows
        for person in sorted({owner, editor, *boards.get(portal_id, ())} - {None})
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=BATCH)


def _still_overdue(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    return _about(notices, PublicationDeadline.objects.filter(pk__in=_items_of(notices)).overdue(on=recipient.today))


def _still_due(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Notices of items that wait still. What is due later now, as the calendar changed, is not told twice."""
    return _about(notices, PublicationDeadline.objects.filter(pk__in=_items_of(notices)).waiting(on=recipient.today))


def _still_stale(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    return _about(notices, PageFreshness.objects.stale(on=recipient.today).filter(pk__in=_items_of(notices)))


def _items_of(notices: Sequence[Notice]) -> set[int]:
    return {int(notice.object_id) for notice in notices}


def _about(notices: Sequence[Notice], rows: QuerySet[Any]) -> set[int]:
    """Keys of the notices whose item is among some rows."""
    keys = set(rows.values_list("pk", flat=True))
    return {notice.pk for notice in notices if int(notice.object_id) in keys}


def _last_days(notices: Sequence[Notice], on: date) -> dict[int, str]:
    """What the mail says of the last day of each item, the nearest first."""
    clocks = PublicationDeadline.objects.filter(pk__in=_items_of(notices)).with_lateness(on=on).order_by("due", "pk")
    by_item = {clock.pk: reminder_in_words(clock, today=on) for clock in clocks}
    place = {key: number for number, key in enumerate(by_item)}
    known = [notice for notice in notices if int(notice.object_id) in by_item]
    known.sort(key=lambda notice: place[int(notice.object_id)])
    return {notice.pk: by_item[int(notice.object_id)] for notice in known}


register_daily_notes(note_time_limits)
register_daily_notes(note_stale_pages)
register_notice(
    ContentNoticeKind.OVERDUE, order=170, text=item_text, holding=_still_overdue, audience=authors, notes=_last_days
)
register_notice(
    ContentNoticeKind.DUE_SOON, order=180, text=item_text, holding=_still_due, audience=authors, notes=_last_days
)
register_notice(ContentNoticeKind.STALE, order=190, text=item_text, holding=_still_stale, audience=authors)
