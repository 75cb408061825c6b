"""Answers kept while one page of the admin is shown: what a list would ask for each of its rows is asked once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.http import HttpRequest

Answer = TypeVar("Answer")


def remember_answers(request: HttpRequest) -> None:
    """Keep answers about the person who looks. Only while looking: what changes rows asks anew."""
    if request.method in {"GET", "HEAD"}:
        user: Any = request.user
        user.remembered_answers = {}


def remembered(user: Any, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """The answer to a question, kept on the person for a request that looks; elsewhere asked each time."""
    answers = getattr(user, "remembered_answers", None)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return answers[question]
