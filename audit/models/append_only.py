"""Tables whose rows are only ever added, and what a deletion elsewhere leaves of them."""

from __future__ import annotations

from typing import Any, Generic, NoReturn, TypeVar

from django.db import models
from django.db.models import CASCADE, SET_NULL, ProtectedError, QuerySet
from django.db.models.deletion import Collector
from wagtail.models import Revision

from audit.errors import RecordKept

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyQuerySet(models.QuerySet[Row], Generic[Row]):
    """Refuses to change or delete what was written."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise RecordKept

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise RecordKept

    def delete(self) -> NoReturn:
        raise RecordKept

    delete.alters_data = True  # type: ignore[attr-defined]  # Django's mark for templates


class AppendOnlyModel(models.Model):
    """A row that is created and never saved again or deleted."""

    objects: models.Manager[Any] = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row for the first time.

        Raises:
            RecordKept: it is written already.
        """
        if not self._state.adding:
            raise RecordKept
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse.

        Raises:
            RecordKept: always.
        """
        raise RecordKept


def kept_then_cascade(collector: Collector, field: Any, sub_objs: QuerySet, using: str) -> None:
    """`on_delete`: protects a revision that is deleted by itself; goes with one whose page is deleted.

    Wagtail's `purge_revisions` passes over what is protected.

    Raises:
        ProtectedError: the deletion began at the revision.
    """
    _refuse_by_itself(collector, sub_objs)
    CASCADE(collector, field, sub_objs, using)


def kept_then_set_null(collector: Collector, field: Any, sub_objs: QuerySet, using: str) -> None:
    """Keep a record when its page is deleted, without the revision.

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
