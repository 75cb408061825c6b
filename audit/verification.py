"""Verification of the chains of events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model

from audit.client_address import plain_address
from audit.events import sealing_key
from audit.models import EventChain, PortalEvent
from audit.sealing.seals import SealedEvent, first_break

# Events read at a time while a chain is verified.
BATCH = 2000


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """A chain that does not hold, from the event with this number on."""

    portal: Model | None
    number: int


def broken_chains() -> Iterator[BrokenChain]:
    """Verify every chain of events."""
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
    """Events that are in no chain although one was begun on their portal before them.

    Those of an installation that is older than the chains are in none.
    """
    begun = PortalEvent.objects.exclude(number=None).order_by("pk").values_list("pk", flat=True).first()
    return PortalEvent.objects.filter(number=None, pk__gt=begun).count() if begun else 0
