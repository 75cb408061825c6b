"""Verbs of requests about personal data, and their limits. Who may is asked by the caller; no event has their words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

from audit.errors import ReasonMissing
from audit.events import record_event
from audit.locking import atomic_refusing_deadlocks
from deadlines.working_days import CITY_TIME, OfficeHours, WorkingCalendar, working_day_of_receipt
from formats.vietnamese.text import clean_text
from members.access.actor import lock_actor
from participation.enums.submissions import (
    OPEN_REQUESTS,
    DataRequestKind,
    DataRequestState,
    ErasureReason,
    PersonalDataEventKind,
)
from participation.erasing import apply_name_correction, erase_sender
from participation.errors import (
    NothingCorrected,
    RequestClosed,
    ResponseGiven,
    SenderErased,
    SenderIncomplete,
    WrongRequestKind,
)
from participation.locking import locked_sender
from participation.models import DataRequest, Sender
from participation.personal_data.contacts import normalised_contact
from sites.errors import TargetGone
from sites.locking import locked_portal

if TYPE_CHECKING:
    from accounts.models import User


def receive_request(
    sender: Sender, kind: DataRequestKind, *, details: str, by: User | None, at: datetime
) -> DataRequest:
    """Enter a request of a sender about the own data. Writes an event.

    Args:
        details: what the person wants, in words; they are sealed.
        by: who entered it; None: the person did.

    Raises:
        SenderErased: the data was erased: there is nothing to ask for.
    """
    with atomic_refusing_deadlocks():
        portal = locked_portal(sender.portal_id)
        lock_actor(by)
        request = DataRequest(portal=portal, sender=locked_sender(sender.pk), kind=kind, received_at=at)
        request.seal_content({"details": details.strip(), "answer": ""})
        request.save()
        _record(PersonalDataEventKind.DATA_REQUEST_RECEIVED, request, by=by, at=at)
    return request


def respond_first(request: DataRequest, *, by: User, at: datetime) -> None:
    """Note that the person was told how the request is dealt with (Decree 356/2025/NĐ-CP, 5.2 to 5.4). Writes an event.

    Raises:
        RequestClosed: it was answered or refused before.
        ResponseGiven: it was noted before.
    """
    with _held(request, by=by) as row:
        if row.responded_at is not None:
            raise ResponseGiven
        row.responded_at = at
        row.save(update_fields=["responded_at"])
        _record(PersonalDataEventKind.DATA_REQUEST_RESPONDED, row, by=by, at=at)


def correct_data(request: DataRequest, *, corrected: Mapping[str, str], by: User, at: datetime) -> None:
    """Put right what a sender told, as an open request asks (Law 91/2025/QH15, Article 4.1): sealed again, and found by
    the new contact alone. Writes an event, which names the fields and nothing that stands in them.

    Mails go to the new address from then on. Of a name that is public, the public reads the initials until its board
    approves the corrected one, which is the work of who corrected it (13.1.g).

    Args:
        corrected: by the name of a field of `SenderFacts`; what is not named, or blank, stays as it is.

    Raises:
        WrongRequestKind: the request is one of another kind.
        NothingCorrected: it stands so already.
        RequestClosed: it was answered or refused before.
        SenderErased: the data was erased.
        SenderIncomplete: nobody is reached by that.
    """
    if request.kind != DataRequestKind.CORRECT:
        raise WrongRequestKind
    with _held(request, by=by) as row:
        sender = locked_sender(row.sender_id)
        told = sender.facts
        cleaned = {name: clean_text(value) for name, value in corrected.items()}
        changed = {name: value for name, value in cleaned.items() if value and value != getattr(told, name)}
        if not changed:
            raise NothingCorrected
        facts = replace(told, **changed)
        if not normalised_contact(facts.contact):
            raise SenderIncomplete
        sender.correct_facts(facts, by=by)
        sender.save(update_fields=[*Sender.SEALED_FIELDS, "name_wording"])
        if "name" in changed:
            apply_name_correction(sender)
        record_event(
            PersonalDataEventKind.PERSONAL_DATA_CORRECTED,
            portal=row.portal,
            at=at,
            by=by,
            request=row.pk,
            sender=sender.pk,
            fields=sorted(changed),
        )


def answer_request(request: DataRequest, *, answer: str, by: User, at: datetime) -> None:
    """Note that a request was carried out, and what the person was told. Writes an event.

    Raises:
        RequestClosed: it was answered or refused before.
    """
    with _held(request, by=by) as row:
        _close(row, DataRequestState.ANSWERED, words=answer, by=by, at=at)
        _record(PersonalDataEventKind.DATA_REQUEST_ANSWERED, row, by=by, at=at)


def refuse_request(request: DataRequest, *, reason: str, by: User, at: datetime) -> None:
    """Refuse a request, with the reason that the person is told. Writes an event.

    Raises:
        ReasonMissing: no reason is given.
        RequestClosed: it was answered or refused before.
    """
    if not reason.strip():
        raise ReasonMissing
    with _held(request, by=by) as row:
        _close(row, DataRequestState.REFUSED, words=reason, by=by, at=at)
        _record(PersonalDataEventKind.DATA_REQUEST_REFUSED, row, by=by, at=at)


def erase_for_request(request: DataRequest, *, because: ErasureReason, by: User, at: datetime) -> None:
    """Erase the data of a sender as a request asks: also after it was answered, never after it was refused. The lock
    on the portal, which every verb of a request takes, keeps its state.

    Raises:
        RequestClosed: it was refused before.
        SenderErased: the data was erased before.
    """
    with atomic_refusing_deadlocks():
        locked_portal(request.portal_id)
        row = DataRequest.objects.select_related("sender").filter(pk=request.pk).first()
        if row is None:
            raise TargetGone
        if row.state == DataRequestState.REFUSED:
            raise RequestClosed
        erase_sender(row.sender, because=because, by=by, at=at)


@contextmanager
def _held(request: DataRequest, *, by: User) -> Iterator[DataRequest]:
    """A request that is open, held in one transaction after its portal, the account and the sender."""
    with atomic_refusing_deadlocks():
        locked_portal(request.portal_id)
        lock_actor(by)
        list(Sender.objects.select_for_update(of=("self",), no_key=True).filter(pk=request.sender_id).values_list("pk"))
        rows = DataRequest.objects.select_for_update(of=("self",), no_key=True).select_related("portal")
        row = rows.filter(pk=request.pk).first()
        if row is None:
            raise TargetGone
        if row.state not in OPEN_REQUESTS:
            raise RequestClosed
        yield row


def _close(row: DataRequest, state: DataRequestState, *, words: str, by: User, at: datetime) -> None:
    """Close a request that is held. Where the data was erased meanwhile, as asked, no words are kept."""
    try:
        row.seal_content(row.content() | {"answer": words.strip()})
    except SenderErased:
        row.empty_content()
    row.state, row.closed_at, row.closed_by = state, at, by
    row.responded_at = row.responded_at or at
    row.save(update_fields=[*DataRequest.SEALED_FIELDS, "state", "closed_at", "closed_by", "responded_at"])


def _record(kind: str, request: DataRequest, *, by: User | None, at: datetime) -> None:
    record_event(kind, portal=request.portal, at=at, by=by, request=request.pk, request_kind=str(request.kind))


# "phản hồi trong thời hạn 02 ngày làm việc": clauses 2, 3 and 4 alike.
FIRST_RESPONSE_WORKING_DAYS: Final = 2


@dataclass(frozen=True, slots=True)
class RequestLimit:
    """Within how many days a request is carried out, and what says so."""

    days: int
    article: str


# Where no processor or third party has to be asked as well: those are given five to ten days more.
LIMITS: Final = {
    DataRequestKind.WITHDRAW: RequestLimit(15, "356/2025/NĐ-CP, 5.2"),
    DataRequestKind.RESTRICT: RequestLimit(15, "356/2025/NĐ-CP, 5.2"),
    DataRequestKind.VIEW: RequestLimit(10, "356/2025/NĐ-CP, 5.3"),
    DataRequestKind.CORRECT: RequestLimit(10, "356/2025/NĐ-CP, 5.3"),
    DataRequestKind.DELETE: RequestLimit(20, "356/2025/NĐ-CP, 5.4"),
}


@dataclass(frozen=True, slots=True)
class DueDays:
    """The last day of each step."""

    first_response: date
    answer: date


def due_days(kind: DataRequestKind, received_at: datetime, *, hours: OfficeHours, calendar: WorkingCalendar) -> DueDays:
    """The last days of a request that came at an aware moment.

    The first response has working days, as the decree says ("02 ngày làm việc"). For carrying out, it says "ngày"
    alone: calendar days, since it writes the other word where it means the other; that is our reading. The day of
    receipt is day zero, and what would end on a day off ends with the next working day (Civil Code 2015, Articles 147
    and 148). For the working days, what comes after office hours or on a day off has the next working day as day zero,
    as questions have; the decree is silent, and this is our reading as well.
    """
    received = working_day_of_receipt(received_at, hours=hours, calendar=calendar)
    day_zero = received_at.astimezone(CITY_TIME).date()
    return DueDays(
        first_response=calendar.after(received, FIRST_RESPONSE_WORKING_DAYS),
        answer=calendar.first_from(day_zero + timedelta(days=LIMITS[kind].days)),
    )
