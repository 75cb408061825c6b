"""Types of notices: registered by the apps that write them.

A type says how the daily mail words a notice, who may know of it, and whether it still holds on the day of the mail.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from members.access.permissions import reviewed_portals
from members.access.roles import RoleSet, roles_of
from members.enums import Role

if TYPE_CHECKING:
    from django.db.models import TextChoices

    from accounts.models import User
    from notifications.models import Notice


class Recipient:
    """Whom a mail is for, with the roles and seats of that day."""

    def __init__(self, user: User, *, at: datetime) -> None:
        self.user, self.at, self.today = user, at, timezone.localdate(at)

    @cached_property
    def standing(self) -> RoleSet:
        return roles_of(self.user, on=self.today)

    def supervises(self, notice: Notice) -> bool:
        return Role.SUPERVISOR in self.standing.city_roles or notice.portal_id in self.standing.supervised

    def works_for(self, notice: Notice) -> bool:
        return notice.portal_id in self.standing.portals


# Whether a recipient may know of a notice today.
Audience = Callable[["Notice", Recipient], bool]


def operators(notice: Notice, recipient: Recipient) -> bool:
    return Role.OPERATOR in recipient.standing.city_roles


def anybody(notice: Notice, recipient: Recipient) -> bool:
    """Of a role or seat, which may begin later; over the whole city, who has a role there, or supervises part of it."""
    return notice.portal_id is not None or bool(recipient.standing.city_roles or recipient.standing.remits)


def _on_portals(audience: Audience) -> Audience:
    """What concerns the whole city is for everybody with a role there."""

    def may_know(notice: Notice, recipient: Recipient) -> bool:
        if notice.portal_id is None:
            return bool(recipient.standing.city_roles)
        return audience(notice, recipient)

    return may_know


@_on_portals
def staff(notice: Notice, recipient: Recipient) -> bool:
    """Those of the portal."""
    return recipient.works_for(notice)


@_on_portals
def authors(notice: Notice, recipient: Recipient) -> bool:
    """Those of the portal, and city editors, who work on every portal."""
    return Role.CITY_EDITOR in recipient.standing.city_roles or recipient.works_for(notice)


@_on_portals
def approvers(notice: Notice, recipient: Recipient) -> bool:
    """Those of the board who can approve."""
    return notice.portal_id in reviewed_portals(recipient.user, on=recipient.today)


@_on_portals
def supervisors(notice: Notice, recipient: Recipient) -> bool:
    return recipient.supervises(notice)


@_on_portals
def board_and_supervisors(notice: Notice, recipient: Recipient) -> bool:
    return notice.portal_id in recipient.standing.boards or recipient.supervises(notice)


@_on_portals
def staff_and_supervisors(notice: Notice, recipient: Recipient) -> bool:
    return recipient.works_for(notice) or recipient.supervises(notice)


# Of one person's notices of the kinds that share it: the keys of those that still hold. A bounded number of queries.
Holding = Callable[[Sequence["Notice"], Recipient], "set[int]"]
# What the mail says on a day, and the address in the admin that it leads to; what only has to be known has no address.
Text = Callable[["Notice", date], tuple[str, str]]
# What the mail adds to the lines of a kind, by the key of the notice, in the order in which they are told.
Notes = Callable[[Sequence["Notice"], date], "dict[int, str]"]


def each(holds: Callable[[Any, Recipient], bool]) -> Holding:
    """Ask of each notice's item by itself whether the notice holds."""

    def holding(notices: Sequence[Notice], recipient: Recipient) -> set[int]:
        return {notice.pk for notice in notices if holds(notice.item, recipient)}

    return holding


@dataclass(frozen=True, slots=True)
class NoticeType:
    """A kind of notices.

    Attributes:
        kind: code and label.
        order: place in the mail; what waits for the person comes first.
        text: see `Text`.
        holding: see `Holding`.
        audience: who may know.
        for_all: told to those as well who want no mail.
        on_archived: told of an archived portal as well.
        notes: see `Notes`.
        is_told_by_period: notices of one thing may be of several periods, so each text is a line of its own.
    """

    kind: TextChoices
    order: int
    text: Text
    holding: Holding
    audience: Audience = staff
    for_all: bool = False
    on_archived: bool = False
    notes: Notes | None = None
    is_told_by_period: bool = False


_types: dict[str, NoticeType] = {}


def register_notice(
    kind: TextChoices, *, order: int, text: Text, holding: Holding, audience: Audience = staff, **options: Any
) -> None:
    """Register a kind of notices; for `options` see `NoticeType`.

    Raises:
        ValueError: the kind is registered.
    """
    if kind.value in _types:
        message = f"The kind of notice {kind.value!r} is registered twice."
        raise ValueError(message)
    _types[kind.value] = NoticeType(kind, order, text, holding, audience, **options)


def notice_type(kind: str) -> NoticeType:
    """The type of a kind.

    Raises:
        KeyError: the app that wrote it is not installed.
    """
    return _types[kind]


def notice_types() -> list[NoticeType]:
    """All types in the order of the mail."""
    return sorted(_types.values(), key=lambda each_type: each_type.order)


def with_last_day(text: str, day: date | None) -> str:
    """A text with the last day of what it tells of, if there is one."""
    until = gettext("until %(day)s") % {"day": date_format(day, "SHORT_DATE_FORMAT")} if day else ""
    return ", ".join(filter(None, [text, until]))
