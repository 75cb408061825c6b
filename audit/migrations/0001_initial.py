import django.core.serializers.json
import django.db.models.deletion
import django.db.models.functions.comparison
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
            name="TryCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(editable=False, max_length=64, unique=True, verbose_name="key")),
                ("number", models.PositiveIntegerField(default=0, verbose_name="number")),
                ("since", models.DateTimeField(db_index=True, verbose_name="since")),
            ],
            options={
                "verbose_name": "count of tries",
                "verbose_name_plural": "counts of tries",
            },
        ),
        migrations.CreateModel(
            name="FailedTask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=200, verbose_name="task")),
                ("at", models.DateTimeField(db_index=True, verbose_name="lost at")),
                (
                    "loss",
                    models.CharField(
                        choices=[
                            ("not_sent", "Not handed over: the queue did not answer"),
                            ("failed", "Failed, and is not tried again"),
                        ],
                        max_length=10,
                        verbose_name="how it was lost",
                    ),
                ),
                ("error", models.CharField(max_length=100, verbose_name="kind of error")),
                ("numbers", models.JSONField(default=list, verbose_name="numbers of rows")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="failed_tasks",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "lost task",
                "verbose_name_plural": "lost tasks",
            },
        ),
        migrations.CreateModel(
            name="EventChain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("length", models.PositiveBigIntegerField(default=0, verbose_name="length")),
                ("seal", models.CharField(blank=True, max_length=64, verbose_name="seal")),
                (
                    "portal",
                    models.OneToOneField(
                        blank=True,
                        help_text="Empty: the chain of what concerns the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_chain",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "chain of events",
                "verbose_name_plural": "chains of events",
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.comparison.Coalesce("portal", 0),
                        name="audit_eventchain_one_for_each",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PortalEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30, verbose_name="event")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "address",
                    models.GenericIPAddressField(
                        blank=True,
                        help_text="Of the person's computer; empty: no request of a browser.",
                        null=True,
                        verbose_name="address",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "data",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="details"
                    ),
                ),
                (
                    "number",
                    models.PositiveBigIntegerField(
                        editable=False,
                        help_text="In the chain of its portal; empty: before chains were kept.",
                        null=True,
                        verbose_name="number",
                    ),
                ),
                ("seal", models.CharField(blank=True, editable=False, max_length=64, verbose_name="seal")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: a command of the operator on the server.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal_events",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for what concerns the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "event",
                "verbose_name_plural": "events",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["portal", "-at"], name="audit_porta_portal__21f5d5_idx"),
                    models.Index(fields=["-at", "-id"], name="audit_event_time"),
                    models.Index(fields=["actor", "-at"], name="audit_event_actor"),
                    models.Index(fields=["kind", "at"], name="audit_event_kind"),
                ],
                "constraints": [models.UniqueConstraint(fields=("portal", "number"), name="audit_event_number")],
            },
        ),
    ]
