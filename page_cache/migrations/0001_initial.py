import django.db.models.deletion
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [("portals", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="PendingPurge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noted_at", models.DateTimeField(verbose_name="noted at")),
                ("is_cache_confirmed", models.BooleanField(default=False, verbose_name="confirmed by the cache")),
                ("is_proxy_confirmed", models.BooleanField(default=False, verbose_name="confirmed by proxies")),
                (
                    "portal",
                    models.ForeignKey(
                        help_text="None: every portal shows it.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "change to tell the page cache",
                "verbose_name_plural": "changes to tell the page cache",
            },
        ),
        migrations.CreateModel(
            name="CachedAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "address",
                    models.CharField(
                        help_text="Host, path and query.", max_length=500, unique=True, verbose_name="address"
                    ),
                ),
                ("shows_other_portals", models.BooleanField(verbose_name="shows other portals")),
                ("stored_at", models.DateTimeField(db_index=True, verbose_name="stored at")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "address with copies",
                "verbose_name_plural": "addresses with copies",
            },
        ),
    ]
