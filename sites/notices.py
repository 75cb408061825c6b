"""What people are told of: written by the verbs beside their event, mailed once a day (`sites.notice_mail`).

Nobody is told of an own act, and of one event at most once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from accounts.models import User
from sites.approvals import content_type_of
from sites.checkers import has_checker, section_editors
from sites.enums import APPROVING_SEATS, NoticeKind, Role
from sites.items import Item, as_stored
from sites.models import (
    BoardSeat,
    Membership,
    Notice,
    Portal,
    PortalEvent,
    ProposedChange,
    SectionReviewTask,
    Takedown,
    Violation,
)
from sites.permissions import is_own_work
from sites.steps import who_can_approve

if TYPE_CHECKING:
    from django.db.models import Model

# Days before its last one from which a person hears that a role ends.
ENDING_NOTICE_DAYS = 14


# What apps above this one tell of as the day begins: each is asked once before the daily mail.
_daily: list[Callable[[datetime], None]] = []


def register_daily_notes(note: Callable[[datetime], None]) -> None:
    """Register a function that writes notices of what comes with the day. It tells of one thing once."""
    _daily.append(note)


def note_the_day(*, at: datetime) -> None:
    """Write the notices that come with the day."""
    note_ending_roles(at=at)
    for note in _daily:
        note(at)


def tell(
    people: Iterable[User | int | None],
    kind: NoticeKind,
    about: Model,
    *,
    event: PortalEvent,
    portal_id: int | None = None,
) -> None:
    """Tell persons of an event, but for the one whose act it is. One query.

    Args:
        people: accounts or their keys.
        portal_id: where they work, if that is not the portal of the event.
    """
    named = {person.pk if isinstance(person, User) else person for person in people}
    keys = {key for key in named if key is not None and key != event.actor_id}
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=key,
                portal_id=portal_id or event.portal_id,
                kind=kind,
                content_type=content_type_of(type(about)),
                object_id=str(about.pk),
                event=event,
                created_at=event.at,
            )
            for key in sorted(keys)
        ],
        ignore_conflicts=True,
    )


def tell_of_submission(item: Item, *, event: PortalEvent) -> None:
    """Tell those whose step it is: section editors of the place where such a step stands first, else the board."""
    step = TaskState.objects.for_instance(item).select_related("task", "revision").order_by("-pk").first()
    checks = step is not None and step.task.content_type_id == ContentType.objects.get_for_model(SectionReviewTask).pk
    if step is None or not checks or not has_checker(item, step.revision, on=timezone.localdate(event.at)):
        tell_board(item, event=event)
        return
    tell_of_check(item, event=event)


def tell_of_check(item: Item, *, event: PortalEvent) -> None:
    """Tell the section editors of the place that an item waits for their check."""
    editors = section_editors(item, on=timezone.localdate(event.at))
    tell(_who_may(editors, item), NoticeKind.TO_CHECK, item, event=event)


def tell_board(item: Item, *, event: PortalEvent) -> None:
    """Tell those of the board who can approve an item."""
    stored = as_stored(item)
    revision = stored.latest_revision
    persons = who_can_approve(stored, revision, on=timezone.localdate(event.at)) if revision is not None else []
    tell(persons, NoticeKind.TO_APPROVE, item, event=event)


def tell_author(item: Item, kind: NoticeKind, *, event: PortalEvent) -> None:
    """Tell those whose work it is: who proposed it or, of a page in review, who submitted it and who made it."""
    if isinstance(item, ProposedChange):
        tell([item.proposed_by_id], kind, item, event=event, portal_id=item.origin_id)
        return
    review = _review_of(item)
    if review is not None:
        tell([review.requested_by_id, item.owner_id], kind, item, event=event)


def tell_of_overtaken(change: ProposedChange, *, event: PortalEvent) -> None:
    """Tell who proposed a change that it was closed without a decision."""
    tell([change.proposed_by_id], NoticeKind.OVERTAKEN, change, event=event, portal_id=change.origin_id)


def tell_of_takedown(takedown: Takedown, *, event: PortalEvent) -> None:
    """Tell head and deputies of the page's board, and the supervisors of the city."""
    today = timezone.localdate(event.at)
    seats = BoardSeat.objects.in_force(on=today).filter(board__portal=takedown.portal_id, seat__in=APPROVING_SEATS)
    supervisors = Membership.objects.in_force(on=today).filter(role=Role.SUPERVISOR)
    people = [*seats.values_list("user", flat=True), *supervisors.values_list("user", flat=True)]
    tell(people, NoticeKind.TAKEN_DOWN, takedown, event=event)


def tell_of_violation(violation: Violation, *, event: PortalEvent) -> None:
    """Tell those of the board who can answer."""
    tell(_approvers_of(violation.portal_id, event), NoticeKind.VIOLATION, violation, event=event)


def tell_of_closing(violation: Violation, *, event: PortalEvent) -> None:
    """Tell them that the matter is over."""
    tell(_approvers_of(violation.portal_id, event), NoticeKind.VIOLATION_CLOSED, violation, event=event)


def tell_of_first_opening(portal: Portal, *, event: PortalEvent) -> None:
    """Tell those of the board who can approve the opening of a portal as the second."""
    tell(_approvers_of(portal.pk, event), NoticeKind.TO_OPEN, portal, event=event)


def _approvers_of(portal_id: int, event: PortalEvent) -> Iterable[int]:
    """Keys of those who approve on a portal's board on the day of an event."""
    seats = BoardSeat.objects.approving(on=timezone.localdate(event.at)).filter(board__portal=portal_id)
    return seats.values_list("user", flat=True)


def tell_of_answer(violation: Violation, *, event: PortalEvent) -> None:
    """Tell the supervisor who recorded it."""
    tell([violation.recorded_by_id], NoticeKind.VIOLATION_ANSWERED, violation, event=event)


def note_ending_roles(*, at: datetime) -> None:
    """Tell each person once of a role that ends within 14 days, unless it was given for no longer. Two queries."""
    today = timezone.localdate(at)
    soon = today + timedelta(days=ENDING_NOTICE_DAYS)
    rows = Membership.objects.in_force(on=today).filter(valid_until__lte=soon, user__is_active=True)
    kind = content_type_of(Membership)
    Notice.objects.bulk_create(
        [
            Notice(
                user_id=row.user_id,
                portal_id=row.portal_id,
                kind=NoticeKind.ROLE_ENDING,
                content_type=kind,
                object_id=str(row.pk),
                created_at=at,
            )
            for row in rows.order_by("pk")
            if row.valid_until and row.valid_until - row.valid_from > timedelta(days=ENDING_NOTICE_DAYS)
        ],
        ignore_conflicts=True,
    )


def _who_may(persons: Iterable[User], item: Item) -> list[User]:
    """Those of some persons who neither wrote part of what waits nor brought a picture or document of it that no board
    has approved. Three queries at most for each, some more for pictures and documents."""
    stored: Any = as_stored(item)
    revision = stored.latest_revision
    if revision is None:
        return []
    return [person for person in persons if not is_own_work(person, stored, revision)]


def _review_of(item: Item) -> WorkflowState | None:
    """The latest review of an item, whether it goes on or has ended."""
    return WorkflowState.objects.for_instance(item).order_by("-pk").first()


__all__ = [
    "note_ending_roles",
    "note_the_day",
    "register_daily_notes",
    "tell",
    "tell_author",
    "tell_board",
    "tell_of_answer",
    "tell_of_closing",
    "tell_of_first_opening",
    "tell_of_overtaken",
    "tell_of_submission",
    "tell_of_takedown",
    "tell_of_violation",
]
