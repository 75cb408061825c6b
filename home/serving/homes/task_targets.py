"""Tasks of homes that lead to what portals registered, such as the hotline of the city. Rooms above read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from home.blocks.tasks import REGISTERED_TARGETS

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


@dataclass(frozen=True, slots=True)
class TaskTarget:
    """What is registered: its name, and an address of the web or of a telephone."""

    name: str
    url: str


# Of a language; None: nothing is registered in it.
TargetFinder = Callable[[str], "TaskTarget | None"]

_finders: dict[str, TargetFinder] = {}


def register_task_target(code: str, find: TargetFinder) -> None:
    """Register what finds one of `REGISTERED_TARGETS`.

    Raises:
        ValueError: tasks cannot lead there, or it is registered.
    """
    if code not in REGISTERED_TARGETS or code in _finders:
        raise ValueError(f"The target {code!r} of tasks is unknown or registered twice.")
    _finders[code] = find


def targets_of(tasks: StreamValue, *, language: str) -> dict[str, TaskTarget]:
    """What the tasks of a home lead to of what is registered, by code. What is not registered is not there."""
    wanted = {entry["value"].get("view") for entry in tasks.raw_data}
    found = {code: find(language) for code, find in _finders.items() if code in wanted}
    return {code: target for code, target in found.items() if target is not None}
