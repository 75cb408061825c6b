"""Save what differs of a row, and say what it replaced."""

from __future__ import annotations

from typing import Any

from django.db import models


def save_changes(row: models.Model, facts: dict[str, Any], *, allowed: tuple[str, ...]) -> dict[str, Any]:
    """Save what differs; return the values it replaces."""
    before = {
        name: getattr(row, name) for name, value in facts.items() if name in allowed and getattr(row, name) != value
    }
    for name in before:
        setattr(row, name, facts[name])
    if before:
        row.save(update_fields=list(before))
    return before
