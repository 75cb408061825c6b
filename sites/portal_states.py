"""Verbs of the states of a portal: opened by its board, suspended, brought back, archived."""

from __future__ import annotations

from collections.abc import Container, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from sites.approvals import approve_row, approve_starters
from sites.archiving import end_what_waits
from sites.checklist import Answers, check_answers
from sites.enums import ApprovalKind, PortalEventKind, PortalState, SuspensionAct
from sites.errors import ApprovalForbidden, OpeningChanged, OwnHomePage, OwnSuccessor, ReasonMissing, WrongState
from sites.events import record_event
from sites.models import Portal
from sites.opening import changed_by, findings_to_open, pages_to_open, what_opens
from sites.permissions import approving_seat
from sites.registry import opened_rows
from sites.signals import pages_opened, version_published
from sites.suspension_reports import report_on_portal
from sites.suspensions import bring_staff_in_step, end_sessions_of_staff

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def open_portal(
    portal: Portal, *, by: User, at: datetime, checklist: Mapping[str, Any], seen: str | None = None
) -> int:
    """Approve the opening of a portal: its starter tree becomes public, each page with its approval.

    The Vietnamese pages open; English ones follow one by one through review. Pages that the approver changed stay
    closed and wait for the review of somebody else (13.1.g). The checklist is answered once for the whole tree and kept
    with each page, and what the machine checks found in those that were changed. Returns the number of pages opened.

    Args:
        seen: what the board looked at (`opening.what_opens`). None: a program looks at nothing.

    Raises:
        WrongState: the portal is not in preparation.
        ApprovalForbidden: no approving seat on the portal's board.
        OwnHomePage: the approver changed the home page, without which no portal opens.
        ChecklistIncomplete: a question of the checklist has no answer.
        OpeningChanged: something else would become public than the board saw.
        PageIncomplete, ContentBlocked: a changed page cannot become public as it is.
    """
    locked = Portal.objects.select_for_update(of=("self",))
    portal = locked.select_related("kind", "container", "site").get(pk=portal.pk)
    if portal.state != PortalState.PREPARING:
        raise WrongState
    if approving_seat(by, portal.container, on=timezone.localdate(at)) is None:
        raise ApprovalForbidden
    # Until the end nobody saves another version.
    list(Page.objects.select_for_update().filter(pk__in=[page.pk for page in pages_to_open(portal)]))
    if seen is not None and seen != what_opens(portal):
        raise OpeningChanged
    pages = [page for page in pages_to_open(portal) if not changed_by(by, page)]
    if portal.vietnamese_home.pk not in {page.pk for page in pages}:
        raise OwnHomePage
    answers = check_answers(portal.vietnamese_home, checklist)
    opened = _open_pages(pages, portal=portal, by=by, at=at, checklist=answers)
    portal.state = PortalState.LIVE
    portal.opened_at = at
    portal.save(update_fields=["state", "opened_at"])
    record_event(PortalEventKind.OPENED, portal=portal, at=at, by=by, pages=opened)
    return opened


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

    Sessions of everybody who works for it end at once; with `revoke_access` they have no access to it until it is
    brought back. A report to the managing agency is written and kept. Some queries for each person.

    Raises:
        WrongState: only a live portal can be suspended.
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    _move(portal, {PortalState.LIVE}, PortalState.SUSPENDED)
    portal.suspended_at, portal.suspended_reason, portal.expected_return = at, reason, expected_return
    portal.access_revoked = revoke_access
    portal.save(update_fields=["state", "suspended_at", "suspended_reason", "expected_return", "access_revoked"])
    ended = end_sessions_of_staff(portal, at=at)
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

    What waits on it ends, and the event names it: reviews, proposals, and what was approved for later.

    Raises:
        WrongState: it was never open.
        OwnSuccessor: it would follow itself.
        ReasonMissing: no legal basis given.
    """
    if not legal_basis.strip():
        raise ReasonMissing
    if successor is not None and successor.pk == portal.pk:
        raise OwnSuccessor
    _move(portal, {PortalState.LIVE, PortalState.SUSPENDED}, PortalState.ARCHIVED)
    portal.archived_at, portal.archive_basis, portal.successor = at, legal_basis, successor
    # What stays readable can still be withdrawn by its board.
    portal.access_revoked = False
    portal.save(update_fields=["state", "archived_at", "archive_basis", "successor", "access_revoked"])
    bring_staff_in_step(portal, at=at)
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


def _move(portal: Portal, allowed: Container[str], to: PortalState) -> None:
    current = Portal.objects.select_for_update().values_list("state", flat=True).get(pk=portal.pk)
    if current not in allowed:
        raise WrongState
    portal.state = to


def _open_pages(pages: list[Page], *, portal: Portal, by: User, at: datetime, checklist: Answers) -> int:
    """Approve and publish a starter tree: pages without a revision in one statement, edited ones by their revision."""
    seat = approving_seat(by, portal.container, on=timezone.localdate(at))
    untouched = [page for page in pages if page.latest_revision is None]
    made_by: dict[str, Any] = {
        "portal": portal,
        "kind": ApprovalKind.OPENING,
        "by": by,
        "at": at,
        "seat": seat.seat,
        "checklist": checklist,
    }
    approve_starters(untouched, **made_by)
    for page in pages:
        if page.latest_revision is not None:
            findings = [finding.as_data() for finding in findings_to_open(page)]
            version = page.latest_revision.as_object()
            approve_row(version, revision=page.latest_revision, findings=findings, **made_by)
    for row in opened_rows(portal):
        approve_row(row, revision=None, **made_by)
    Page.objects.filter(pk__in=[page.pk for page in untouched]).update(
        live=True, has_unpublished_changes=False, first_published_at=at, last_published_at=at
    )
    for page in pages:
        if page.latest_revision is not None:
            page.latest_revision.publish(user=by, skip_permission_checks=True)
            version_published.send(sender=Page, page=page, revision=page.latest_revision, portal=portal, by=by, at=at)
    pages_opened.send(sender=Portal, portal=portal, page_ids=[page.pk for page in untouched])
    return len(pages)
