"""Duties that somebody on each portal must be there for, and what stays undone where nobody is.

The rooms above register duties of their own (a unit that answers) and the work that waits for whoever does a duty.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, Q, Value
from django.utils.translation import gettext as _

from members.access.permissions import people_of
from members.enums import APPROVERS_NEEDED, DUTY_OF_ROLE, Duty, Role, Seat
from members.errors import LastHolder, SuccessorElsewhere
from members.models import BoardSeat, Membership
from sites.directory import get_directory

if TYPE_CHECKING:
    from django.db.models.expressions import Combinable

    from accounts.models import User
    from sites.models import Portal


# Beside a role, where beside a seat stands how its board reviews.
NO_VARIANT = Value("", output_field=CharField())
# Portal, duty, and the unit where there is one.
PostKey = tuple[int, Duty, int | None]


@dataclass(frozen=True, slots=True)
class Post:
    """A duty on a portal, or in one unit of it, and the accounts that do it on a day.

    Attributes:
        unit_id: key of the unit; None stands for the whole portal.
        needed: how many persons must do it: two where the board asks for two approvals.
    """

    portal_id: int
    duty: Duty
    holders: frozenset[int]
    unit_id: int | None = None
    unit: str = ""
    needed: int = 1

    @property
    def key(self) -> PostKey:
        return self.portal_id, self.duty, self.unit_id

    @property
    def label(self) -> str:
        """What is done, as it is said after "nobody is left to"."""
        duty = str(self.duty.label)
        if self.unit:
            return _("%(duty)s for %(unit)s") % {"duty": duty, "unit": self.unit}
        if self.needed > 1:
            return _("%(duty)s (%(count)d persons are needed)") % {"duty": duty, "count": self.needed}
        return duty

    @property
    def is_vacant(self) -> bool:
        """Whether nobody holds it, or fewer than must."""
        return len(self.holders) < self.needed


# Of the posts of some portals on a day: those of parts of these portals. A bounded number of queries.
FindPosts = Callable[[Sequence[Post], date], Iterable[Post]]
_finders: list[FindPosts] = []


def register_posts(find: FindPosts) -> None:
    """Register posts in parts of a portal."""
    _finders.append(find)


# Of a day, for a query of rows with a portal: whether a part of it has nobody.
FindIdle = Callable[[date], Exists]
_idle: list[FindIdle] = []


def register_idle_parts(find: FindIdle) -> None:
    """Register a condition on rows with a portal: a part of the portal has nobody who does its duty."""
    _idle.append(find)


def has_idle_part(*, on: date) -> Combinable | Q:
    """A condition on rows with a portal: a registered part of it has nobody."""
    found = Q()
    for find in _idle:
        found |= Q(find(on))
    return ExpressionWrapper(found, output_field=BooleanField()) if _idle else Value(False)


def posts_of(portal_ids: Iterable[int], *, on: date) -> list[Post]:
    """The posts of some portals, in the order of these, and then those of their parts; of an archived one none."""
    records = get_directory().by_id
    keys = [key for key in portal_ids if key in records and not records[key].is_archived]
    if not keys:
        return []
    posts = _posts_of_portals(keys, on)
    return [*posts, *(post for find in _finders for post in find(posts, on))]


def _posts_of_portals(keys: Collection[int], on: date) -> list[Post]:
    roles = Membership.objects.in_force(on=on).filter(portal__in=keys, role__in=DUTY_OF_ROLE, user__is_active=True)
    seats = BoardSeat.objects.with_right_to_approve(on=on).filter(board__portal__in=keys)
    rows: Any = roles.order_by().values_list("portal_id", "role", "user_id", NO_VARIANT)
    held: dict[tuple[int, Duty], set[int]] = defaultdict(set)
    needed: dict[tuple[int, Duty], int] = defaultdict(lambda: 1)
    approving = seats.order_by().values_list("board__portal_id", "seat", "user_id", "board__review_variant")
    for portal_id, name, user_id, variant in rows.union(approving):
        duty = Duty.APPROVE if name in Seat.values else DUTY_OF_ROLE[Role(name)]
        held[portal_id, duty].add(user_id)
        if variant:
            needed[portal_id, duty] = APPROVERS_NEEDED[variant]
    return [Post(key, duty, frozenset(held[key, duty]), needed=needed[key, duty]) for key in keys for duty in Duty]


def vacant_posts(portal_ids: Iterable[int], *, on: date) -> list[Post]:
    """The posts that nobody holds, or fewer than must; of the units none where nobody on the whole portal does the
    duty."""
    return _without_parts(post for post in posts_of(portal_ids, on=on) if post.is_vacant)


def held_posts(person: User, portal_ids: Iterable[int], *, on: date) -> list[Post]:
    """The posts that a person holds."""
    return [post for post in posts_of(portal_ids, on=on) if person.pk in post.holders]


def _without_parts(posts: Iterable[Post]) -> list[Post]:
    """Posts without those of the units of a portal of which the post itself is among them."""
    found = {post.key: post for post in posts}
    return [post for post in found.values() if not post.unit_id or (post.portal_id, post.duty, None) not in found]


def duties_of_last(person: User, posts: Iterable[Post]) -> list[str]:
    """Name the duties of some posts for which nobody would be left without the person."""
    posts = list(posts)
    return _in_words(_without_parts(post for post in posts if is_last(person, post)), among=posts)


def _in_words(posts: Iterable[Post], *, among: Iterable[Post]) -> list[str]:
    """What is done by some posts, each with its portal where those among which they are belong to several."""
    if len({post.portal_id for post in among}) < 2:
        return [post.label for post in posts]
    names = {post.portal_id: get_directory().by_id[post.portal_id].name for post in posts}
    return [_("%(duty)s (%(portal)s)") % {"duty": post.label, "portal": names[post.portal_id]} for post in posts]


def is_last(person: User, post: Post) -> bool:
    """Whether the person holds a post, and without the person too few do."""
    return person.pk in post.holders and len(post.holders) <= post.needed


def check_left(before: Iterable[Post], *, on: date, vacancy_reason: str) -> list[Post]:
    """Those of some posts that nobody holds any more, or fewer than must, once a right has ended. One that was vacant
    before is none of them as long as as many hold it.

    Args:
        before: the posts as they were held before.
        on: the first day without the right.
        vacancy_reason: why nobody follows.

    Raises:
        LastHolder: there are such posts, and no reason is given.
    """
    before = list(before)
    held = {post.key: len(post.holders) for post in before}
    vacant = [
        post for post in vacant_posts({key[0] for key in held}, on=on) if len(post.holders) < held.get(post.key, 0)
    ]
    if vacant and not vacancy_reason.strip():
        raise LastHolder(_in_words(vacant, among=before))
    return vacant


def check_successor(successor: User, *, person: User, portal: Portal | None, on: date) -> None:
    """Refuse a successor who is not of the portal.

    Raises:
        SuccessorElsewhere: the person itself, somebody without a role or a seat there, or a closed account.
    """
    if portal is None or successor.pk == person.pk or not people_of(portal, on=on).filter(pk=successor.pk).exists():
        raise SuccessorElsewhere


def told_of_succession(vacant: Sequence[Post], *, successor: User | None, vacancy_reason: str) -> dict[str, Any]:
    """Return the details of the succession for the event of an ended right."""
    told: dict[str, Any] = {}
    if successor is not None:
        told["followed_by"] = successor.get_username()
    if vacant:
        told |= {"vacant": sorted({post.duty.value for post in vacant}), "vacancy_reason": vacancy_reason.strip()}
        if units := [post.unit for post in vacant if post.unit]:
            told["vacant_units"] = units
    return told


@dataclass(frozen=True, slots=True)
class OpenWork:
    """Work of one kind that stays behind.

    Attributes:
        entries: the first of it: title, and address in the admin; empty where the reader may not open it.
    """

    label: str
    count: int
    entries: tuple[tuple[str, str], ...]

    @property
    def more(self) -> int:
        """Number of items that the list leaves out."""
        return self.count - len(self.entries)


# Of a person, and the posts that the person holds and loses, for a reader on a day; None where nothing stays behind.
FindOpenWork = Callable[["User", Sequence[Post], "User", date], OpenWork | None]
_work: list[FindOpenWork] = []
# Entries of each kind that a screen names.
NAMED = 10


def register_open_work(find: FindOpenWork) -> None:
    """Register work that stays behind when a person loses posts."""
    _work.append(find)


def open_work(person: User, posts: Sequence[Post], *, reader: User, on: date) -> list[OpenWork]:
    """Open work that stays behind when a person loses some posts."""
    return [found for find in _work if (found := find(person, posts, reader, on)) is not None] if posts else []
