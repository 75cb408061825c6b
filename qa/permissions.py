"""As what somebody acts on a question. Never by a stock permission, nor by being a superuser."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef

from accounts.models import User
from adminviews.request_cache import cached_for_request
from members.access.permissions import reviewed_portals
from members.access.roles import roles_of
from members.enums import Role
from members.models import Membership
from qa.enums import Actor
from qa.models import AnsweringUnit, Question, UnitOfficer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from accounts.models import AnyUser


def actors_of(user: AnyUser, question: Question, *, on: date) -> frozenset[Actor]:
    """As what a person may act on a question now; empty: it is none of theirs.

    The board of the portal that handles the question sorts it, with any seat; who approves is the business of reviews
    (`editorial.permissions`). An officer acts for the own unit, as long as the role on its portal holds.
    """
    portal = question.responsible_portal_id
    found = set()
    if portal in roles_of(user, on=on).boards:
        found.add(Actor.SORTER)
    if portal in reviewed_portals(user, on=on):
        found.add(Actor.APPROVER)
    if question.unit_id is not None and question.unit_id in units_of(user, on=on):
        found.add(Actor.OFFICER)
    return frozenset(found)


def units_of(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the units for which a person answers on a day: an officer of each, with the role on its portal."""
    portals = {portal for portal, role in roles_of(user, on=on).roles if role == Role.ANSWERING_OFFICER}
    if not portals:
        return frozenset()
    rows = UnitOfficer.objects.in_force(on=on).filter(user=user.pk, unit__portal__in=portals, unit__ended_on=None)
    return cached_for_request(user, ("answering units", on), lambda: frozenset(rows.values_list("unit", flat=True)))


def acting_officers(*, on: date) -> QuerySet[UnitOfficer]:
    """Those named for a unit who answer for it on a day: with the role on its portal, and an open account."""
    role = Membership.objects.in_force(on=on).filter(
        role=Role.ANSWERING_OFFICER, portal=OuterRef("unit__portal"), user=OuterRef("user"), user__is_active=True
    )
    return UnitOfficer.objects.in_force(on=on).filter(Exists(role.order_by()))


def officers_of_unit(unit: AnsweringUnit, *, on: date) -> QuerySet[User]:
    """Who answers for a unit on a day: named for it, with the role on its portal, and an open account."""
    named = UnitOfficer.objects.in_force(on=on).filter(unit=unit)
    return officers_of_portal(unit.portal_id, on=on).filter(pk__in=named.values("user"))


def officers_of_portal(portal_id: int, *, on: date) -> QuerySet[User]:
    """Who has the role of an answering officer on a portal on a day, with an open account."""
    roles = Membership.objects.in_force(on=on).filter(portal=portal_id, role=Role.ANSWERING_OFFICER)
    people = User.objects.filter(pk__in=roles.order_by().values("user"), is_active=True)
    return people.order_by("last_name", "first_name", "username")


def kept_desks(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose units and officers a person looks after: as an administrator of the portal."""
    return roles_of(user, on=on).administered


def kept_texts(user: AnyUser, *, on: date) -> frozenset[int]:
    """Keys of the portals whose canned responses a person keeps: as a member of the board, or an officer of a unit."""
    units = units_of(user, on=on)
    portals = AnsweringUnit.objects.filter(pk__in=units).values_list("portal", flat=True) if units else ()
    return roles_of(user, on=on).boards | frozenset(portals)


def handled_questions(user: AnyUser, *, on: date) -> QuerySet[Question]:
    """Questions that a person reads as they were sent: those of own boards, received or handled, and of own units."""
    boards, units = roles_of(user, on=on).boards, units_of(user, on=on)
    rows = Question.objects.all()
    return rows.handled_by(boards) | rows.received_by(boards) | rows.filter(unit__in=units)


def mailing_portals(user: AnyUser, *, on: date) -> frozenset[int]:
    """Portals of whose questions a person sees which mails were not sent: of own boards, and those one administers."""
    return roles_of(user, on=on).answers_for
