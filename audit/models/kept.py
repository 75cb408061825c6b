"""Versions that are kept: what stands on one lets it go with its page, never by itself."""

from __future__ import annotations

from typing import Any

from django.db.models import CASCADE, SET_NULL, ProtectedError, QuerySet
from django.db.models.deletion import Collector
from wagtail.models import Revision


def kept_then_cascade(collector: Collector, field: Any, sub_objs: QuerySet, using: str) -> None:
    """`on_delete`: protects a revision that is deleted by itself; goes with one whose page is deleted.

    Wagtail's `purge_revisions` passes over what is protected.

    Raises:
        ProtectedError: the deletion began at the revision.
    """
    _refuse_by_itself(collector, sub_objs)
    CASCADE(collector, field, sub_objs, using)


def kept_then_set_null(collector: Collector, field: Any, sub_objs: QuerySet, using: str) -> None:
    """The same for a record that stays without the revision when the page goes.

    Raises:
        ProtectedError: the deletion began at the revision.
    """
    _refuse_by_itself(collector, sub_objs)
    SET_NULL(collector, field, sub_objs, using)


def _refuse_by_itself(collector: Collector, rows: QuerySet) -> None:
    origin = collector.origin
    model = origin.model if isinstance(origin, QuerySet) else type(origin)
    if issubclass(model, Revision):
        message = "A board approved this version, or it was public: it is kept."
        raise ProtectedError(message, set(rows))
