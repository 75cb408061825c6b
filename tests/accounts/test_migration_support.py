"""Initial migrations make what Django's own way of applying the same operations makes."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from accounts.migration_support import InitialMigration


class Operations:
    """Two tables with keys to each other, as `makemigrations` writes them."""

    operations = [
        migrations.CreateModel("Hen", [("id", models.BigAutoField(primary_key=True)), ("name", models.TextField())]),
        migrations.CreateModel(
            "Egg",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("number", models.IntegerField()),
                ("hen", models.ForeignKey("farm.hen", models.CASCADE)),
                ("friends", models.ManyToManyField("farm.hen", related_name="+")),
            ],
        ),
        migrations.AddField("Hen", "born_of", models.ForeignKey("farm.egg", models.SET_NULL, null=True)),
        migrations.AddIndex("Hen", models.Index(fields=["name"], name="farm_hen_name")),
        migrations.AddConstraint("Egg", models.UniqueConstraint(fields=["hen", "number"], name="farm_egg_once")),
        migrations.AddConstraint(
            "Egg",
            models.UniqueConstraint(fields=["hen"], condition=models.Q(number=1), name="farm_egg_first"),
        ),
        migrations.AddConstraint(
            "Egg", models.CheckConstraint(condition=models.Q(number__gt=0), name="farm_egg_number")
        ),
    ]


class Plain(Operations, migrations.Migration):
    pass


class Initial(Operations, InitialMigration):
    pass


def tables_of(migration_class):
    """What is found in the database after the migration; it is unapplied again."""
    migration = migration_class("0001_initial", "farm")
    with connection.schema_editor() as editor:
        state = migration.apply(ProjectState(), editor)
    found = {}
    with connection.cursor() as cursor:
        for table in ("farm_hen", "farm_egg", "farm_egg_friends"):
            columns = {
                (row.name, row.type_code, row.null_ok)
                for row in connection.introspection.get_table_description(cursor, table)
            }
            relations = connection.introspection.get_relations(cursor, table)
            constraints = connection.introspection.get_constraints(cursor, table)
            kinds = sorted(
                (
                    str(name if name.startswith("farm_egg_") or name == "farm_hen_name" else ""),
                    sorted(found["columns"]),
                    found["unique"],
                    found["check"],
                    found["index"],
                )
                for name, found in constraints.items()
                if not name.startswith("__")
            )
            found[table] = (columns, {name: target[:2] for name, target in relations.items()}, kinds)
    models_of_state = sorted(state.models)
    with connection.schema_editor() as editor:
        migration.unapply(ProjectState(), editor)
    return found, models_of_state


@pytest.mark.both_engines
@pytest.mark.django_db(transaction=True)
def test_tables_are_those_that_django_makes_operation_by_operation():
    assert tables_of(Initial) == tables_of(Plain)


def test_operation_that_does_more_is_refused():
    class Odd(InitialMigration):
        operations = [migrations.RunPython(migrations.RunPython.noop)]

    with pytest.raises(TypeError, match="creates tables only"):
        Odd("0001_initial", "farm").apply(ProjectState(), None)
