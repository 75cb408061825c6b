"""Notices of reviews, proposals and withdrawals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from audit.models import PortalEvent
from editorial.enums import ProposalState, ReviewNoticeKind
from editorial.models import ProposedChange, Takedown
from editorial.permissions import is_own_work
from editorial.queries import SECTION_REVIEW_TASK
from editorial.review.checkers import has_checker, section_editors
from editorial.review.queue import items_of, own_work, steps_awaiting
from editorial.review.quorum import who_can_approve
from editorial.review.reviewable import Reviewable, as_stored
from editorial.review.submission import Submission
from members.access.permissions import supervisors_of
from members.enums import APPROVING_SEATS
from members.models import BoardSeat
from notifications.models import Notice
from notifications.notice_types import Recipient, authors, board_and_supervisors, each, register_notice, staff
from notifications.notices import tell


def tell_of_submission(item: Reviewable, *, event: PortalEvent, submission: Submission | None = None) -> None:
    """Tell those whose step it is: section editors of the place where such a step stands first, else the board."""
    step = TaskState.objects.for_instance(item).select_related("task", "revision").order_by("-pk").first()
    checks = (
        step is not None
        and step.task.content_type_id == ContentType.objects.get_for_model(apps.get_model(SECTION_REVIEW_TASK)).pk
    )
    today = timezone.localdate(event.at)
    if step is None or not checks or not has_checker(item, step.revision, on=today, submission=submission):
        tell_board(item, event=event, submission=submission)
        return
    tell_of_check(item, event=event, submission=submission)


def tell_of_check(item: Reviewable, *, event: PortalEvent, submission: Submission | None = None) -> None:
    """Tell the section editors of the place that an item waits for their check."""
    editors = section_editors(item, on=timezone.localdate(event.at))
    tell(_who_may(editors, item, submission=submission), ReviewNoticeKind.TO_CHECK, item, event=event)


def tell_board(item: Reviewable, *, event: PortalEvent, submission: Submission | None = None) -> None:
    """Tell those of the board who can approve an item."""
    stored, latest = _latest(item, submission)
    persons: list[User] = []
    if latest is not None:
        persons = who_can_approve(stored, latest.revision, on=timezone.localdate(event.at), submission=latest)
    tell(persons, ReviewNoticeKind.TO_APPROVE, item, event=event)


def tell_author(item: Reviewable, kind: str, *, event: PortalEvent) -> None:
    """Tell those whose work it is: who proposed it or, of a page in review, who submitted it and who made it."""
    if isinstance(item, ProposedChange):
        tell([item.proposed_by_id], kind, item, event=event, portal_id=item.origin_id)
        return
    # The latest, whether it goes on or has ended.
    review = WorkflowState.objects.for_instance(item).order_by("-pk").first()
    if review is not None:
        tell([review.requested_by_id, item.owner_id], kind, item, event=event)


def tell_of_overtaken(change: ProposedChange, *, event: PortalEvent) -> None:
    """Tell who proposed a change that it was closed without a decision."""
    tell([change.proposed_by_id], ReviewNoticeKind.OVERTAKEN, change, event=event, portal_id=change.origin_id)


def tell_of_takedown(takedown: Takedown, *, event: PortalEvent) -> None:
    """Tell head and deputies of the page's board, and its supervisors."""
    today = timezone.localdate(event.at)
    seats = BoardSeat.objects.in_force(on=today).filter(board__portal=takedown.portal_id, seat__in=APPROVING_SEATS)
    people = [*seats.values_list("user", flat=True), *sorted(supervisors_of(takedown.portal_id, on=today))]
    tell(people, ReviewNoticeKind.TAKEN_DOWN, takedown, event=event)


def _latest(item: Reviewable, submission: Submission | None) -> tuple[Any, Submission | None]:
    """An item as the database has it, with its latest version: the one that the verb has read, if it is that."""
    stored: Any = as_stored(item)
    revision = stored.latest_revision
    if revision is None:
        return stored, None
    if submission is not None and submission.is_of(revision):
        return stored, submission
    return stored, Submission(revision, item=stored)


def _who_may(persons: Iterable[User], item: Reviewable, *, submission: Submission | None) -> list[User]:
    """Those of some persons who neither wrote part of what waits nor brought a picture or document of it that no board
    has approved."""
    stored, latest = _latest(item, submission)
    if latest is None:
        return []
    return [person for person in persons if not is_own_work(person, stored, latest.revision, submission=latest)]


def _awaited(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Notices of items that wait for this person, who may decide on them."""
    steps = list(steps_awaiting(recipient.user, on=recipient.today).select_related("workflow_state"))
    wanted = {(notice.content_type_id, notice.object_id) for notice in notices}
    reviews = [step.workflow_state for step in steps]
    reviews = [review for review in reviews if (review.base_content_type_id, review.object_id) in wanted]
    items = items_of(reviews, user=recipient.user)
    own = own_work(recipient.user, items.values())
    awaited = {
        (review.base_content_type_id, review.object_id)
        for review in reviews
        if review.pk in items and items[review.pk] not in own
    }
    return {notice.pk for notice in notices if (notice.content_type_id, notice.object_id) in awaited}


def _still_returned(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    keys = [notice.object_id for notice in notices]
    rows = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=keys)
    returned = set(rows.values_list("base_content_type_id", "object_id"))
    return {notice.pk for notice in notices if (notice.content_type_id, notice.object_id) in returned}


def _still_closed(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
    """Notices of proposals that the person did not make again in the meantime."""
    rows = ProposedChange.objects.open().filter(proposed_by=recipient.user)
    anew = set(rows.values_list("content_type_id", "object_id", "kind"))
    items: list[tuple[Notice, Any]] = [(notice, notice.item) for notice in notices]
    return {
        notice.pk
        for notice, change in items
        if change.state == ProposalState.DROPPED and (change.content_type_id, change.object_id, change.kind) not in anew
    }


def _is_approved(item: Any, recipient: Recipient) -> bool:
    if isinstance(item, Page):
        return bool(item.live or item.approved_schedule)
    return item.state == ProposalState.MADE


def item_text(notice: Notice, on: date) -> tuple[str, str]:
    """Title of a page or proposal, and where the admin shows it."""
    item: Any = notice.item
    if isinstance(item, Page):
        return item.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[item.pk])
    return str(item), reverse("portals_admin:proposal", args=[item.pk])


def _overtaken_text(notice: Notice, on: date) -> tuple[str, str]:
    text, address = item_text(notice, on)
    reason = notice.event.reason if notice.event is not None else ""
    return (f"{text} ({reason})" if reason else text), address


def _takedown_text(notice: Notice, on: date) -> tuple[str, str]:
    row: Any = notice.item
    return f"{row.title} ({row.get_reason_class_display()})", reverse("portals_admin:takedowns")


register_notice(ReviewNoticeKind.TO_APPROVE, order=10, text=item_text, holding=_awaited, audience=staff)
register_notice(ReviewNoticeKind.TO_CHECK, order=20, text=item_text, holding=_awaited, audience=staff)
register_notice(ReviewNoticeKind.RETURNED, order=40, text=item_text, holding=_still_returned, audience=authors)
register_notice(
    ReviewNoticeKind.TAKEN_DOWN,
    order=50,
    text=_takedown_text,
    holding=each(lambda takedown, recipient: takedown.ended_at is None),
    audience=board_and_supervisors,
    for_all=True,
    on_archived=True,
)
register_notice(ReviewNoticeKind.APPROVED, order=90, text=item_text, holding=each(_is_approved), audience=authors)
register_notice(
    ReviewNoticeKind.OVERTAKEN,
    order=100,
    text=_overtaken_text,
    holding=_still_closed,
    audience=authors,
    on_archived=True,
)
