import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("portals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("file_name", models.CharField(max_length=250, verbose_name="file")),
                ("form_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("confirmed_at", models.DateTimeField(verbose_name="confirmed at")),
                (
                    "state",
                    models.CharField(
                        choices=[("under_way", "Under way"), ("done", "Done"), ("stopped", "Stopped")],
                        default="under_way",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("moved_at", models.DateTimeField(verbose_name="last moved at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="confirmed by",
                    ),
                ),
            ],
            options={
                "verbose_name": "file of portals",
                "verbose_name_plural": "files of portals",
                "ordering": ["-confirmed_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PortalImportRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("line", models.PositiveIntegerField(verbose_name="line")),
                ("spec", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Not made yet"),
                            ("created", "Created"),
                            ("completed", "Existed, completed"),
                            ("failed", "Failed"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("problem", models.TextField(blank=True, verbose_name="what is wrong")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "portal_import",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="provisioning.portalimport"
                    ),
                ),
            ],
            options={
                "verbose_name": "portal of a file",
                "verbose_name_plural": "portals of a file",
                "ordering": ["portal_import", "position"],
            },
        ),
        migrations.AddConstraint(
            model_name="portalimport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "under_way")), fields=("state",), name="provisioning_import_under_way"
            ),
        ),
        migrations.AddConstraint(
            model_name="portalimportrow",
            constraint=models.UniqueConstraint(
                fields=("portal_import", "position"), name="provisioning_import_position"
            ),
        ),
    ]
