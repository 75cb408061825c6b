"""First steps in the admin: five for each audience, true because the thing was done.

Rooms register the steps of their subject. A step keeps nothing: its condition reads what exists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from adminsite.enums import Audience
from adminsite.models import HelpMark
from members.access.roles import RoleSet, roles_of
from members.enums import Role

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

OPENED: Final = "guide:"
PUT_AWAY: Final = "put-away:"


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A person whose steps are looked at, by the rights of a day."""

    roles: RoleSet
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstStep:
    """A step of one audience.

    Attributes:
        code: unlike that of every other step of the audience.
        order: place among the steps.
        address: where it is done.
        is_posted: whether the address takes a POST.
        done: of a query of persons (`OuterRef("pk")` is the person), the condition that it is done.
    """

    audience: Audience
    code: str
    order: int
    label: _StrOrPromise
    address: Callable[[], str]
    done: Callable[[Newcomer], Exists | Q]
    is_posted: bool = False


@dataclass(frozen=True, slots=True)
class StepSeen:
    label: _StrOrPromise
    address: str
    is_done: bool
    is_posted: bool


_steps: dict[tuple[Audience, str], FirstStep] = {}


def register_first_step(step: FirstStep) -> None:
    """Register a step.

    Raises:
        ValueError: the audience has one of this code.
    """
    key = (step.audience, step.code)
    if key in _steps:
        message = f"The first step {step.code!r} of {step.audience.value!r} is registered twice."
        raise ValueError(message)
    _steps[key] = step


def steps_of(audience: Audience) -> list[FirstStep]:
    """The registered steps of an audience, in their order."""
    return sorted((step for step in _steps.values() if step.audience == audience), key=lambda step: step.order)


def audiences_of(roles: RoleSet) -> list[Audience]:
    """Return the audiences to which a person belongs; one who approves or administers needs no list of writers."""
    held = {role for _portal, role in roles.roles}
    found = {
        Audience.OPERATOR: Role.OPERATOR in roles.city_roles,
        Audience.BOARD: bool(roles.reviewed),
        Audience.PORTAL_ADMIN: bool(roles.administered),
        Audience.OFFICER: Role.ANSWERING_OFFICER in held,
    }
    audiences = [audience for audience, belongs in found.items() if belongs]
    writes = bool(roles.writes_for) or Role.CITY_EDITOR in roles.city_roles
    if writes and not {Audience.BOARD, Audience.PORTAL_ADMIN} & set(audiences):
        audiences.append(Audience.WRITER)
    return audiences


def open_lists(user: User, *, on: date) -> dict[Audience, list[StepSeen]]:
    """Lists of a person that were not put away and are not through, in one query."""
    roles = roles_of(user, on=on)
    audiences = audiences_of(roles)
    if not audiences:
        return {}
    newcomer = Newcomer(roles=roles, on=on)
    registered = [step for audience in audiences for step in steps_of(audience)]
    conditions: dict[str, Exists | Q] = {f"step{number}": step.done(newcomer) for number, step in enumerate(registered)}
    conditions |= {f"away{number}": marked(PUT_AWAY + each.value) for number, each in enumerate(audiences)}
    found = User.objects.filter(pk=user.pk).annotate(**conditions).values(*conditions).get()
    lists: dict[Audience, list[StepSeen]] = {
        each: [] for number, each in enumerate(audiences) if not found[f"away{number}"]
    }
    for number, step in enumerate(registered):
        if step.audience in lists:
            seen = StepSeen(step.label, step.address(), bool(found[f"step{number}"]), step.is_posted)
            lists[step.audience].append(seen)
    return {each: steps for each, steps in lists.items() if not all(step.is_done for step in steps)}


def marked(subject: str) -> Exists:
    """Of a query of persons: whether they have a mark."""
    return Exists(HelpMark.objects.filter(user=OuterRef("pk"), subject=subject))


def note_opened_guide(guide: str, *, by: User, at: datetime) -> None:
    """Remember that a person opened a guide, the first time."""
    HelpMark.objects.get_or_create(user=by, subject=OPENED + guide, defaults={"made_at": at})


def put_away_first_steps(audience: Audience, *, by: User, at: datetime) -> None:
    """Show a list of first steps no more to the person who put it away."""
    HelpMark.objects.get_or_create(user=by, subject=PUT_AWAY + audience.value, defaults={"made_at": at})
