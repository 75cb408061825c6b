"""Rows that are written once: the record of what happened (architecture 4.10)."""

from __future__ import annotations

from typing import Any, Generic, NoReturn, TypeVar

from django.db import models

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
