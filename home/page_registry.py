"""What page types ask for and do not know: contexts of their templates and of blocks, answers at addresses below a
page, and views that are parts of a portal beside its pages, or answer at the address of a section.

Page types stand below what reads them: the modules above register here what they add, in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise

# Of a page and the request: what is added to the context of its template.
ContextBuilder = Callable[[Any, HttpRequest], "dict[str, Any]"]
# Of the value of a block and the context in which it is rendered.
BlockContextBuilder = Callable[[Any, "dict[str, Any]"], "dict[str, Any]"]
Answer = Callable[[Any, HttpRequest], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A part of every portal to which the tasks of its home may lead; see `register_task_view`."""

    order: int
    label: Promise
    ends_with_portal: bool


@dataclass(frozen=True, slots=True)
class SectionView:
    """A view that answers at the address of a section, with the title and lead of that.

    Attributes:
        name: of its address.
        title: in the menu of a language in which the section has no page.
    """

    name: str
    title: Promise


_contexts: dict[type, ContextBuilder] = {}
_block_contexts: dict[type, BlockContextBuilder] = {}
_answers: dict[tuple[type, str], Answer] = {}
# By the names of their addresses.
_task_views: dict[str, TaskView] = {}
# By the slugs of their sections.
_section_views: dict[str, SectionView] = {}


def register_context(page_type: type) -> Callable[[ContextBuilder], ContextBuilder]:
    """Register what a page type or mixin, and those that inherit from it, add to the context of their template.

    Raises:
        ValueError: the type is registered.
    """

    def register(build: ContextBuilder) -> ContextBuilder:
        if page_type in _contexts:
            raise ValueError(f"The context of {page_type.__name__} is registered twice.")
        _contexts[page_type] = build
        return build

    return register


def context_of(page: Any, request: HttpRequest) -> dict[str, Any]:
    """The template contexts registered for the type of a page, those of its base types first."""
    context: dict[str, Any] = {}
    for page_type in reversed(type(page).__mro__):
        if (build := _contexts.get(page_type)) is not None:
            context |= build(page, request)
    return context


def register_block_context(block_type: type) -> Callable[[BlockContextBuilder], BlockContextBuilder]:
    """Register what is added to the context of the template of a block, such as the results of a poll.

    Raises:
        ValueError: the block is registered.
    """

    def register(build: BlockContextBuilder) -> BlockContextBuilder:
        if block_type in _block_contexts:
            raise ValueError(f"The context of {block_type.__name__} is registered twice.")
        _block_contexts[block_type] = build
        return build

    return register


def block_context_of(block_type: type, value: Any, context: dict[str, Any]) -> dict[str, Any]:
    """The context registered for a block; empty where none is."""
    build = _block_contexts.get(block_type)
    return build(value, context) if build is not None else {}


def register_answer(page_type: type, name: str) -> Callable[[Answer], Answer]:
    """Register what answers at an address below pages of a type, such as a feed or a calendar.

    Raises:
        ValueError: something answers there already.
    """

    def register(answer: Answer) -> Answer:
        if (page_type, name) in _answers:
            raise ValueError(f"The answer {name!r} of {page_type.__name__} is registered twice.")
        _answers[page_type, name] = answer
        return answer

    return register


def answer(page: Any, name: str, request: HttpRequest) -> HttpResponseBase:
    """Answer at an address below a page.

    Raises:
        LookupError: nothing is registered.
    """
    for page_type in type(page).__mro__:
        if (found := _answers.get((page_type, name))) is not None:
            return found(page, request)
    raise LookupError(name)


def register_task_view(name: str, label: Promise, *, order: int, ends_with_portal: bool = False) -> None:
    """Register a part of every portal to which the tasks of its home may lead, by the name of its address.

    Args:
        order: its place among the others.
        ends_with_portal: archived portals have it no more, and their tasks do not lead there.

    Raises:
        ValueError: it is registered.
    """
    if name in _task_views:
        raise ValueError(f"The part {name!r} of portals is registered twice.")
    _task_views[name] = TaskView(order, label, ends_with_portal)


def task_views() -> list[tuple[str, Promise]]:
    """The registered parts of portals, as choices of a field."""
    ordered = sorted(_task_views, key=lambda name: _task_views[name].order)
    return [(name, _task_views[name].label) for name in ordered]


def task_views_that_end() -> frozenset[str]:
    """The registered parts of portals that archived ones have no more."""
    return frozenset(name for name, view in _task_views.items() if view.ends_with_portal)


def register_section_view(slug: str, name: str, title: Promise) -> None:
    """Register a view that answers at the address of each section with a slug. Pages below keep their addresses, but
    for those at which other views answer.

    Raises:
        ValueError: another view answers there.
    """
    if slug in _section_views:
        raise ValueError(f"Sections with the slug {slug!r} have a view already.")
    _section_views[slug] = SectionView(name, title)


def section_views() -> Mapping[str, SectionView]:
    """Views that answer at the addresses of sections, by their slugs."""
    return _section_views
