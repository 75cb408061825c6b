"""Lay down the seven fields of Decision 05/2024 (Article 4.2), which stand in `home/data/subject_fields.csv`."""

from django.db import migrations

from accounts.migration_support import shipped_rows

APP = "home"


def load_subject_fields(apps, schema_editor):
    field = apps.get_model(APP, "SubjectField")
    field.objects.bulk_create(
        field(slug=row["slug"], name_vi=row["name_vi"], name_en=row["name_en"], position=int(row["position"]))
        for row in shipped_rows(__file__, "subject_fields")
    )


class Migration(migrations.Migration):
    dependencies = [(APP, "0001_initial")]

    # Backwards: the table goes with 0001.
    operations = [migrations.RunPython(load_subject_fields, migrations.RunPython.noop)]
