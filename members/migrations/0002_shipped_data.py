"""Lay down the rules of contribution (Regulation 13), which stand in `members/data/contribution_rules.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "members"


def load_contribution_rules(apps, schema_editor):
    rules = apps.get_model(APP, "ContributionRules")
    rules.objects.bulk_create(
        rules(language=row["language"], version=int(row["version"]), valid_from=row["valid_from"], text=row["text"])
        for row in shipped_rows(__file__, "contribution_rules")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_contribution_rules, migrations.RunPython.noop)]
