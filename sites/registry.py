"""Registries that the apps above fill: steps of provisioning, what opens with a portal, its pages, its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings

from sites.directory import get_directory

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


@dataclass(frozen=True, slots=True)
class OpeningRequirement:
    """One thing that a portal needs when it opens.

    Attributes:
        code: stable, for tests and the refusal of the verb.
        order: its place in lists.
        name: as the board is told of it.
        basis: the provisions that ask for it, as people cite them.
        is_legal: whether no portal opens without it; the board is only warned of the others.
        is_met: whether a portal has it at a moment.
        address: of the screen where a person enters it.
        may_enter: whether a person can enter it there.
        entered_by: a sentence that says who can, for everybody else.
    """

    code: str
    order: int
    name: Promise
    basis: Promise
    is_legal: bool
    is_met: Callable[[Portal, datetime], bool]
    address: Callable[[User, Portal, date], str]
    may_enter: Callable[[User, Portal, date], bool]
    entered_by: Promise


_requirements: dict[str, OpeningRequirement] = {}


def register_opening_requirement(requirement: OpeningRequirement) -> None:
    """Register what a portal needs when it opens; a code that is registered twice is an error."""
    if requirement.code in _requirements:
        message = f"The opening requirement {requirement.code!r} is registered twice."
        raise ValueError(message)
    _requirements[requirement.code] = requirement


def missing_requirements(portal: Portal, *, at: datetime, is_legal: bool | None = None) -> list[OpeningRequirement]:
    """What a portal lacks of what was registered: of the legal minimum (True), of the rest (False), or of all."""
    asked = [one for one in _requirements.values() if is_legal in (None, one.is_legal)]
    return sorted((one for one in asked if not one.is_met(portal, at)), key=lambda one: one.order)


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


def split_language(path: str) -> tuple[str, list[str]]:
    """Language of a path below a host, and the parts that follow it. Pure."""
    components = [part for part in path.split("/") if part]
    if components and components[0] in dict(settings.LANGUAGES) and components[0] != settings.LANGUAGE_CODE:
        return components[0], components[1:]
    return settings.LANGUAGE_CODE, components


def public_page_of(address: str) -> Page | None:
    """The public page of a whole address, on a portal that can be read now; None where there is none.

    Raises:
        ValueError: it cannot be read as an address.
    """
    parts = urlsplit(address)
    record = get_directory().by_host((parts.hostname or "").lower())
    if record is None or not record.is_readable:
        return None
    return public_page_at(record.container_path, *split_language(parts.path))


class Count(NamedTuple):
    """How often something happened on a portal on a day. `key`: of what sort, such as the code of a category."""

    portal_id: int
    day: date
    number: int
    key: str = ""


# Takes keys of portals, and the first and the last day; gives only what happened. A bounded number of queries.
Counter = Callable[[Iterable[int], date, date], Iterable[Count]]


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that is counted.

    Attributes:
        code: its name in sheets; it stays.
        counter: None: it is not measured, for the reason in `why_not`.
        by_key: whether it is counted by sort; a sort that did not happen has no line.
        on_some_days: whether its counter knows some portals and days alone, and gives their zeros too: what it does not
            give is not measured, for the reason in `why_not`.
    """

    code: str
    name: Promise | str
    position: int
    counter: Counter | None = None
    by_key: bool = False
    on_some_days: bool = False
    why_not: Promise | str = ""


_figures: dict[str, Figure] = {}


def register_figure(figure: Figure) -> None:
    """Register what is counted. One that is measured takes the place of one that is not; another is an error."""
    known = _figures.get(figure.code)
    if known is not None and figure.counter is None:
        return
    if known is not None and known.counter is not None and known.counter is not figure.counter:
        message = f"The figure {figure.code!r} is registered twice."
        raise ValueError(message)
    _figures[figure.code] = figure


def registered_figures() -> list[Figure]:
    """All figures in the order in which sheets have them."""
    return sorted(_figures.values(), key=lambda figure: (figure.position, figure.code))
