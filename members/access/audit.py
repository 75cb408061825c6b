"""Portals whose record of events a person may read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypeVar

from django.db.models import Model, QuerySet

from audit.models import PortalEvent
from members.access.permissions import can_supervise
from members.access.roles import roles_of
from sites.models import Portal

if TYPE_CHECKING:
    from accounts.models import AnyUser


Row = TypeVar("Row", bound=Model)


def audited_portals(user: AnyUser, *, on: date) -> QuerySet[Portal]:
    """Portals whose record a person reads: all for supervisor and operator; of others those they answer for."""
    if can_supervise(user, on=on):
        return Portal.objects.all()
    return Portal.objects.filter(pk__in=roles_of(user, on=on).answers_for)


def within_record(rows: QuerySet[Row], user: AnyUser, *, on: date) -> QuerySet[Row]:
    """Of rows that carry the key of a portal, those of the portals whose record a person reads."""
    return rows if can_supervise(user, on=on) else rows.filter(portal__in=roles_of(user, on=on).answers_for)


def reads_audit(user: AnyUser, *, on: date) -> bool:
    """Whether the person reads any record."""
    return can_supervise(user, on=on) or bool(roles_of(user, on=on).answers_for)


def audited_events(user: AnyUser, *, on: date) -> QuerySet[PortalEvent]:
    """Events a person may read; those of the whole city are for supervisor and operator only."""
    return within_record(PortalEvent.objects.all(), user, on=on)
