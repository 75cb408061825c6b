"""Verbs of the states of a portal: opened by its board, suspended, brought back, archived."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page

from audit.errors import ReasonMissing
from audit.events import record_event
from authentication.enums import SuspensionAct
from authentication.suspension.actions import bring_staff_in_step, end_sessions_of_staff
from authentication.suspension.reports import report_on_portal
from editorial.errors import ApprovalForbidden, ApprovedAlready
from editorial.permissions import approving_seat
from editorial.review.checklist import check_answers
from editorial.review.locking import lock_files
from members.access.actor import lock_actor
from members.access.authority import approving_authority
from members.board.delegations import end_held_delegations, hold_delegations
from members.held_invitations import hold_invitations, withdraw_held_invitations
from provisioning.archiving import end_what_waits
from provisioning.errors import (
    FirstApprovalGiven,
    OpeningChanged,
    OpeningIncomplete,
    OwnSuccessor,
    SecondApprovalMissing,
    SuccessorNotOpen,
)
from provisioning.notices import tell_of_first_opening
from provisioning.opened_pages import Signature, open_pages
from provisioning.opening import (
    changed_by,
    files_to_open,
    findings_to_open,
    first_approval,
    obstacles,
    pages_to_open,
    persons_asked,
    starter_pages,
    what_opens,
)
from sites.enums import PortalEventKind, PortalState
from sites.errors import WrongState
from sites.models import Portal
from sites.registry import missing_requirements, opened_rows

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def approve_opening(
    portal: Portal, *, by: User, at: datetime, checklist: Mapping[str, Any], seen: str | None = None
) -> None:
    """Approve the opening of a portal as the first of two persons. Nothing becomes public yet.

    It counts for exactly what was seen: what changes afterwards is approved by two persons again.

    Raises:
        WrongState: the portal is not in preparation, or one person opens it.
        ApprovedAlready: this person did so before.
        FirstApprovalGiven: somebody else did so before.
        ApprovalForbidden and the others: as `open_portal` says.
    """
    portal, pages, seen = _portal_to_open(portal, by=by, at=at, seen=seen)
    if persons_asked(portal) == 1:
        raise WrongState
    first = first_approval(portal, seen=seen, on=timezone.localdate(at))
    if first is not None:
        raise ApprovedAlready if first.actor_id == by.pk else FirstApprovalGiven
    for page in pages:
        if not changed_by(by, page):
            findings_to_open(page)
    event = record_event(
        PortalEventKind.OPENING_APPROVED,
        portal=portal,
        at=at,
        by=by,
        seen=seen,
        seat=approving_seat(by, portal.container, on=timezone.localdate(at)).seat,
        authority=approving_authority(by, portal, on=timezone.localdate(at)),
        checklist=check_answers(portal.vietnamese_home, checklist),
    )
    tell_of_first_opening(portal, event=event)


@transaction.atomic
def open_portal(
    portal: Portal, *, by: User, at: datetime, checklist: Mapping[str, Any], seen: str | None = None
) -> int:
    """Approve the opening of a portal: its starter tree becomes public, each page with its approval.

    The Vietnamese pages open; English ones follow one by one through review. Pages that an approver changed stay closed
    and wait for the review of somebody else (13.1.g), as do those that are in review or have a time of their own. The
    checklist is answered once for the whole tree and kept with each page, and what the machine checks found in those
    that were changed. Where two persons approve, each page has an approval of both. Returns the number of pages opened.

    Args:
        seen: what the board looked at (`opening.what_opens`). None: a program looks at nothing.

    Raises:
        WrongState: the portal is not in preparation.
        ApprovalForbidden: no approving seat on the portal's board.
        HomeStaysClosed: the home page is in review, has a time of its own, or was public before.
        OwnHomePage: the approver changed the home page, without which no portal opens.
        OwnOpenedRow: the approver set the look or the facts that open with the portal.
        OpeningIncomplete: something is missing without which no portal opens (`sites.registry.OpeningRequirement`).
        SecondApprovalMissing: two persons open this portal, and nobody else has approved what would open now.
        ChecklistIncomplete: a question of the checklist has no answer.
        OpeningChanged: something else would become public than the board saw.
        PageIncomplete, ContentBlocked: a changed page cannot become public as it is.
    """
    portal, pages, seen = _portal_to_open(portal, by=by, at=at, seen=seen)
    seat = approving_seat(by, portal.container, on=timezone.localdate(at)).seat
    signatures = [Signature(by=by, at=at, seat=seat, checklist=check_answers(portal.vietnamese_home, checklist))]
    if persons_asked(portal) > 1:
        first = first_approval(portal, seen=seen, on=timezone.localdate(at))
        if first is None or first.actor_id == by.pk:
            raise SecondApprovalMissing
        signatures.insert(0, Signature.of(first))
    pages = [page for page in pages if not any(changed_by(signature.by, page) for signature in signatures)]
    open_pages(pages, portal=portal, signatures=signatures)
    portal.state = PortalState.LIVE
    portal.opened_at = at
    portal.save(update_fields=["state", "opened_at"])
    record_event(PortalEventKind.OPENED, portal=portal, at=at, by=by, pages=len(pages))
    return len(pages)


def _portal_to_open(portal: Portal, *, by: User, at: datetime, seen: str | None) -> tuple[Portal, list[Page], str]:
    """The portal, the pages that open and the hash of all that opens, held until the end: nobody opens it, saves
    another version or changes a picture of it meanwhile."""
    locked = Portal.objects.select_for_update(of=("self",), no_key=True)
    portal = locked.select_related("kind", "container", "site").get(pk=portal.pk)
    if portal.state != PortalState.PREPARING:
        raise WrongState
    lock_actor(by)
    if approving_seat(by, portal.container, on=timezone.localdate(at)) is None:
        raise ApprovalForbidden
    list(Page.objects.select_for_update(no_key=True).filter(path__startswith=portal.container.path).order_by("pk"))
    for row in opened_rows(portal):
        type(row)._base_manager.select_for_update(no_key=True).filter(pk=row.pk).first()
    starters = starter_pages(portal, at=at)
    pages = pages_to_open(starters)
    lock_files(files_to_open(portal, pages))
    opens = what_opens(portal, at=at, starters=starters)
    if seen is not None and seen != opens:
        raise OpeningChanged
    for refusal in obstacles(portal, starters, by=by):
        raise refusal
    if missing := missing_requirements(portal, at=at, is_legal=True):
        raise OpeningIncomplete(missing)
    return portal, pages, opens


@transaction.atomic
def suspend_portal(
    portal: Portal,
    *,
    by: User | None,
    at: datetime,
    reason: str,
    expected_return: datetime | None,
    revoke_access: bool = False,
) -> None:
    """Take a portal off the web at once: its host answers 503 with the reason and the expected return (8.9).

    Sessions of everybody who works for it end at once. With `revoke_access` they have no access to it until it is
    brought back, invitations to it are taken back, and what its board lent of the right to approve ends. A report to
    the managing agency is written and kept.

    Raises:
        WrongState: only a live portal can be suspended.
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    _move(portal, {PortalState.LIVE}, PortalState.SUSPENDED)
    portal.suspended_at, portal.suspended_reason, portal.expected_return = at, reason, expected_return
    portal.access_revoked = revoke_access
    portal.access_epoch += revoke_access
    facts = ["state", "suspended_at", "suspended_reason", "expected_return", "access_revoked", "access_epoch"]
    portal.save(update_fields=facts)
    ended = end_sessions_of_staff(portal, at=at)
    # Before the chain of events, as whoever ends one of them does.
    lent = hold_delegations(Q(from_seat__board__portal=portal), at=at) if revoke_access else []
    offered = hold_invitations(Q(portal=portal)) if revoke_access else []
    report = report_on_portal(SuspensionAct.PORTAL_SUSPENDED, portal, by=by, at=at, reason=reason, ended=ended)
    record_event(
        PortalEventKind.SUSPENDED,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        expected_return=expected_return,
        access_revoked=revoke_access,
        report=report.pk,
    )
    if revoke_access:
        end_held_delegations(lent, by=by, at=at, reason=reason)
        withdraw_held_invitations(offered, by=by, at=at, reason=reason)


@transaction.atomic
def resume_portal(portal: Portal, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Bring a suspended portal back, and its staff's access. A second report is written and kept.

    Raises:
        WrongState: it is not suspended.
    """
    _move(portal, {PortalState.SUSPENDED}, PortalState.LIVE)
    portal.suspended_at, portal.suspended_reason, portal.expected_return = None, "", None
    portal.access_revoked = False
    portal.save(update_fields=["state", "suspended_at", "suspended_reason", "expected_return", "access_revoked"])
    bring_staff_in_step(portal, at=at)
    report = report_on_portal(SuspensionAct.PORTAL_RESUMED, portal, by=by, at=at, reason=reason, ended=0)
    record_event(PortalEventKind.RESUMED, portal=portal, at=at, by=by, reason=reason, report=report.pk)


@transaction.atomic
def archive_portal(
    portal: Portal, *, by: User | None, at: datetime, legal_basis: str, successor: Portal | None
) -> None:
    """Close a portal for good: its pages stay readable under a banner that names the basis and the successor.

    What waits on it ends, and the event names it: reviews, proposals, and what was approved for later. Invitations are
    taken back.

    Raises:
        WrongState: it was never open.
        OwnSuccessor: it would follow itself.
        SuccessorNotOpen: the successor is in preparation, suspended or archived.
        ReasonMissing: no legal basis given.
    """
    if not legal_basis.strip():
        raise ReasonMissing
    if successor is not None:
        _check_successor(successor, of=portal)
    _move(portal, {PortalState.LIVE, PortalState.SUSPENDED}, PortalState.ARCHIVED)
    portal.archived_at, portal.archive_basis, portal.successor = at, legal_basis, successor
    # What stays readable can still be withdrawn by its board.
    portal.access_revoked = False
    portal.save(update_fields=["state", "archived_at", "archive_basis", "successor", "access_revoked"])
    bring_staff_in_step(portal, at=at)
    offered = hold_invitations(Q(portal=portal))
    ended = end_what_waits(Portal.objects.select_related("container").get(pk=portal.pk), by=by, at=at)
    record_event(
        PortalEventKind.ARCHIVED,
        portal=portal,
        at=at,
        by=by,
        reason=legal_basis,
        successor=successor.code if successor else None,
        **ended,
    )
    withdraw_held_invitations(offered, by=by, at=at, reason=legal_basis)


def _check_successor(successor: Portal, *, of: Portal) -> None:
    """Whether a portal can follow, as it is now: it may have been archived or suspended since the form was shown."""
    if successor.pk == of.pk:
        raise OwnSuccessor
    # The lower key first, as everywhere: two portals may name each other at this moment.
    held = Portal.objects.select_for_update(no_key=True).filter(pk__in=[of.pk, successor.pk]).order_by("pk")
    if {portal.pk: portal.state for portal in held}[successor.pk] != PortalState.LIVE:
        raise SuccessorNotOpen(successor)


def _move(portal: Portal, allowed: Container[str], to: PortalState) -> None:
    rows = Portal.objects.select_for_update(no_key=True).values_list("state", "access_epoch")
    current, portal.access_epoch = rows.get(pk=portal.pk)
    if current not in allowed:
        raise WrongState
    portal.state = to
