import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import audit.private_files
from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("portals", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ArchivePackage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="year of publication")),
                ("asked_at", models.DateTimeField(verbose_name="asked for at")),
                ("reason", models.TextField(max_length=600, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits to be made"),
                            ("ready", "Ready to be downloaded"),
                            ("failed", "Could not be made"),
                            ("lost", "Was not made in time: ask for it again"),
                            ("cleared", "File deleted: its time to be downloaded is over"),
                        ],
                        default="waiting",
                        editable=False,
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="made at")),
                (
                    "file",
                    models.FileField(
                        blank=True,
                        editable=False,
                        max_length=250,
                        storage=audit.private_files.private_storage,
                        upload_to="archive/",
                        verbose_name="file",
                    ),
                ),
                ("size", models.PositiveBigIntegerField(default=0, editable=False, verbose_name="bytes")),
                (
                    "file_hash",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="SHA-256 of the file"),
                ),
                ("versions", models.PositiveIntegerField(default=0, editable=False, verbose_name="versions")),
                ("files", models.PositiveIntegerField(default=0, editable=False, verbose_name="number of files")),
                (
                    "lost",
                    models.JSONField(
                        default=list, editable=False, verbose_name="files that are missing in the storage"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked for by",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="archive_packages",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "archive package",
                "verbose_name_plural": "archive packages",
                "ordering": ["-asked_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="FigureSending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="from")),
                ("last_day", models.DateField(verbose_name="until")),
                ("sent_at", models.DateTimeField(verbose_name="sent at")),
                ("receiver", models.CharField(max_length=100, verbose_name="receiver")),
                ("row_count", models.PositiveIntegerField(verbose_name="rows")),
                ("sheet_hash", models.CharField(max_length=64, verbose_name="SHA-256 of the sheet")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Taken by the receiver"),
                            ("failed", "Not taken"),
                            ("downloaded", "Downloaded by a person"),
                        ],
                        max_length=12,
                        verbose_name="result",
                    ),
                ),
                ("result", models.CharField(blank=True, max_length=300, verbose_name="what the receiver said")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all portals.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figure_sendings",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the daily run, or a command of the operator on the server.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "sheet of figures that was sent",
                "verbose_name_plural": "sheets of figures that were sent",
                "ordering": ["-sent_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="IncomingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.SlugField(help_text="From which it came.", verbose_name="system")),
                ("external_id", models.CharField(max_length=200, verbose_name="key there")),
                ("title", models.CharField(max_length=255, verbose_name="title there")),
                ("url", models.URLField(blank=True, max_length=500, verbose_name="address there")),
                (
                    "content_hash",
                    models.CharField(
                        help_text="As it was last seen there.", max_length=64, verbose_name="hash of the content"
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Of a page of a former portal: it counts as published since then once it is public here.",
                        null=True,
                        verbose_name="first published there at",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received at")),
                (
                    "changed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="When it was first seen to say something else.",
                        null=True,
                        verbose_name="changed there",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="incoming_items",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_items",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="received by",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of another system",
                "verbose_name_plural": "items of other systems",
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("portal", "source", "external_id"), name="exchange_incoming_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ItemSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(
                        help_text="As readers are told of it. Official sources only.",
                        max_length=250,
                        verbose_name="source agency",
                    ),
                ),
                (
                    "url",
                    models.URLField(
                        help_text="Of an RSS or Atom feed, or of a list in our JSON.",
                        max_length=500,
                        verbose_name="address",
                    ),
                ),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="last read")),
                ("problem", models.TextField(blank=True, verbose_name="problem")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="item_sources",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="section",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="set by",
                    ),
                ),
            ],
            options={
                "verbose_name": "source of items",
                "verbose_name_plural": "sources of items",
                "ordering": ["portal", "name", "pk"],
                "constraints": [models.UniqueConstraint(fields=("portal", "url"), name="exchange_source_once")],
            },
        ),
        migrations.CreateModel(
            name="PortalUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(verbose_name="day")),
                ("page_views", models.PositiveIntegerField(verbose_name="page views")),
                ("searches", models.PositiveIntegerField(verbose_name="searches")),
                (
                    "minutes_up",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes in which pages were answered"),
                ),
                (
                    "minutes_down",
                    models.PositiveSmallIntegerField(default=0, verbose_name="minutes in which all pages were in vain"),
                ),
                ("counted_at", models.DateTimeField(verbose_name="counted at")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days_of_use",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "use of a portal on a day",
                "verbose_name_plural": "use of portals by day",
                "ordering": ["day", "portal"],
                "constraints": [models.UniqueConstraint(fields=("portal", "day"), name="exchange_portal_use_day")],
            },
        ),
        migrations.CreateModel(
            name="FeedEntry",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        db_constraint=False,
                        help_text="It may have been deleted since.",
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="feed_entry",
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                ("kind", models.SlugField(db_index=False, max_length=30, verbose_name="kind of item")),
                ("published_at", models.DateTimeField(verbose_name="first published")),
                ("changed_at", models.DateTimeField(verbose_name="last changed")),
                ("is_public", models.BooleanField(verbose_name="public")),
                ("url_path", models.TextField(verbose_name="place in the addresses of the portal")),
                (
                    "withdrawn_as",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("error", "Error in fact"),
                            ("personal_data", "Personal data"),
                            ("state_secret", "State secret"),
                            ("copyright", "Copyright"),
                            ("law", "Against the law"),
                            ("superseded", "No longer valid"),
                            ("other", "Other reason"),
                        ],
                        help_text="Of a page that was withdrawn and then deleted: its withdrawal does not name it any more.",
                        max_length=20,
                        verbose_name="class of the reason",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feed_entries",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the change feed",
                "verbose_name_plural": "entries of the change feed",
                "indexes": [
                    models.Index(fields=["changed_at", "page"], name="exchange_told_change"),
                    models.Index(fields=["portal", "changed_at", "page"], name="exchange_told_portal_change"),
                    models.Index(fields=["published_at", "page"], name="exchange_feed_entry"),
                    models.Index(fields=["portal", "published_at", "page"], name="exchange_told_portal_item"),
                    models.Index(fields=["kind", "published_at", "page"], name="exchange_told_kind_item"),
                ],
            },
        ),
    ]
