"""Whether the release before can go on running on tables that a migration has changed: its processes are replaced one
by one, after the migrations."""

from __future__ import annotations

from django.db.migrations import (
    AddField,
    AddIndex,
    AlterModelManagers,
    AlterModelOptions,
    CreateModel,
    Migration,
    RemoveConstraint,
    RemoveIndex,
    RunPython,
    RunSQL,
)
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED

# They change rows, or what Django does not see: whoever writes them looks.
_JUDGED_BY_HAND = (RunPython, RunSQL)
_HARMLESS = (CreateModel, AddIndex, RemoveIndex, RemoveConstraint, AlterModelOptions, AlterModelManagers)


def breaks_the_release_before(operation: Operation) -> bool:
    """Whether former code fails to read or write after an operation."""
    if isinstance(operation, (*_HARMLESS, *_JUDGED_BY_HAND)):
        return False
    if isinstance(operation, AddField):
        field = operation.field
        # A row that former code writes has no value for it.
        return not (field.many_to_many or field.null or field.db_default is not NOT_PROVIDED)
    return True


def is_rolling(migration: type[Migration]) -> bool:
    """Whether no operation breaks the release before, or the migration names the first release that got on with what it
    leaves (`unused_since`): that of a column that is taken away, altered or constrained."""
    if getattr(migration, "unused_since", ""):
        return True
    return not any(map(breaks_the_release_before, migration.operations))
