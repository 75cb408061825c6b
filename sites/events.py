"""The one way an event is written."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import F

from sites.client_address import current_address
from sites.enums import PortalEventKind
from sites.models import EventChain, Portal, PortalEvent
from sites.seals import SealedEvent, seal_of

if TYPE_CHECKING:
    from accounts.models import User

# The order in which a verb that writes to several chains takes them.
FROM_BELOW: Final = (F("parent").desc(nulls_last=True), "pk")


@transaction.atomic
def record_event(
    kind: PortalEventKind, *, portal: Portal | None, at: datetime, by: User | None, reason: str = "", **data: Any
) -> PortalEvent:
    """Append an event to the chain of its portal. `data` must be JSON: names and keys, not objects. Four queries.

    The end of the chain stays locked until the transaction ends: events of one portal are written one after the other.
    """
    chain = _locked_chain(portal)
    number = chain.length + 1
    # As the database gives it back: dates as text, keys in no order.
    plain = json.loads(json.dumps(data, cls=DjangoJSONEncoder))
    address = current_address()
    sealed = SealedEvent(
        portal_id=portal.pk if portal else None,
        number=number,
        kind=str(kind),
        at=at,
        actor_id=by.pk if by else None,
        address=address,
        reason=reason,
        data=plain,
    )
    seal = seal_of(sealed, before=chain.seal, key=sealing_key())
    event = PortalEvent.objects.create(
        kind=kind, portal=portal, at=at, actor=by, address=address, reason=reason, data=plain, number=number, seal=seal
    )
    EventChain.objects.filter(pk=chain.pk).update(length=number, seal=seal)
    return event


def hold_chains(portal_ids: Iterable[int]) -> None:
    """Lock the chains of several portals before the first of them is written to. One query, and one for each chain.

    From below upwards, the city last, by whatever verb: none who hold one of them wait for each other.
    """
    keys = set(portal_ids)
    if len(keys) > 1:
        for portal in Portal.objects.filter(pk__in=keys).order_by(*FROM_BELOW):
            _locked_chain(portal)


def sealing_key() -> bytes:
    """The key of the seals: AUDIT_KEY, or one that follows from SECRET_KEY."""
    return hmac.new((settings.AUDIT_KEY or settings.SECRET_KEY).encode(), b"portal events", hashlib.sha256).digest()


def _locked_chain(portal: Portal | None) -> EventChain:
    rows = EventChain.objects.select_for_update().filter(portal=portal)
    chain = rows.first()
    if chain is None:
        EventChain.objects.bulk_create([EventChain(portal=portal)], ignore_conflicts=True)
        chain = rows.get()
    return chain
