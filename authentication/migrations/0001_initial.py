import django.core.serializers.json
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
            name="AccountLimits",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("valid_from", models.DateField(unique=True, verbose_name="valid from")),
                (
                    "unused_days",
                    models.PositiveSmallIntegerField(
                        help_text="After so many an account is suspended.", verbose_name="days without a sign-in"
                    ),
                ),
                ("first_notice_days", models.PositiveSmallIntegerField(verbose_name="days ahead of the first notice")),
                ("last_notice_days", models.PositiveSmallIntegerField(verbose_name="days ahead of the last notice")),
                (
                    "list_months",
                    models.PositiveSmallIntegerField(
                        help_text="Within which each portal confirms its list of accounts.",
                        verbose_name="months between confirmations",
                    ),
                ),
                (
                    "list_notice_days",
                    models.PositiveSmallIntegerField(verbose_name="days ahead of the reminder to confirm"),
                ),
                ("source", models.CharField(max_length=250, verbose_name="deciding document")),
                (
                    "is_verified",
                    models.BooleanField(
                        default=False,
                        help_text="Somebody compared it with the document itself.",
                        verbose_name="verified",
                    ),
                ),
            ],
            options={
                "verbose_name": "limits of accounts",
                "verbose_name_plural": "limits of accounts",
                "ordering": ["-valid_from"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_notice_days__lt", models.F("unused_days")),
                            ("last_notice_days__gte", 1),
                            ("last_notice_days__lt", models.F("first_notice_days")),
                            ("list_months__gte", 1),
                        ),
                        name="authentication_accountlimits_in_order",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CityIdentity",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(editable=False, max_length=255, verbose_name="issuer")),
                (
                    "subject",
                    models.CharField(
                        editable=False,
                        help_text="What the issuer calls the person; it tells capitals apart, and never gives it to another.",
                        max_length=255,
                        verbose_name="subject",
                    ),
                ),
                ("linked_at", models.DateTimeField(editable=False, verbose_name="linked at")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="city_identity",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "account of the city",
                "verbose_name_plural": "accounts of the city",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("issuer", "subject"), name="authentication_cityidentity_one_account"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SecondFactor",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.TextField(blank=True, editable=False, verbose_name="sealed content")),
                (
                    "sealed_with",
                    models.CharField(
                        blank=True, db_index=True, editable=False, max_length=16, verbose_name="mark of the key"
                    ),
                ),
                (
                    "last_step",
                    models.BigIntegerField(
                        default=0,
                        editable=False,
                        help_text="Step of time, of 30 seconds since 1970, whose code was used last: none up to it is taken again.",
                        verbose_name="last step",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="second_factor",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "second factor",
                "verbose_name_plural": "second factors",
            },
        ),
        migrations.CreateModel(
            name="AccountSuspension",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(verbose_name="suspended at")),
                ("reason", models.TextField(verbose_name="reason")),
                (
                    "closed_account",
                    models.BooleanField(
                        default=True,
                        editable=False,
                        help_text="Whether the account was open until then: what was closed before stays closed after the lifting.",
                        verbose_name="closed the account",
                    ),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="lifted at")),
                ("lifted_reason", models.TextField(blank=True, verbose_name="reason of the lifting")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="suspended by",
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="lifted by",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspensions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
            ],
            options={
                "verbose_name": "suspension of an account",
                "verbose_name_plural": "suspensions of accounts",
                "ordering": ["-at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at", None)),
                        fields=("user",),
                        name="authentication_accountsuspension_one_open",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SuspensionReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("account_suspended", "Account suspended"),
                            ("account_resumed", "Suspension of an account lifted"),
                            ("portal_suspended", "Portal suspended"),
                            ("portal_resumed", "Portal brought back"),
                        ],
                        max_length=20,
                        verbose_name="about",
                    ),
                ),
                ("addressed_to", models.CharField(max_length=250, verbose_name="to")),
                ("at", models.DateTimeField(verbose_name="time")),
                (
                    "paragraphs",
                    models.JSONField(
                        default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="text"
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspension_reports",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: an account that works over the whole city, or nowhere.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suspension_reports",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "report on a suspension",
                "verbose_name_plural": "reports on suspensions",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["portal", "-at"], name="suspensionreport_portal")],
            },
        ),
    ]
