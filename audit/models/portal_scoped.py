"""Querysets of rows that belong to a portal by a key named `portal`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Generic, Self, TypeVar

from django.db import models

from audit.models.append_only import AppendOnlyQuerySet

Row = TypeVar("Row", bound=models.Model)


class ForPortals:
    """Verbs for a queryset whose model has a portal. Every such model has them: the check portals.E006 asks for it."""

    def for_portal(self, portal: object) -> Self:
        return self.filter(portal=portal)  # type: ignore[attr-defined]  # of the queryset

    def for_portals(self, portals: Iterable[Any]) -> Self:
        return self.filter(portal__in=portals)  # type: ignore[attr-defined]  # of the queryset


class PortalScopedQuerySet(ForPortals, models.QuerySet[Row], Generic[Row]):
    """Rows of portals."""


class PortalAppendOnlyQuerySet(ForPortals, AppendOnlyQuerySet[Row], Generic[Row]):
    """Rows of portals that are written once."""
