"""Reads that join several models."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page
from wagtail.query import PageQuerySet

from sites.enums import ProposalState
from sites.models import BoardSeat, ProposedChange
from sites.models.proposal import ProposedChangeQuerySet

if TYPE_CHECKING:
    from accounts.models import User


def pages_awaiting(user: User, *, on: date) -> PageQuerySet:
    """Pages of the portals on whose boards a person can approve. Two queries; empty for everybody else."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    paths = list(seats.values_list("board__portal__container__path", flat=True))
    if not paths:
        return Page.objects.none()
    return Page.objects.filter(within(paths))


def changes_awaiting(user: User, *, on: date) -> ProposedChangeQuerySet:
    """Proposed changes that wait for the boards on which a person can approve. One query, when it is read."""
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    return ProposedChange.objects.filter(state=ProposalState.WAITING, portal__in=seats.values("board__portal"))


def within(container_paths: list[str]) -> Q:
    """A condition on `path`: below one of the containers."""
    condition = Q()
    for path in container_paths:
        condition |= Q(path__startswith=path)
    return condition
