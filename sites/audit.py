"""Reading the record: who may read which events, and whether the chains hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.db.models import Count, Model, Q, QuerySet

from sites.client_address import plain_address
from sites.enums import PortalEventKind
from sites.errors import ReasonMissing
from sites.events import record_on_each, sealing_key
from sites.models import EventChain, Portal, PortalEvent
from sites.permissions import can_supervise
from sites.seals import SealedEvent, first_break
from sites.standing import standing_of

if TYPE_CHECKING:
    from accounts.models import User
    from sites.permissions import AnyUser

Row = TypeVar("Row", bound=Model)
# Events read at a time while a chain is verified.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A chain that does not hold, from the event with this number on."""

    portal: Portal | None
    number: int


def audited_portals(user: AnyUser, *, on: date) -> QuerySet[Portal]:
    """Portals whose record a person reads: all for supervisor and operator; of others those they answer for."""
    if can_supervise(user, on=on):
        return Portal.objects.all()
    return Portal.objects.filter(pk__in=standing_of(user, on=on).answers_for)


def within_record(rows: QuerySet[Row], user: AnyUser, *, on: date) -> QuerySet[Row]:
    """Of rows that carry the key of a portal, those of the portals whose record a person reads."""
    return rows if can_supervise(user, on=on) else rows.filter(portal__in=standing_of(user, on=on).answers_for)


def reads_audit(user: AnyUser, *, on: date) -> bool:
    """Whether the person reads any record."""
    return can_supervise(user, on=on) or bool(standing_of(user, on=on).answers_for)


def audited_events(user: AnyUser, *, on: date) -> QuerySet[PortalEvent]:
    """Events a person may read; those of the whole city are for supervisor and operator only."""
    return within_record(PortalEvent.objects.all(), user, on=on)


@transaction.atomic
def export_events(
    events: QuerySet[PortalEvent], *, portal: Portal | None, by: User, at: datetime, reason: str, **asked: Any
) -> QuerySet[PortalEvent]:
    """Events of the record to be taken away; that they are is recorded itself, as `record_export` says (24.12).

    Args:
        asked: which events were asked for, as JSON holds it.

    Raises:
        ReasonMissing: no reason given.
    """
    kept = record_export(PortalEventKind.AUDIT_EXPORTED, events, portal=portal, by=by, at=at, reason=reason, **asked)
    # The file is written while it is sent: without these events, as they were counted.
    return events.exclude(pk__in=[event.pk for event in kept])


@transaction.atomic
def record_export(
    kind: PortalEventKind,
    rows: QuerySet[Row],
    *,
    portal: Portal | None,
    by: User,
    at: datetime,
    reason: str,
    **asked: Any,
) -> list[PortalEvent]:
    """Record that rows are taken away, by whom, why and how many: in the record of each portal whose rows are among
    them, with their number. A bounded number of queries, whatever that of portals.

    Args:
        rows: of a model that carries the key of a portal.
        portal: in whose record the export stands even if none are its own; None: in that of the city, with all rows.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    found: dict[int | None, int] = dict(rows.order_by().values_list("portal").annotate(Count("pk")))
    total = sum(found.values())
    counts = found | ({None: total} if portal is None else {portal.pk: found.get(portal.pk, 0)})
    data = {key: {"count": count, **asked} for key, count in counts.items()}
    return record_on_each(kind, data, at=at, by=by, reason=reason)


def matching(events: QuerySet[PortalEvent], text: str, *, known: set[int] | None) -> QuerySet[PortalEvent]:
    """Events whose person, account, item, title, document, reason or address has a text.

    Case does not count; accents do.

    Args:
        known: accounts that the reader is told of, None: all. Person and address of others are not searched: what is
            found, letter by letter, would tell them.
    """
    words = Q(actor__username__icontains=text) | Q(address__startswith=text)
    words |= Q(actor__last_name__icontains=text) | Q(actor__first_name__icontains=text)
    if known is not None:
        words &= Q(actor__in=known)
    told = Q(reason__icontains=text)
    for name in ("user", "item", "title", "document"):
        told |= Q(**{f"data__{name}__icontains": text})
    return events.filter(words | told)


def broken_chains() -> Iterator[BrokenChain]:
    """Verify every chain of events. One query for each chain, and one for the list; memory does not grow with them."""
    key = sealing_key()
    for chain in EventChain.objects.select_related("portal").order_by("pk"):
        rows = PortalEvent.objects.filter(portal=chain.portal).exclude(number=None).order_by("number")
        sealed = ((_sealed(row), row.seal) for row in rows.iterator(chunk_size=BATCH))
        number = first_break(sealed, length=chain.length, last_seal=chain.seal, key=key)
        if number is not None:
            yield BrokenChain(chain.portal, number)


def _sealed(event: PortalEvent) -> SealedEvent:
    return SealedEvent(
        portal_id=event.portal_id,
        number=event.number or 0,
        kind=event.kind,
        at=event.at,
        actor_id=event.actor_id,
        # PostgreSQL writes some addresses in another way than they were given.
        address=plain_address(event.address) if event.address else None,
        reason=event.reason,
        data=event.data,
    )


def unsealed_events() -> int:
    """Events that are in no chain although one was begun on their portal before them. One query.

    Those of an installation that is older than the chains are in none.
    """
    begun = PortalEvent.objects.exclude(number=None).order_by("pk").values_list("pk", flat=True).first()
    return PortalEvent.objects.filter(number=None, pk__gt=begun).count() if begun else 0
