"""Tasks of homes that lead to what portals registered, such as the hotline of the city. Rooms above read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from home.blocks.tasks import REGISTERED_TARGETS
from home.serving.homes.band_registry import PagesOfBand

if TYPE_CHECKING:
    from wagtail.blocks import StreamValue


@dataclass(frozen=True, slots=True)
class TaskTarget:
    """What is registered: its name with the language of that, and an address of the web or of a telephone."""

    name: str
    url: str
    language: str


# Of `home.serving.homes.sections.HomeFacts`; None: nothing is registered.
TargetFinder = Callable[[Any], "TaskTarget | None"]

_finders: dict[str, tuple[TargetFinder, PagesOfBand]] = {}


def register_task_target(code: str, find: TargetFinder, *, pages: PagesOfBand) -> None:
    """Register what finds one of `REGISTERED_TARGETS` among pages, which are read with those of the bands.

    Raises:
        ValueError: tasks cannot lead there, or it is registered.
    """
    if code not in REGISTERED_TARGETS or code in _finders:
        raise ValueError(f"The target {code!r} of tasks is unknown or registered twice.")
    _finders[code] = find, pages


def pages_of_targets(tasks: StreamValue) -> list[PagesOfBand]:
    """Pages among which the targets of some tasks are found."""
    return [pages for _code, (_find, pages) in _wanted(tasks)]


def targets_of(facts: Any) -> dict[str, TaskTarget]:
    """What the tasks of a home lead to of what is registered, by code. What is not registered is not there."""
    found = {code: find(facts) for code, (find, _pages) in _wanted(facts.page.tasks)}
    return {code: target for code, target in found.items() if target is not None}


def _wanted(tasks: StreamValue) -> list[tuple[str, tuple[TargetFinder, PagesOfBand]]]:
    codes = {entry["value"].get("view") for entry in tasks.raw_data}
    return [(code, registered) for code, registered in _finders.items() if code in codes]
