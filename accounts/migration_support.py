"""What migrations of all apps share. It stands in the lowest app, so that each of them may import it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, Migration
from django.db.migrations.state import ProjectState

from formats.tables.csv_tables import shipped_rows as read_shipped_rows

# They change the models of the same migration: their tables are created with what they add.
_ADDITIONS: Final = (AddField, AddIndex, AddConstraint)


class InitialMigration(Migration):
    """Create the tables of an app, rendering the models of the project once.

    Django renders all related models again after each operation, and every page type is related to every other: that
    took nine tenths of the time. `makemigrations` writes a plain migration; this base is entered by hand.
    """

    initial = True

    def apply(
        self, project_state: ProjectState, schema_editor: BaseDatabaseSchemaEditor, collect_sql: bool = False
    ) -> ProjectState:
        """Add all models to the state, then create their tables.

        Raises:
            TypeError: an operation does more than describe a new table.
        """
        if odd := [operation for operation in self.operations if not isinstance(operation, (CreateModel, *_ADDITIONS))]:
            message = f"An initial migration creates tables only: {odd[0]!r}"
            raise TypeError(message)
        # The state renders its models again when they are next asked for.
        project_state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(self.app_label, project_state)
        for operation in self.operations:
            if isinstance(operation, CreateModel):
                operation.database_forwards(self.app_label, schema_editor, project_state, project_state)
        return project_state


def shipped_rows(migration: str, name: str) -> list[dict[str, str]]:
    """Read a file of shipped data.

    Args:
        migration: `__file__` of the migration: the file stands in the folder `data` of the same app.
        name: the name of the file without its ending.
    """
    return read_shipped_rows(Path(migration).parent.parent / "data" / f"{name}.csv")
