"""Let the database refuse to change or delete events of questions. Backwards, it takes every statement again."""

from django.db import migrations

from audit.sealing.triggers import lay_triggers, lift_triggers

TABLE = "qa_questionevent"


def lay(apps, schema_editor):
    lay_triggers(schema_editor.connection, TABLE)


def lift(apps, schema_editor):
    lift_triggers(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("qa", "0002_shipped_data")]

    operations = [migrations.RunPython(lay, lift)]
