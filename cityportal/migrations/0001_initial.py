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
            name="Examination",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(db_index=True, verbose_name="began at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("checks", models.PositiveSmallIntegerField(default=0, verbose_name="number of checks")),
                ("findings", models.JSONField(default=list, verbose_name="findings")),
                ("error", models.CharField(blank=True, max_length=100, verbose_name="kind of error")),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the nightly task.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "examination of the installation",
                "verbose_name_plural": "examinations of the installation",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PortalConformance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("checked_at", models.DateTimeField(verbose_name="checked at")),
                ("outcomes", models.JSONField(default=dict, verbose_name="outcomes")),
                (
                    "portal",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conformance",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "conformance of a portal",
                "verbose_name_plural": "conformance of portals",
                "ordering": ["portal_id"],
            },
        ),
    ]
