"""Reads that join several models."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.query import PageQuerySet

from accounts.models import User
from sites.directory import CONTAINER_PATH_LENGTH
from sites.enums import ProposalState, Role
from sites.models import BoardSeat, Membership, ProposedChange
from sites.models.proposal import ProposedChangeQuerySet
from sites.tree import below


def pages_awaiting(user: User, *, on: date) -> PageQuerySet:
    """Pages of the portals on whose boards a person can approve. Two queries; empty for everybody else."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    paths = list(seats.values_list("board__portal__container__path", flat=True))
    if not paths:
        return Page.objects.none()
    return Page.objects.filter(below(paths))


def changes_awaiting(user: User, *, on: date) -> ProposedChangeQuerySet:
    """Proposed changes that wait for the boards on which a person can approve. One query, when it is read."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    return ProposedChange.objects.filter(state=ProposalState.WAITING, portal__in=seats.values("board__portal"))


def colleagues(page: Page, *, on: date) -> QuerySet[User]:
    """Active accounts that may see what is not public of a page: by a role or seat on its portal, or for the city."""
    here = Q(portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    everywhere = Q(portal=None, role__in=(Role.CITY_EDITOR, Role.OPERATOR))
    members = Membership.objects.in_force(on=on).filter(here | everywhere)
    seats = BoardSeat.objects.in_force(on=on).filter(board__portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
    return User.objects.filter(Q(pk__in=members.values("user")) | Q(pk__in=seats.values("user")), is_active=True)
