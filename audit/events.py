"""The one way an event is written."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Set
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from audit.client_address import current_address
from audit.models import EventChain, PortalEvent
from audit.sealing.seals import SealedEvent, seal_of, stored_json
from audit.signals import events_recorded

if TYPE_CHECKING:
    from accounts.models import User

# The order in which a verb that writes to several chains takes them.
FROM_BELOW: Final = (F("parent").desc(nulls_last=True), "pk")


@transaction.atomic
def record_event(
    kind: str, *, portal: Any, at: datetime, by: User | None, reason: str = "", **data: Any
) -> PortalEvent:
    """Append an event to the chain of its portal. `data` must be JSON: names and keys, not objects.

    The end of the chain stays locked until the transaction ends: events of one portal are written one after the other.
    """
    chain = _locked_chain(portal)
    event = _sealed_event(chain, kind, at=at, by=by, reason=reason, data=data)
    event.portal = portal
    event.save()
    EventChain.objects.filter(pk=chain.pk).update(length=event.number, seal=event.seal)
    events_recorded.send(sender=PortalEvent, kind=kind, portal_ids=[event.portal_id])
    return event


@transaction.atomic
def record_on_each(
    kind: str,
    data_of: Mapping[int | None, Mapping[str, Any]],
    *,
    at: datetime,
    by: User | None,
    reason: str = "",
) -> list[PortalEvent]:
    """Append one event of a kind to the chain of each of some portals, with what it says there.

    The chains are locked from below upwards, the city's last, as wherever a verb writes to several.

    Args:
        data_of: by key of the portal; None stands for the whole city.
    """
    chains = _locked_chains(set(data_of))
    events = [
        _sealed_event(chain, kind, at=at, by=by, reason=reason, data=data_of[chain.portal_id]) for chain in chains
    ]
    PortalEvent.objects.bulk_create(events)
    for chain, event in zip(chains, events, strict=True):
        chain.length, chain.seal = event.number or 0, event.seal
    EventChain.objects.bulk_update(chains, ["length", "seal"])
    events_recorded.send(sender=PortalEvent, kind=kind, portal_ids=list(data_of))
    return events


def _sealed_event(
    chain: EventChain,
    kind: str,
    *,
    at: datetime,
    by: User | None,
    reason: str,
    data: Mapping[str, Any],
) -> PortalEvent:
    """The next event of a chain, sealed to the one before, and not yet written."""
    plain = stored_json(data)
    sealed = SealedEvent(
        portal_id=chain.portal_id,
        number=chain.length + 1,
        kind=str(kind),
        at=at,
        actor_id=by.pk if by else None,
        address=current_address(),
        reason=reason,
        data=plain,
    )
    return PortalEvent(
        kind=kind,
        portal_id=sealed.portal_id,
        at=at,
        actor=by,
        address=sealed.address,
        reason=reason,
        data=plain,
        number=sealed.number,
        seal=seal_of(sealed, before=chain.seal, key=sealing_key()),
    )


def lock_chains(portal_ids: Iterable[int | None]) -> None:
    """Lock the chains of portals before the first of them is written to.

    From below upwards, the city last, by whatever verb: none who hold one of them wait for each other.
    """
    _locked_chains(set(portal_ids))


def sealing_key(purpose: str = "portal events") -> bytes:
    """The key of the seals of one kind of record, not in the database: follows from AUDIT_KEY, or SECRET_KEY."""
    return hmac.new((settings.AUDIT_KEY or settings.SECRET_KEY).encode(), purpose.encode(), hashlib.sha256).digest()


def _locked_chain(portal: Any) -> EventChain:
    rows = EventChain.objects.select_for_update(no_key=True).filter(portal=portal)
    chain = rows.first()
    if chain is None:
        EventChain.objects.bulk_create([EventChain(portal=portal)], ignore_conflicts=True)
        chain = rows.get()
    return chain


def _locked_chains(portal_ids: Set[int | None]) -> list[EventChain]:
    """The chains of some portals, locked from below upwards; begun where there is none yet."""
    wanted = Q(portal__in=portal_ids - {None})
    if None in portal_ids:
        wanted |= Q(portal=None)
    rows = EventChain.objects.filter(wanted).select_for_update(of=("self",), no_key=True)
    # FROM_BELOW, as chains say it.
    rows = rows.order_by(F("portal__parent").desc(nulls_last=True), F("portal").asc(nulls_last=True))
    chains = list(rows)
    missing = portal_ids - {chain.portal_id for chain in chains}
    if missing:
        EventChain.objects.bulk_create([EventChain(portal_id=key) for key in missing], ignore_conflicts=True)
        chains = list(rows.all())
    return chains
