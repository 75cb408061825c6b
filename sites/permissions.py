"""Questions about who may do what. Answers come from memberships and board seats, never from stock permissions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sites.directory import CONTAINER_PATH_LENGTH, get_directory
from sites.enums import APPROVING_SEATS, Role
from sites.models import Board, BoardSeat, Membership
from sites.remembered import remembered
from sites.revisions import same_content

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet
    from wagtail.models import Page, Revision

    from accounts.models import User

    AnyUser = User | AnonymousUser


def approving_seat(user: AnyUser, page: Page, *, on: date) -> BoardSeat | None:
    """The seat by which a person can approve items of the portal a page belongs to. One query."""
    if not user.is_active or user.is_anonymous:
        return None
    return (
        BoardSeat.objects.approving(on=on)
        .filter(user=user, board__portal__container__path=page.path[:CONTAINER_PATH_LENGTH])
        .select_related("board")
        .first()
    )


def can_review(user: AnyUser, page: Page, *, on: date) -> bool:
    """Whether the person sits on the portal's board with a seat that approves. One query, also for a list of pages."""
    boards = remembered(user, ("reviewed containers", on), lambda: reviewed_containers(user, on=on))
    return page.path[:CONTAINER_PATH_LENGTH] in boards


def reviewed_containers(user: AnyUser, *, on: date) -> frozenset[str]:
    """Containers of the portals whose items the person can approve or return, by their place. One query."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    seats = BoardSeat.objects.approving(on=on).filter(user=user)
    return frozenset(seats.values_list("board__portal__container__path", flat=True))


def can_return(user: AnyUser, page: Page, *, on: date) -> bool:
    """Whether the person may send the item back with remarks."""
    return can_review(user, page, on=on)


def wrote_part_of(user: AnyUser, page: Page, revision: Revision) -> bool:
    """Whether a revision holds work of this person: the creation, or any change since the version that is public.

    Saving without a change is no work: whoever reviews in the page editor saves what the author wrote. Two queries
    where the person saved anything, else one.
    """
    since = page.live_revision_id or 0
    if not since and page.owner_id == user.pk:
        return True
    if not page.revisions.filter(pk__gt=since, pk__lte=revision.pk, user=user).exists():
        return False
    versions = list(page.revisions.filter(pk__gte=since, pk__lte=revision.pk).order_by("pk"))
    return any(
        version.user_id == user.pk
        and version.pk > since
        and (before is None or not same_content(before.content, version.content))
        for before, version in zip([None, *versions], versions, strict=False)
    )


def can_approve_revision(user: AnyUser, page: Page, revision: Revision, *, on: date) -> bool:
    """Whether the person may approve this revision: an approving seat, and not own work (13.1.g, 15.2).

    Nothing new becomes public on an archived portal, whose banner says that it is closed.
    """
    record = get_directory().for_path(page.path)
    if record is None or record.is_archived:
        return False
    return can_review(user, page, on=on) and not wrote_part_of(user, page, revision)


def held_roles(user: AnyUser, *, on: date) -> frozenset[tuple[int | None, str]]:
    """(portal, role) that a person holds on a day; the portal is None for a role over the city. One query."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    rows = Membership.objects.in_force(on=on).filter(user=user).order_by()
    return remembered(user, ("roles", on), lambda: frozenset(rows.values_list("portal_id", "role")))


def boards_of(user: AnyUser, *, on: date) -> frozenset[int]:
    """Portals on whose boards a person sits, by their keys. One query."""
    if not user.is_active or user.is_anonymous:
        return frozenset()
    rows = BoardSeat.objects.in_force(on=on).filter(user=user).order_by()
    return remembered(user, ("boards", on), lambda: frozenset(rows.values_list("board__portal_id", flat=True)))


def has_city_role(user: AnyUser, role: Role, *, on: date) -> bool:
    """Whether the person holds a role over the whole city. One query."""
    return (None, role.value) in held_roles(user, on=on)


def can_operate(user: AnyUser, *, on: date) -> bool:
    """Whether the person creates, suspends and archives portals: the operator."""
    return has_city_role(user, Role.OPERATOR, on=on)


def can_supervise(user: AnyUser, *, on: date) -> bool:
    """Whether the person sees the registry of all portals: supervisor and operator."""
    return has_city_role(user, Role.SUPERVISOR, on=on) or can_operate(user, on=on)


def delegable_seats(user: AnyUser, board: Board, *, on: date) -> QuerySet[BoardSeat]:
    """Seats of a board from which the person may delegate, and take back: the own one of a head or deputy; each for
    the operator. One query to ask."""
    seats = board.seats.held_from(on).filter(seat__in=APPROVING_SEATS, user__is_active=True)
    if not user.is_active or user.is_anonymous:
        return seats.none()
    return seats if can_operate(user, on=on) else seats.in_force(on=on).filter(user=user)
