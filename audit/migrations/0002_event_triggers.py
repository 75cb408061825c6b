"""Let the database refuse to change or delete events of portals. Backwards, it takes every statement again."""

from django.db import migrations

from audit.sealing.triggers import lay_triggers, lift_triggers

TABLE = "audit_portalevent"


def lay(apps, schema_editor):
    lay_triggers(schema_editor.connection, TABLE)


def lift(apps, schema_editor):
    lift_triggers(schema_editor.connection, TABLE)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(lay, lift)]
