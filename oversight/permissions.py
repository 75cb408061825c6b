"""Who records and answers violations, who sends people to cover events, and who keeps incidents and maintenance."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from members.access.permissions import can_operate, has_city_role, reviewed_portals
from members.access.roles import roles_of
from members.enums import Role

if TYPE_CHECKING:
    from accounts.models import AnyUser
    from oversight.models import CoverageAssignment, Violation


def can_record_violations(user: AnyUser, portal_id: int, *, on: date) -> bool:
    """Whether the person records violations of a portal and closes them: a supervisor, for the managing agency
    (25.1)."""
    return has_city_role(user, Role.SUPERVISOR, on=on) or portal_id in roles_of(user, on=on).supervised


def records_violations(user: AnyUser, *, on: date) -> bool:
    """Whether there is a portal whose violations the person records."""
    return has_city_role(user, Role.SUPERVISOR, on=on) or bool(roles_of(user, on=on).supervised)


def can_answer_violation(user: AnyUser, violation: Violation, *, on: date) -> bool:
    """Whether the person answers on a violation for the board: an approving seat."""
    return violation.portal_id in reviewed_portals(user, on=on)


def can_assign_coverage(user: AnyUser, portal_id: int, *, on: date) -> bool:
    """Whether the person sends people of a portal to events and calls them back: an approving seat (9.5)."""
    return portal_id in reviewed_portals(user, on=on)


def can_deliver_coverage(user: AnyUser, assignment: CoverageAssignment, *, on: date) -> bool:
    """Whether the person says which page an assignment became: the one who was sent, and still writes there."""
    return assignment.person_id == user.pk and assignment.portal_id in roles_of(user, on=on).writes_for


def can_handle_incidents(user: AnyUser, *, on: date) -> bool:
    """Whether the person records incidents and announces maintenance: an operator (24.7)."""
    return can_operate(user, on=on)
