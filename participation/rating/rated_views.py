"""Registry of views whose readers are asked whether the page helped. Pages of the tree are asked in any case."""

from __future__ import annotations

_names: set[str] = set()


def register_rated_views(*names: str) -> None:
    """Register views by their URL names. Each stands at one address: an argument of an address may be a secret or
    a code, which no rating may keep.

    Raises:
        ValueError: one is registered already.
    """
    if twice := _names.intersection(names):
        message = f"Views are registered twice as rated: {', '.join(sorted(twice))}"
        raise ValueError(message)
    _names.update(names)


def is_rated_view(name: str | None) -> bool:
    return name in _names
