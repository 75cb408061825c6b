"""Counters in the database: what is added at the same moment is added twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import F, Model


def increment_counters(
    model: type[Model], key: Mapping[str, Any], numbers: Mapping[str, int], **made_with: Any
) -> None:
    """Add numbers to the columns of a row, which is made where it is missing."""
    rows, more = model._default_manager.filter(**key), {name: F(name) + number for name, number in numbers.items()}
    if not rows.update(**more):
        model._default_manager.bulk_create([model(**key, **made_with)], ignore_conflicts=True)
        rows.update(**more)
