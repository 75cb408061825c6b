"""Kinds of events, and what a reader is told of their details: registered by the apps that write them.

An app registers its kinds and details in `AppConfig.ready()`. The column of an event has no choices, so a new kind
makes no migration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import TextChoices
    from django.utils.functional import Promise


# Label of a detail, and what formats its value; an empty text leaves the detail out.
Detail = tuple["Promise | str", Callable[[Any], str]]
# What every event may have comes first.
COMMON, SPECIAL, LAST = 0, 1, 2

_kinds: dict[str, Promise | str] = {}
# Kinds whose events change nothing public.
_unseen: set[str] = set()
# In the order in which they are told.
_details: dict[str, tuple[int, Detail]] = {}
_of_accounts: dict[str, frozenset[str]] = {}


def register_kinds(kinds: type[TextChoices], *, unseen: Iterable[str] = ()) -> None:
    """Register the kinds of events that an app writes.

    Args:
        unseen: those of them that change nothing that the public sees.

    Raises:
        ValueError: another app has a kind of that code.
    """
    for code, label in kinds.choices:
        if code in _kinds:
            message = f"The kind of event {code!r} is registered twice."
            raise ValueError(message)
        _kinds[code] = label
    _unseen.update(map(str, unseen))


def kind_choices() -> list[tuple[str, Promise | str]]:
    """Code and label of all kinds, for a filter."""
    return list(_kinds.items())


def is_unseen(code: str) -> bool:
    """Whether an event of a kind changes nothing that the public sees."""
    return code in _unseen


def kind_label(code: str) -> str:
    """What readers call a kind; its code where the app that wrote it is not installed any more."""
    return str(_kinds.get(code, code))


def register_details(details: Mapping[str, Detail], *, order: int = SPECIAL) -> None:
    """Register what readers are told of details, by their name in `PortalEvent.data`.

    Raises:
        ValueError: a detail of that name is registered.
    """
    for name, detail in details.items():
        if name in _details:
            message = f"The detail {name!r} of events is registered twice."
            raise ValueError(message)
        _details[name] = order, detail
    ordered = sorted(_details.items(), key=lambda entry: entry[1][0])
    _details.clear()
    _details.update(ordered)


def register_details_of_accounts(names: Mapping[str, Iterable[str]]) -> None:
    """Register which details of which kinds say what accounts are called or how they are reached.

    They are told where the people of a portal read its record, and to operators: supervisors read every record, and
    which person has which address is for operators (8.8).
    """
    _of_accounts.update({kind: frozenset(found) for kind, found in names.items()})


def event_details(event: Any, *, tells_accounts: bool) -> list[tuple[str, str]]:
    """Label and text of each detail of an event that a reader understands, in a fixed order; keys of rows are left out.

    Args:
        tells_accounts: whether the reader is told what accounts are called and how they are reached.
    """
    left_out = frozenset() if tells_accounts else _of_accounts.get(event.kind, frozenset())
    data = {name: value for name, value in event.data.items() if name not in left_out}
    return [
        (str(label), text)
        for name, (_order, (label, formatted)) in _details.items()
        if data.get(name) not in (None, "", []) and (text := formatted(data[name]))
    ]
