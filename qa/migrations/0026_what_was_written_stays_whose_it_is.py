"""Keep what ready texts said, and who chose the files of public copies; of files that are chosen now, who did."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def remember_choices(apps, schema_editor):
    choices = apps.get_model("qa", "CopyChoice").objects
    for copy in apps.get_model("qa", "PublicCopy").objects.exclude(draft_by=None).iterator():
        choices.create(copy=copy, by_id=copy.draft_by_id)


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0049_events_of_packages_and_overdue_lists"),
        ("qa", "0025_index_of_overdue_questions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FormerText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000, verbose_name="text")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "writers",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="all who wrote it"
                    ),
                ),
            ],
            options={
                "verbose_name": "former text that stood ready",
                "verbose_name_plural": "former texts that stood ready",
                "ordering": ["portal", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CopyChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "file_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="hash of the file"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="chosen by",
                    ),
                ),
                (
                    "copy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="choices",
                        to="qa.publiccopy",
                        verbose_name="public copy of a file",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of a file",
                "verbose_name_plural": "choices of files",
                "ordering": ["copy", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("copy", "by", "file_hash"), name="qa_copy_choice_once")
                ],
            },
        ),
        migrations.RunPython(remember_choices, migrations.RunPython.noop),
    ]
