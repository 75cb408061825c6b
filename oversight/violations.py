"""Verbs of violations: the managing agency records one, the board answers, the agency closes it (Regulation 25.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from wagtail.models import Page

from adminviews.hidden_inputs import UNSTORABLE
from audit.errors import ReasonMissing
from audit.events import record_event
from audit.models import PortalEvent
from editorial.enums import TakedownReason
from editorial.models import Takedown
from oversight.enums import OversightEventKind, ViolationState
from oversight.errors import NothingAtAddress, ViolationForbidden, ViolationMoved
from oversight.models import Violation
from oversight.notices import tell_of_answer, tell_of_closing, tell_of_violation
from oversight.permissions import can_answer_violation, can_record_violations
from sites.directory import get_directory
from sites.models import Portal
from sites.registry import public_page_at

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class PublicItem:
    """What stands, or stood until it was withdrawn, at a public address."""

    portal_id: int
    page_id: int | None
    title: str
    address: str
    language: str


def item_at(url: str) -> PublicItem:
    """What a public address shows, or showed until its board withdrew it.

    Raises:
        NothingAtAddress: it is none of an open portal, or nothing stands there.
    """
    host, path = _host_and_path(url)
    record = get_directory().by_host(host)
    if record is None or not (record.is_readable or record.suspended_at):
        raise NothingAtAddress
    components = [part for part in path.split("/") if part]
    address = "/".join(["", *components, ""])
    language = translation.get_language_from_path(address) or settings.LANGUAGE_CODE
    if language != settings.LANGUAGE_CODE:
        components = components[1:]
    page = public_page_at(record.container_path, language, components)
    if page is not None:
        parts = page.get_url_parts()
        return PublicItem(record.id, page.pk, page.title, parts[2] if parts else address, language)
    gone = Takedown.objects.standing().filter(portal=record.id, address=address).first()
    if gone is None:
        raise NothingAtAddress
    return PublicItem(record.id, gone.page_id, gone.title, address, gone.language)


def _host_and_path(url: str) -> tuple[str, str]:
    """The parts of an address that name a page. Browsers hide the scheme, so it may be missing."""
    written = url.strip()
    try:
        parts = urlsplit(written if "//" in written else f"//{written}")
        # Asking for the port refuses what is none.
        host, path, _port = parts.hostname or "", unquote(parts.path), parts.port
    except ValueError as error:
        raise NothingAtAddress from error
    if parts.scheme not in {"", "http", "https"} or UNSTORABLE in host + path:
        raise NothingAtAddress
    return host, path


@transaction.atomic
def record_violation(
    item: PublicItem,
    *,
    kind: TakedownReason,
    finding: str,
    by: User,
    at: datetime,
    document: str = "",
    due: date | None = None,
) -> Violation:
    """Note what was found in a public item, and tell its board. The item stays as it is: withdrawing is the board's.

    Raises:
        ViolationForbidden: the person does not supervise the portal.
        ReasonMissing: nothing was said of what was found.
    """
    if not can_record_violations(by, item.portal_id, on=timezone.localdate(at)):
        raise ViolationForbidden
    if not finding.strip():
        raise ReasonMissing
    violation = Violation.objects.create(
        portal_id=item.portal_id,
        page=Page.objects.filter(pk=item.page_id).first(),
        title=item.title,
        address=item.address,
        language=item.language,
        kind=kind,
        finding=finding.strip(),
        document=document,
        due=due,
        recorded_at=at,
        recorded_by=by,
    )
    event = _record(
        OversightEventKind.VIOLATION_RECORDED,
        violation,
        by=by,
        at=at,
        reason=violation.finding,
        violation_kind=str(kind),
        document=document,
        due=due,
    )
    tell_of_violation(violation, event=event)
    return violation


@transaction.atomic
def answer_violation(violation: Violation, *, answer: str, by: User, at: datetime) -> None:
    """Say for the board what was done about it.

    Raises:
        ViolationForbidden: no approving seat on the board of the portal.
        ReasonMissing: the answer is empty.
        ViolationMoved: it is answered or closed.
    """
    if not can_answer_violation(by, violation, on=timezone.localdate(at)):
        raise ViolationForbidden
    if not answer.strip():
        raise ReasonMissing
    violation = _locked(violation, ViolationState.OPEN)
    violation.state, violation.answer = ViolationState.ANSWERED, answer.strip()
    violation.answered_at, violation.answered_by = at, by
    violation.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    event = _record(OversightEventKind.VIOLATION_ANSWERED, violation, by=by, at=at, reason=violation.answer)
    tell_of_answer(violation, event=event)


@transaction.atomic
def send_back(violation: Violation, *, remark: str, by: User, at: datetime) -> None:
    """Ask the board for another answer. The former one stands in the record, and is shown until there is another.

    Raises:
        ViolationForbidden: the person does not supervise the portal.
        ReasonMissing: no remark.
        ViolationMoved: there is no answer to send back.
    """
    violation = _remarked(violation, ViolationState.ANSWERED, to=ViolationState.OPEN, remark=remark, by=by, at=at)
    violation.save(update_fields=["state", "remark"])
    event = _record(OversightEventKind.VIOLATION_SENT_BACK, violation, by=by, at=at, reason=violation.remark)
    tell_of_violation(violation, event=event)


@transaction.atomic
def close_violation(violation: Violation, *, remark: str, by: User, at: datetime) -> None:
    """End the matter, with what the managing agency concludes; also without an answer, where it was none.

    Raises:
        ViolationForbidden: the person does not supervise the portal.
        ReasonMissing: no conclusion.
        ViolationMoved: it is closed.
    """
    states = (ViolationState.OPEN, ViolationState.ANSWERED)
    violation = _remarked(violation, *states, to=ViolationState.CLOSED, remark=remark, by=by, at=at)
    violation.closed_at, violation.closed_by = at, by
    violation.save(update_fields=["state", "remark", "closed_at", "closed_by"])
    event = _record(OversightEventKind.VIOLATION_CLOSED, violation, by=by, at=at, reason=violation.remark)
    tell_of_closing(violation, event=event)


def _remarked(
    violation: Violation, *allowed: ViolationState, to: ViolationState, remark: str, by: User, at: datetime
) -> Violation:
    if not can_record_violations(by, violation.portal_id, on=timezone.localdate(at)):
        raise ViolationForbidden
    if not remark.strip():
        raise ReasonMissing
    violation = _locked(violation, *allowed)
    violation.state, violation.remark = to, remark.strip()
    return violation


def _locked(violation: Violation, *allowed: ViolationState) -> Violation:
    locked = Violation.objects.select_for_update(no_key=True).get(pk=violation.pk)
    if locked.state not in allowed:
        raise ViolationMoved
    return locked


def _record(kind: str, violation: Violation, *, by: User, at: datetime, reason: str, **data: Any) -> PortalEvent:
    portal = Portal.objects.get(pk=violation.portal_id)
    return record_event(
        kind,
        portal=portal,
        at=at,
        by=by,
        reason=reason,
        violation=violation.pk,
        page=violation.page_id,
        title=violation.title,
        **data,
    )
