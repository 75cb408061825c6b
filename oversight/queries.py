"""Reads of what boards and supervisors look after."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from members.access.roles import roles_of
from oversight.models import CoverageAssignment

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from oversight.models.coverage import CoverageAssignmentQuerySet


def assignments_seen_by(user: AnyUser, *, on: date) -> CoverageAssignmentQuerySet:
    """Return the assignments to the person, and all those of portals whose record the person reads."""
    roles = roles_of(user, on=on)
    own = Q(person=user.pk, portal__in=roles.writes_for)
    return CoverageAssignment.objects.filter(Q(portal__in=roles.answers_for) | own)
