"""Answers kept while one page of the admin is shown, or one mail written: what a list would ask for each of its rows is
asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.http import HttpRequest

Answer = TypeVar("Answer")


def remember_answers(request: HttpRequest) -> None:
    """Keep answers about the person who looks. Only while looking: what changes rows asks again."""
    if request.method in {"GET", "HEAD"}:
        keep_answers(request.user)


def keep_answers(user: Any) -> None:
    """Keep answers about a person from now on, for who does nothing but look: as of now, none is taken over."""
    user.remembered_answers = {}


def cached_for_request(user: Any, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, kept on the person (`keep_answers`); elsewhere asked each time."""
    answers = getattr(user, "remembered_answers", None)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return answers[question]
