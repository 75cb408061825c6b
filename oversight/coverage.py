"""Verbs of assignments to cover an event: the board sends somebody, who says which page it became (Regulation 9.5)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from wagtail.models import Page

from accounts.models import User
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.models import PortalEvent
from deadlines.enums import Trigger
from deadlines.limits import last_day
from deadlines.queries import rule_for, working_calendar
from members.access.actor import lock_actor
from members.enums import WRITING_ROLES
from members.models import BoardSeat, Membership
from notifications.notices import tell
from oversight.enums import CoverageState, OversightEventKind, OversightNoticeKind
from oversight.errors import (
    CoverageForbidden,
    CoverageMoved,
    DueBeforeEvent,
    DuePassed,
    DueUnknown,
    ItemBefore,
    ItemElsewhere,
    PersonElsewhere,
)
from oversight.models import CoverageAssignment
from oversight.permissions import can_assign_coverage, can_deliver_coverage
from sites.directory import HOME_DEPTH
from sites.errors import PortalArchived
from sites.locking import locked_portal
from sites.models import Portal

if TYPE_CHECKING:
    from django.db.models import QuerySet

# News of events (Article 12.1.a): whose time limit an assignment has that says nothing else.
NEWS: Final = "tin-tuc"
# The last minute of a day, as it is said.
END_OF_DAY: Final = time(23, 59)


def people_to_send(portal: Portal | int, *, on: date) -> QuerySet[User]:
    """Active accounts that write for a portal on a day, by a role or a seat on its board."""
    roles = Membership.objects.in_force(on=on).filter(portal=portal, role__in=WRITING_ROLES)
    seats = BoardSeat.objects.in_force(on=on).filter(board__portal=portal)
    people = User.objects.filter(Q(pk__in=roles.values("user")) | Q(pk__in=seats.values("user")), is_active=True)
    return people.order_by("last_name", "first_name", "username")


def items_of_portal(portal: Portal) -> QuerySet[Page]:
    """Pages of a portal, of both languages, below its homes; drafts as well."""
    if portal.container is None:
        return Page.objects.none()
    return Page.objects.filter(path__startswith=portal.container.path, depth__gt=HOME_DEPTH)


def due_by_rule(starts_at: datetime) -> datetime:
    """Until when news of an event have to be public: the end of the last day that the rule of that day gives.

    Raises:
        DueUnknown: there is no such rule, or it gives no last day.
    """
    day = timezone.localdate(starts_at)
    rule = rule_for(NEWS, on=day, trigger=Trigger.EVENT)
    if rule is None or not rule.limit.has_last_day:
        raise DueUnknown
    return datetime.combine(last_day(rule.limit, day, working_calendar()), END_OF_DAY, timezone.get_default_timezone())


@transaction.atomic
def assign_coverage(
    portal: Portal,
    person: User,
    *,
    event: str,
    place: str,
    starts_at: datetime,
    due_at: datetime | None = None,
    instruction: str = "",
    by: User,
    at: datetime,
) -> CoverageAssignment:
    """Send a person to an event, and tell that person.

    Args:
        due_at: until when the item has to be public; None: as the time limit for news says.

    Raises:
        CoverageForbidden: no approving seat on the board of the portal.
        PortalArchived: nothing new becomes public there.
        PersonElsewhere: the person does not write for the portal today.
        DueUnknown, DueBeforeEvent, DuePassed: there is no such time, or no sense in it.
    """
    portal = _locked_portal(portal.pk)
    lock_actor(by, also=person)
    today = timezone.localdate(at)
    if not can_assign_coverage(by, portal.pk, on=today):
        raise CoverageForbidden
    if not people_to_send(portal, on=today).filter(pk=person.pk).exists():
        raise PersonElsewhere
    due_at = due_at or due_by_rule(starts_at)
    if due_at < starts_at:
        raise DueBeforeEvent
    if due_at <= at:
        raise DuePassed
    assignment = CoverageAssignment.objects.create(
        portal=portal,
        event=event.strip(),
        place=place.strip(),
        starts_at=starts_at,
        person=person,
        due_at=due_at,
        instruction=instruction.strip(),
        assigned_at=at,
        assigned_by=by,
    )
    record = _record(OversightEventKind.COVERAGE_ASSIGNED, assignment, by=by, at=at, reason=assignment.instruction)
    tell([person], OversightNoticeKind.COVERAGE_ASSIGNED, assignment, event=record)
    return assignment


@transaction.atomic
def deliver_coverage(assignment: CoverageAssignment, page: Page, *, by: User, at: datetime) -> None:
    """Say which page of the portal reports on the event; once more, where that was another one.

    Raises:
        CoverageForbidden: the person is not the one who was sent, or does not write for the portal any more.
        PortalArchived: nothing new becomes public there.
        ItemElsewhere: the page is none of this portal, or is gone.
        ItemBefore: it was public before the event began and the person was sent.
        CoverageMoved: the assignment was cancelled.
    """
    portal = _locked_portal(assignment.portal_id)
    lock_actor(by)
    if not can_deliver_coverage(by, assignment, on=timezone.localdate(at)):
        raise CoverageForbidden
    item = items_of_portal(portal).select_for_update(of=("self",), no_key=True).filter(pk=page.pk).first()
    if item is None:
        raise ItemElsewhere
    if item.first_published_at and item.first_published_at < min(assignment.starts_at, assignment.assigned_at):
        raise ItemBefore
    assignment = _locked(assignment)
    if assignment.state == CoverageState.CANCELLED:
        raise CoverageMoved
    assignment.state, assignment.page, assignment.delivered_at = CoverageState.DELIVERED, item, at
    assignment.save(update_fields=["state", "page", "delivered_at"])
    _record(
        OversightEventKind.COVERAGE_DELIVERED,
        assignment,
        by=by,
        at=at,
        page=item.pk,
        item=item.get_admin_display_title(),
    )


@transaction.atomic
def cancel_coverage(assignment: CoverageAssignment, *, reason: str, by: User, at: datetime) -> None:
    """Call a person back who was sent, and tell that person; also where what was handed in is never to be public.

    Raises:
        ReasonMissing: no reason given.
        CoverageForbidden: no approving seat on the board of the portal.
        CoverageMoved: it was cancelled, or its item was public.
    """
    if not reason.strip():
        raise ReasonMissing
    locked_portal(assignment.portal_id)
    lock_actor(by)
    if not can_assign_coverage(by, assignment.portal_id, on=timezone.localdate(at)):
        raise CoverageForbidden
    assignment = _locked(assignment)
    if not assignment.is_unfinished:
        raise CoverageMoved
    _cancel(assignment, reason=reason.strip(), by=by, at=at)


def hold_assignments(portal: Portal) -> list[CoverageAssignment]:
    """Assignments of a portal whose item was never public, locked."""
    rows = CoverageAssignment.objects.select_for_update(of=("self",), no_key=True).filter(portal=portal)
    return list(rows.unfinished().select_related("person").order_by("pk"))


def end_held_assignments(rows: Iterable[CoverageAssignment], *, by: User | None, at: datetime) -> None:
    """Cancel assignments that are held, of a portal that is archived. The caller holds the chain."""
    with translation.override(settings.LANGUAGE_CODE):
        words = gettext("The portal is archived.")
    for row in rows:
        _cancel(row, reason=words, by=by, at=at)


def _cancel(assignment: CoverageAssignment, *, reason: str, by: User | None, at: datetime) -> None:
    assignment.state, assignment.cancelled_reason = CoverageState.CANCELLED, reason
    assignment.cancelled_at, assignment.cancelled_by = at, by
    assignment.save(update_fields=["state", "cancelled_reason", "cancelled_at", "cancelled_by"])
    record = _record(OversightEventKind.COVERAGE_CANCELLED, assignment, by=by, at=at, reason=reason)
    tell([assignment.person_id], OversightNoticeKind.COVERAGE_CANCELLED, assignment, event=record)


def _locked_portal(key: int) -> Portal:
    """The portal, which nobody archives meanwhile.

    Raises:
        PortalArchived: it is.
    """
    portal = locked_portal(key)
    if portal.archived_at is not None:
        raise PortalArchived
    return portal


def _locked(assignment: CoverageAssignment) -> CoverageAssignment:
    rows = CoverageAssignment.objects.select_for_update(of=("self",), no_key=True).select_related("person", "page")
    return rows.get(pk=assignment.pk)


def _record(
    kind: str,
    assignment: CoverageAssignment,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    **data: Any,
) -> PortalEvent:
    portal = Portal.objects.get(pk=assignment.portal_id)
    return record_event(
        kind,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        coverage=assignment.pk,
        title=assignment.event,
        place=assignment.place,
        user=assignment.person.get_username(),
        begins=assignment.starts_at,
        item_due=assignment.due_at,
        **data,
    )


__all__ = [
    "assign_coverage",
    "cancel_coverage",
    "deliver_coverage",
    "due_by_rule",
    "items_of_portal",
    "people_to_send",
]
