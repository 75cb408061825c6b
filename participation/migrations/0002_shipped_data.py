"""Lay down the words in which consents are asked for, which stand in `participation/data/consent_texts.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP, RULES_APP = "participation", "members"
# The purpose by which the rules of contribution are accepted, and which version of them.
RULES, RULES_VERSION = "rules", 1


def load_consent_texts(apps, schema_editor):
    accepted = apps.get_model(RULES_APP, "ContributionRules").objects.filter(version=RULES_VERSION)
    rules = {row.language: row for row in accepted}
    text = apps.get_model(APP, "ConsentText")
    text.objects.bulk_create(
        text(
            purpose=row["purpose"],
            language=row["language"],
            version=int(row["version"]),
            valid_from=row["valid_from"],
            text=row["text"],
            rules=rules[row["language"]] if row["purpose"] == RULES else None,
        )
        for row in shipped_rows(__file__, "consent_texts")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial"), (RULES_APP, "0002_shipped_data")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_consent_texts, migrations.RunPython.noop)]
