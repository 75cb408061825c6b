import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("audit", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("portals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticePreference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "digest",
                    models.CharField(
                        choices=[
                            ("daily", "One mail a day, when there is something to tell"),
                            ("none", "Only what concerns my rights, and withdrawals from the public"),
                        ],
                        default="daily",
                        max_length=10,
                        verbose_name="mail",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notice_preference",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "choice of mail",
                "verbose_name_plural": "choices of mail",
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("object_id", models.CharField(max_length=255, verbose_name="object id")),
                ("created_at", models.DateTimeField(verbose_name="time")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="mailed at")),
                ("dropped_at", models.DateTimeField(blank=True, null=True, verbose_name="dropped at")),
                (
                    "dropped_because",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("over", "It waits no longer, or was undone"),
                            ("no_right", "The person holds no role or seat there any more"),
                            ("closed_account", "The account is closed or has no address"),
                            ("archived", "The portal is archived"),
                            ("not_wanted", "The person wants no mail"),
                        ],
                        editable=False,
                        max_length=20,
                        verbose_name="reason",
                    ),
                ),
                (
                    "content_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="contenttypes.contenttype",
                        verbose_name="content type",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty only for what comes with the day: a role that ends.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="audit.portalevent",
                        verbose_name="event",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where the person works; empty: the whole city.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notices",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "notice",
                "verbose_name_plural": "notices",
                "ordering": ["created_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("dropped_at", None), ("sent_at", None)),
                        fields=["user"],
                        name="notifications_notice_pending",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("event", "user"), name="notifications_notice_once_for_event"),
                    models.UniqueConstraint(
                        condition=models.Q(("event", None)),
                        fields=("user", "kind", "content_type", "object_id"),
                        name="notifications_notice_once_for_item",
                    ),
                ],
            },
        ),
    ]
