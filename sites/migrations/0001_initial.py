import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PortalKind",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(unique=True, verbose_name="code")),
                ("name_vi", models.CharField(max_length=100, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=100, verbose_name="English name")),
                ("plural_vi", models.CharField(max_length=100, verbose_name="Vietnamese heading of the list")),
                ("plural_en", models.CharField(max_length=100, verbose_name="English heading of the list")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
            ],
            options={
                "verbose_name": "kind of portal",
                "verbose_name_plural": "kinds of portal",
                "ordering": ["position", "code"],
            },
        ),
        migrations.CreateModel(
            name="Portal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "code",
                    models.SlugField(
                        help_text="Short and lasting; in account names and files. Example: bennghe.",
                        max_length=60,
                        unique=True,
                        verbose_name="code",
                    ),
                ),
                ("name_vi", models.CharField(max_length=200, verbose_name="Vietnamese name")),
                ("name_en", models.CharField(max_length=200, verbose_name="English name")),
                ("short_name_vi", models.CharField(blank=True, max_length=100, verbose_name="short Vietnamese name")),
                ("short_name_en", models.CharField(blank=True, max_length=100, verbose_name="short English name")),
                (
                    "unit_code",
                    models.CharField(
                        blank=True,
                        help_text="Of the administrative unit; names repeat, this code does not.",
                        max_length=20,
                        verbose_name="statistics code",
                    ),
                ),
                (
                    "governing_body",
                    models.CharField(help_text="Article 6.1", max_length=250, verbose_name="governing body"),
                ),
                (
                    "governing_body_en",
                    models.CharField(blank=True, max_length=250, verbose_name="governing body in English"),
                ),
                (
                    "managing_agency",
                    models.CharField(help_text="Article 6.2", max_length=250, verbose_name="managing agency"),
                ),
                (
                    "managing_agency_en",
                    models.CharField(blank=True, max_length=250, verbose_name="managing agency in English"),
                ),
                (
                    "operating_unit",
                    models.CharField(help_text="Article 6.3", max_length=250, verbose_name="operating unit"),
                ),
                (
                    "operating_unit_en",
                    models.CharField(blank=True, max_length=250, verbose_name="operating unit in English"),
                ),
                (
                    "responsible_person",
                    models.CharField(
                        blank=True,
                        help_text="Name and position, as in the footer.",
                        max_length=250,
                        verbose_name="responsible for content",
                    ),
                ),
                ("spokesperson", models.CharField(blank=True, max_length=250, verbose_name="spokesperson")),
                (
                    "spokesperson_phone",
                    models.CharField(
                        blank=True,
                        help_text="For the press.",
                        max_length=50,
                        verbose_name="telephone of the spokesperson",
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=250, verbose_name="address")),
                ("phone", models.CharField(blank=True, max_length=50, verbose_name="telephone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                (
                    "opening_hours",
                    models.CharField(
                        blank=True,
                        help_text="When citizens are received. For example: Monday to Friday, 07:30–11:30 and 13:00–17:00.",
                        max_length=200,
                        verbose_name="working hours",
                    ),
                ),
                (
                    "opening_hours_en",
                    models.CharField(blank=True, max_length=200, verbose_name="working hours in English"),
                ),
                (
                    "links",
                    models.JSONField(
                        blank=True,
                        default=list,
                        help_text="Where else the agency is found: its Zalo account, for example, or its channel of videos.",
                        verbose_name="links",
                    ),
                ),
                (
                    "also_known_as",
                    models.TextField(
                        blank=True,
                        help_text="One on a line: the former units, quarters and streets by which citizens look for this portal.",
                        max_length=15000,
                        verbose_name="other names",
                    ),
                ),
                ("licence", models.CharField(blank=True, max_length=250, verbose_name="licence")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("preparing", "In preparation"),
                            ("live", "Live"),
                            ("suspended", "Suspended"),
                            ("archived", "Archived"),
                        ],
                        default="preparing",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("opened_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="opened at")),
                (
                    "suspended_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="suspended at"),
                ),
                ("suspended_reason", models.TextField(blank=True, verbose_name="reason of the suspension")),
                ("expected_return", models.DateTimeField(blank=True, null=True, verbose_name="expected return")),
                (
                    "access_revoked",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="While the portal is suspended.",
                        verbose_name="access of the staff revoked",
                    ),
                ),
                (
                    "access_epoch",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="One more each time the portal is closed to its staff.",
                        verbose_name="access epoch",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived at"),
                ),
                (
                    "archive_basis",
                    models.CharField(blank=True, max_length=250, verbose_name="legal basis of the archiving"),
                ),
                (
                    "collection",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to="wagtailcore.collection",
                        verbose_name="collection",
                    ),
                ),
                (
                    "container",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="container page",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="The portal one level up: a ward's district, a district's city.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="portals.portal",
                        verbose_name="belongs to",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portal",
                        to="wagtailcore.site",
                        verbose_name="site",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="portals.portal",
                        verbose_name="successor",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="portals",
                        to="portals.portalkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "portal",
                "verbose_name_plural": "portals",
                "ordering": ["kind__position", "name_vi"],
            },
        ),
        migrations.CreateModel(
            name="Hostname",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("host", models.CharField(max_length=253, verbose_name="host")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: in use.", null=True, verbose_name="valid to"
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostnames",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "hostname",
                "verbose_name_plural": "hostnames",
                "ordering": ["-valid_from"],
                "indexes": [models.Index(fields=["host"], name="portals_hos_host_0e65ce_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("portal",), name="portals_hostname_one_current"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("valid_to", None)), fields=("host",), name="portals_hostname_current_unique"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None), ("valid_to__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="portals_hostname_period",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HostnameRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "profile",
                    models.CharField(
                        choices=[
                            ("regulation", "Decision 05/2024: ward under district"),
                            ("two-tier", "Two-tier government: ward under the city"),
                        ],
                        max_length=20,
                        verbose_name="profile",
                    ),
                ),
                (
                    "pattern",
                    models.CharField(
                        help_text="With {label}, {parent_label} and {base}: {label}.{base}",
                        max_length=100,
                        verbose_name="pattern",
                    ),
                ),
                (
                    "uses_type_word",
                    models.BooleanField(
                        default=False,
                        help_text="phuongsaigon instead of saigon",
                        verbose_name="label keeps the type word",
                    ),
                ),
                ("article", models.CharField(max_length=100, verbose_name="article")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_to",
                    models.DateField(
                        blank=True, help_text="Last day; empty: no end.", null=True, verbose_name="valid to"
                    ),
                ),
                ("source", models.CharField(max_length=250, verbose_name="source")),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="hostname_rules",
                        to="portals.portalkind",
                        verbose_name="kind",
                    ),
                ),
            ],
            options={
                "verbose_name": "hostname rule",
                "verbose_name_plural": "hostname rules",
                "ordering": ["profile", "kind__position", "-valid_from"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "profile", "valid_from"), name="portals_hostnamerule_unique"
                    )
                ],
            },
        ),
    ]
