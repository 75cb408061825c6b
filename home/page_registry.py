"""What page types ask for and do not know: contexts of their templates, and answers at addresses below a page.

Page types stand below what reads them: the modules above register here what they add, in `AppConfig.ready()`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Of a page and the request: what is added to the context of its template.
ContextBuilder = Callable[[Any, HttpRequest], "dict[str, Any]"]
Answer = Callable[[Any, HttpRequest], HttpResponseBase]

_contexts: dict[type, ContextBuilder] = {}
_answers: dict[tuple[type, str], Answer] = {}


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
