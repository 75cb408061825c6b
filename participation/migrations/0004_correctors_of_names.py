"""Keep all who corrected the name of a sender, instead of the last one; of former corrections the last is known."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def name_correctors(apps, schema_editor):
    corrections = apps.get_model("participation", "NameCorrection").objects
    for sender in apps.get_model("participation", "Sender").objects.exclude(name_from=None).iterator():
        corrections.create(sender=sender, wording=sender.name_wording, by_id=sender.name_from_id)


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0003_wording_of_names"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NameCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("wording", models.PositiveSmallIntegerField(verbose_name="wording of the name")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="name corrected by",
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="name_corrections",
                        to="participation.sender",
                        verbose_name="sender",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction of a name",
                "verbose_name_plural": "corrections of names",
                "ordering": ["sender", "wording"],
                "constraints": [
                    models.UniqueConstraint(fields=("sender", "wording"), name="participation_wording_once")
                ],
            },
        ),
        migrations.RunPython(name_correctors, migrations.RunPython.noop),
    ]
