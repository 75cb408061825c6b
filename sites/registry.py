"""Registries that the apps above fill: what a portal is born with, what opens with it, where its pages stand.

`sites` never imports the apps above it; they register here from their `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.db.models import Model
    from django.utils.functional import Promise
    from wagtail.models import Page

    from accounts.models import User
    from sites.models import Portal


@dataclass(frozen=True, slots=True)
class ProvisioningStep:
    """One thing every portal is born with (4.4). `build` is idempotent and runs in the caller's transaction."""

    name: str
    order: int
    build: Callable[[Portal, datetime], None]
    follows_name: bool


_parts: dict[str, ProvisioningStep] = {}


def register_provisioning_step(
    name: str, *, order: int, follows_name: bool = False
) -> Callable[[Callable[[Portal, datetime], None]], Callable]:
    """Register what a portal is born with; lower orders are built first. Registering a name twice is an error.

    A part that `follows_name` holds the portal's name outside its pages, and is built again when that changes.
    """

    def register(build: Callable[[Portal, datetime], None]) -> Callable:
        if name in _parts:
            message = f"The portal part {name!r} is registered twice."
            raise ValueError(message)
        _parts[name] = ProvisioningStep(name=name, order=order, build=build, follows_name=follows_name)
        return build

    return register


def provisioning_steps() -> list[ProvisioningStep]:
    """All registered parts, in the order they are built."""
    return sorted(_parts.values(), key=lambda part: (part.order, part.name))


@dataclass(frozen=True, slots=True)
class OpenedRows:
    """One kind of thing that becomes public with a portal besides its pages.

    Attributes:
        name: as the board is told of it.
        rows_of: such rows of a portal.
        set_by: whether what a portal has of it holds work of a person, who then does not approve it. What the portal
            was made with is nobody's.
        shown: what citizens will see of it, as pairs of a label and a value.
    """

    name: Promise
    rows_of: Callable[[Portal], Iterable[Model]]
    set_by: Callable[[Portal, User], bool]
    shown: Callable[[Portal], list[tuple[Promise | str, object]]]


_opened: list[OpenedRows] = []


def register_opened_rows(rows: OpenedRows) -> None:
    """Register what becomes public with a portal besides its pages: the opening approves it too."""
    _opened.append(rows)


def kinds_of_opened_rows() -> list[OpenedRows]:
    """All that was registered."""
    return list(_opened)


def opened_rows(portal: Portal) -> list[Model]:
    """All such rows of a portal."""
    return [row for kind in _opened for row in kind.rows_of(portal)]


# The public page at a path of a portal: its container's place in the tree, the language, the parts of the path.
PageFinder = Callable[[str, str, list[str]], "Page | None"]
_page_finders: list[PageFinder] = []


def register_page_finder(find: PageFinder) -> PageFinder:
    """Register how a public address leads to its page, once."""
    _page_finders[:] = [find]
    return find


def public_page_at(container_path: str, language: str, components: list[str]) -> Page | None:
    """The public page that a path of a portal names; None where there is none."""
    return next((find(container_path, language, components) for find in _page_finders), None)
