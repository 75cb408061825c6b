"""How screens name an account. Whoever knows who reads says what that person is told (`tell_names_by`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractUser

_tellers: list[Callable[[Any], str]] = []


def tell_names_by(told: Callable[[Any], str]) -> None:
    """Register what who reads is told instead of a name; an empty text where the name is told."""
    _tellers.append(told)


def told_instead(account: AbstractUser) -> str:
    """What is said in the place of an account's name to who reads now; empty where it is named."""
    return next(filter(None, (told(account) for told in _tellers)), "")
