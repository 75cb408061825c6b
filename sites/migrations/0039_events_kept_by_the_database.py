"""Let the database refuse to change or take out events of portals. Backwards, it takes every statement again.

The statements are a frozen copy of those in `sites/triggers.py` as they were when this was written.
"""

from django.db import migrations

TABLE = "portals_portalevent"
# "{0}" is the table.
LAY = {
    "postgresql": (
        """CREATE OR REPLACE FUNCTION {0}_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'Rows of % are kept as they were written.', TG_TABLE_NAME
                USING ERRCODE = 'integrity_constraint_violation';
        END $$""",
        "CREATE TRIGGER {0}_kept BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION {0}_kept()",
        "CREATE TRIGGER {0}_kept_whole BEFORE TRUNCATE ON {0} FOR EACH STATEMENT EXECUTE FUNCTION {0}_kept()",
    ),
    "sqlite": (
        "CREATE TRIGGER {0}_kept BEFORE UPDATE ON {0} BEGIN SELECT RAISE(ABORT, 'Rows of {0} are kept.'); END",
        "CREATE TRIGGER {0}_kept_whole BEFORE DELETE ON {0} BEGIN SELECT RAISE(ABORT, 'Rows of {0} are kept.'); END",
    ),
}
LIFT = {
    "postgresql": (
        "DROP TRIGGER IF EXISTS {0}_kept ON {0}",
        "DROP TRIGGER IF EXISTS {0}_kept_whole ON {0}",
        "DROP FUNCTION IF EXISTS {0}_kept()",
    ),
    "sqlite": ("DROP TRIGGER IF EXISTS {0}_kept", "DROP TRIGGER IF EXISTS {0}_kept_whole"),
}


def lay(apps, schema_editor):
    run(schema_editor, LAY)


def lift(apps, schema_editor):
    run(schema_editor, LIFT)


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements[schema_editor.connection.vendor]:
            cursor.execute(statement.format(TABLE))


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0038_events_of_figures_and_archives"),
    ]

    operations = [
        migrations.RunPython(lay, lift),
    ]
