"""Exports of the record of events and of lists, and search in its events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet

from adminsite.enums import AdminEventKind
from audit.enums import AuditEventKind
from audit.errors import ReasonMissing
from audit.events import record_on_each
from audit.exports import record_export
from audit.models import PortalEvent
from sites.models import Portal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User


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
    kept = record_export(AuditEventKind.AUDIT_EXPORTED, events, portal=portal, by=by, at=at, reason=reason, **asked)
    # The file is written while it is sent: without these events, as they were counted.
    return events.exclude(pk__in=[event.pk for event in kept])


@transaction.atomic
def record_list_export(
    title: str, counts: Mapping[int | None, int], *, by: User, at: datetime, reason: str, asked: Mapping[str, str]
) -> None:
    """Record that a list is taken away as a table.

    Args:
        title: as the list is called.
        counts: its rows by key of the portal in whose record the export stands; None is the city's.
        asked: by which filters the rows were chosen.

    Raises:
        ReasonMissing: no reason given.
    """
    if not reason.strip():
        raise ReasonMissing
    data = {key: {"count": count, "list": title, "filter": dict(asked)} for key, count in counts.items()}
    record_on_each(AdminEventKind.LIST_EXPORTED, data, at=at, by=by, reason=reason)


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
