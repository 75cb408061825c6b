"""Lay down the synonyms of the search, which stand in `search/data/synonyms.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "search"


def load_synonyms(apps, schema_editor):
    synonym = apps.get_model(APP, "SearchSynonym")
    synonym.objects.bulk_create(
        synonym(
            language=row["language"],
            phrase=row["phrase"],
            stands_for=row["stands_for"],
            is_mutual=row["is_mutual"] == "yes",
            ranks_alike=row["ranks_alike"] == "yes",
            valid_from=row["valid_from"],
            source=row["source"],
        )
        for row in shipped_rows(__file__, "synonyms")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0002_full_text")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_synonyms, migrations.RunPython.noop)]
