"""Portals whose record of events a person may read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, QuerySet

from audit.models import PortalEvent
from members.access.permissions import supervised_portals
from members.access.roles import roles_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser


Row = TypeVar("Row", bound=Model)


def audited_portals(user: AnyUser, *, on: date) -> QuerySet[Portal]:
    """Portals whose record a person reads: all for the operator and supervisors of all portals; for others those of
    `record_portals`."""
    keys = record_portals(user, on=on)
    return Portal.objects.all() if keys is None else Portal.objects.filter(pk__in=keys)


def record_portals(user: AnyUser, *, on: date) -> frozenset[int] | None:
    """Keys of the portals whose record a person reads: those supervised, and those the person answers for.

    None: all of them, and that of the whole city.
    """
    supervised = supervised_portals(user, on=on)
    return None if supervised is None else supervised | roles_of(user, on=on).answers_for


def within_record(rows: QuerySet[Row], user: AnyUser, *, on: date) -> QuerySet[Row]:
    """Of rows that carry the key of a portal, those of the portals whose record a person reads."""
    keys = record_portals(user, on=on)
    return rows if keys is None else rows.filter(portal__in=keys)


def reads_audit(user: AnyUser, *, on: date) -> bool:
    """Whether the person reads any record."""
    return record_portals(user, on=on) != frozenset()


def audited_events(user: AnyUser, *, on: date) -> QuerySet[PortalEvent]:
    """Events a person may read; those of the whole city are for operators and supervisors of all portals only."""
    return within_record(PortalEvent.objects.all(), user, on=on)
