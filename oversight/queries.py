"""Reads of what boards and supervisors look after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from members.access.audit import record_portals, within_record
from members.access.roles import roles_of
from oversight.models import CoverageAssignment, Incident, MaintenanceWindow

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AnyUser
    from oversight.models.coverage import CoverageAssignmentQuerySet


def assignments_seen_by(user: AnyUser, *, on: date) -> CoverageAssignmentQuerySet:
    """Return the assignments to the person, and all those of portals that the person answers for."""
    roles = roles_of(user, on=on)
    own = Q(person=user.pk, portal__in=roles.writes_for)
    return CoverageAssignment.objects.filter(Q(portal__in=roles.answers_for) | own)


def incidents_read_by(user: AnyUser, *, on: date) -> QuerySet[Incident]:
    """Return all incidents for operators and supervisors of all portals; for others those of portals whose record they
    read, which leaves out those of the whole installation."""
    return within_record(Incident.objects.all(), user, on=on)


def maintenance_read_by(user: AnyUser, *, on: date) -> QuerySet[MaintenanceWindow]:
    """Return all maintenance for operators and supervisors of all portals; for others what concerns portals whose
    record they read."""
    rows, keys = MaintenanceWindow.objects.all(), record_portals(user, on=on)
    return rows if keys is None else rows.of_portals(keys)
