"""Whether a notice still holds on the day of the mail."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from wagtail.models import Page, WorkflowState

from sites.directory import get_directory
from sites.enums import (
    CALENDAR_NOTICES,
    NOTICES_FOR_ALL,
    QUESTION_NOTICES,
    CoverageState,
    Digest,
    NoticeDropped,
    NoticeKind,
    PortalState,
    ProposalState,
    Role,
    ViolationState,
)
from sites.models import (
    BoardSeat,
    CoverageAssignment,
    Delegation,
    Membership,
    Notice,
    NoticePreference,
    Portal,
    ProposedChange,
    Takedown,
    Violation,
)
from sites.opening import first_approval, what_opens
from sites.permissions import reviewed_portals
from sites.standing import standing_of
from sites.waiting import items_of, own_work, steps_awaiting

if TYPE_CHECKING:
    from accounts.models import User

Key = tuple[int, str]
About = tuple[int, str, str]
# In which state of a violation each notice of it holds.
VIOLATION_STATES: dict[str, ViolationState] = {
    NoticeKind.VIOLATION: ViolationState.OPEN,
    NoticeKind.VIOLATION_ANSWERED: ViolationState.ANSWERED,
    NoticeKind.VIOLATION_CLOSED: ViolationState.CLOSED,
}
# The same of an assignment to cover an event.
COVERAGE_STATES: dict[str, CoverageState] = {
    NoticeKind.COVERAGE_ASSIGNED: CoverageState.ASSIGNED,
    NoticeKind.COVERAGE_CANCELLED: CoverageState.CANCELLED,
}
# On an archived portal: what its board still has to do or to know, and what became of own work.
HELD_ON_ARCHIVED = frozenset(
    {
        NoticeKind.OVERTAKEN,
        NoticeKind.TAKEN_DOWN,
        NoticeKind.VIOLATION,
        NoticeKind.VIOLATION_ANSWERED,
        NoticeKind.VIOLATION_CLOSED,
        NoticeKind.COVERAGE_CANCELLED,
    }
)
WAITING = frozenset({NoticeKind.TO_APPROVE, NoticeKind.TO_CHECK})
# For those who approve.
OF_THE_BOARD = frozenset({NoticeKind.VIOLATION, NoticeKind.VIOLATION_CLOSED, NoticeKind.TO_OPEN})
# For boards and for the supervisors of the city.
OF_BOARD_AND_CITY = frozenset({NoticeKind.TAKEN_DOWN, NoticeKind.PRESS_CONFERENCE, NoticeKind.PRESS_PACK})
# Of work that the person did: city editors do it on every portal.
OWN_WORK = frozenset(
    {
        NoticeKind.RETURNED,
        NoticeKind.APPROVED,
        NoticeKind.OVERTAKEN,
        NoticeKind.DUE_SOON,
        NoticeKind.OVERDUE,
        NoticeKind.STALE,
    }
)


# Of kinds of notices that apps above this one write: the keys of those that still hold on a day. A bounded number of
# queries for each kind.
Holding = Callable[[Sequence[Notice], date], set[int]]
_holding: dict[str, Holding] = {}


def register_notice_check(kind: NoticeKind, holding: Holding) -> None:
    """Register how notices of a kind are asked whether they still hold."""
    _holding[kind] = holding


class Recheck:
    """Asks of one person's notices whether each still holds. Some ten queries, whatever their number."""

    def __init__(self, user: User, notices: Iterable[Notice], *, at: datetime) -> None:
        self.user, self.at, self.today = user, at, timezone.localdate(at)
        self.notices = list(notices)
        self.standing = standing_of(user, on=self.today)
        preference = NoticePreference.objects.filter(user=user).first()
        self.wants_all = preference is None or preference.digest == Digest.DAILY
        self.awaited = self._awaited() if self._has(WAITING) else set()
        self.returned = self._returned() if self._has({NoticeKind.RETURNED}) else set()
        self.registered = {kind: holding(self._of(kind), self.today) for kind, holding in _holding.items()}
        self.proposed_anew = self._proposed_anew() if self._has({NoticeKind.OVERTAKEN}) else set()

    def reason_to_drop(self, notice: Notice) -> NoticeDropped | None:
        """Why a notice is not mailed; None where it is."""
        if not self.user.is_active or not self.user.email:
            return NoticeDropped.CLOSED_ACCOUNT
        record = get_directory().by_id.get(notice.portal_id or 0)
        if record is not None and record.is_archived and notice.kind not in HELD_ON_ARCHIVED:
            return NoticeDropped.ARCHIVED
        if not self._may_know(notice) or (record is not None and record.access_revoked):
            return NoticeDropped.NO_RIGHT
        if notice.item is None or not self._holds(notice):
            return NoticeDropped.OVER
        if not self.wants_all and notice.kind not in NOTICES_FOR_ALL:
            return NoticeDropped.NOT_WANTED
        return None

    def _may_know(self, notice: Notice) -> bool:
        """Whether the person still works where it happened; a city editor does everywhere, on content. Whose step it
        is, the step itself tells."""
        if notice.kind in CALENDAR_NOTICES:
            return Role.OPERATOR in self.standing.city_roles
        if notice.portal_id is None:
            return bool(self.standing.city_roles)
        if notice.kind == NoticeKind.VIOLATION_ANSWERED:
            return Role.SUPERVISOR in self.standing.city_roles
        if notice.kind in OF_THE_BOARD:
            return notice.portal_id in reviewed_portals(self.user, on=self.today)
        if notice.kind in OF_BOARD_AND_CITY:
            return notice.portal_id in self.standing.boards or Role.SUPERVISOR in self.standing.city_roles
        if notice.kind in QUESTION_NOTICES:
            return notice.portal_id in self.standing.portals or Role.SUPERVISOR in self.standing.city_roles
        # A role or seat that begins later is one, too.
        begins = notice.kind in {NoticeKind.ROLE_GIVEN, NoticeKind.SEAT_GIVEN}
        helps = notice.kind in OWN_WORK and Role.CITY_EDITOR in self.standing.city_roles
        return begins or helps or notice.portal_id in self.standing.portals

    def _holds(self, notice: Notice) -> bool:
        item: Any = notice.item
        key = (notice.content_type_id, notice.object_id)
        if notice.kind in self.registered:
            return notice.pk in self.registered[notice.kind]
        if notice.kind in WAITING:
            return key in self.awaited
        if notice.kind == NoticeKind.RETURNED:
            return key in self.returned
        if notice.kind == NoticeKind.OVERTAKEN:
            return item.state == ProposalState.DROPPED and _about(item) not in self.proposed_anew
        holds: dict[type, Callable[[Any], bool]] = {
            Page: lambda page: page.live or page.approved_schedule,
            ProposedChange: lambda change: change.state == ProposalState.MADE,
            Membership: self._role_holds,
            BoardSeat: self._seat_holds,
            Delegation: lambda row: row.ended_at is None and row.valid_until >= self.today,
            Takedown: lambda row: row.ended_at is None,
            Portal: self._waits_for_second,
            Violation: lambda row: row.state == VIOLATION_STATES[notice.kind],
            CoverageAssignment: lambda row: row.state == COVERAGE_STATES[notice.kind],
        }
        return bool(holds[type(item)](item))

    def _waits_for_second(self, portal: Portal) -> bool:
        if portal.state != PortalState.PREPARING:
            return False
        first = first_approval(portal, seen=what_opens(portal, at=self.at), on=self.today)
        return first is not None and first.actor_id != self.user.pk

    def _role_holds(self, row: Membership) -> bool:
        ended = row.valid_until is not None and row.valid_until < self.today
        return row.user_id == self.user.pk and row.withdrawn_at is None and not ended

    def _seat_holds(self, row: BoardSeat) -> bool:
        ended = row.valid_until is not None and row.valid_until < self.today
        return row.user_id == self.user.pk and row.ended_at is None and not ended

    def _has(self, kinds: Iterable[NoticeKind]) -> bool:
        return any(notice.kind in set(kinds) for notice in self.notices)

    def _of(self, kind: str) -> list[Notice]:
        return [notice for notice in self.notices if notice.kind == kind]

    def _awaited(self) -> set[Key]:
        """Items that wait for this person and for which it may decide."""
        steps = list(steps_awaiting(self.user, on=self.today).select_related("workflow_state"))
        wanted = {(notice.content_type_id, notice.object_id) for notice in self.notices if notice.kind in WAITING}
        reviews = [step.workflow_state for step in steps]
        reviews = [review for review in reviews if (review.base_content_type_id, review.object_id) in wanted]
        items = items_of(reviews, user=self.user)
        own = own_work(self.user, items.values())
        return {
            (review.base_content_type_id, review.object_id)
            for review in reviews
            if review.pk in items and items[review.pk] not in own
        }

    def _returned(self) -> set[Key]:
        keys = [notice.object_id for notice in self.notices if notice.kind == NoticeKind.RETURNED]
        rows = WorkflowState.objects.filter(status=WorkflowState.STATUS_NEEDS_CHANGES, object_id__in=keys)
        return set(rows.values_list("base_content_type_id", "object_id"))

    def _proposed_anew(self) -> set[About]:
        """What the person proposed again in the meantime."""
        return {_about(change) for change in ProposedChange.objects.open().filter(proposed_by=self.user)}


def _about(change: ProposedChange) -> About:
    return change.content_type_id, change.object_id, change.kind


__all__ = ["Recheck"]
