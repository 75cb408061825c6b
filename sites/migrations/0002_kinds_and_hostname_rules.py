"""Load the kinds of portal and the hostname rules of Decision 05/2024 (Art. 5.2) and of the two-tier structure."""

from django.db import migrations

from sites.installation import load_kinds_and_rules


def load(apps, schema_editor):
    load_kinds_and_rules(apps.get_model("portals", "PortalKind"), apps.get_model("portals", "HostnameRule"))


class Migration(migrations.Migration):
    dependencies = [("portals", "0001_initial")]

    # Backwards: the tables go with 0001.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
