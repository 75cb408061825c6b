import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from accounts.migration_support import InitialMigration


class Migration(InitialMigration):
    dependencies = [
        ("portals", "0001_initial"),
        ("qa", "0001_initial"),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="IndexGeneration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True, verbose_name="number")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("building", "Being built"),
                            ("serving", "Answers queries"),
                            ("former", "Answered before"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun at")),
                ("served_from", models.DateTimeField(blank=True, null=True, verbose_name="answers since")),
            ],
            options={
                "verbose_name": "generation of the index",
                "verbose_name_plural": "generations of the index",
            },
        ),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("generation", models.PositiveIntegerField(default=1, verbose_name="generation")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("kind", models.CharField(max_length=150, verbose_name="kind of page")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("source_agency", models.CharField(blank=True, max_length=250, verbose_name="source agency")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "revision",
                    models.PositiveBigIntegerField(
                        blank=True,
                        help_text="Its key when the row was written.",
                        null=True,
                        verbose_name="version that is public",
                    ),
                ),
                ("topics", models.TextField(blank=True, verbose_name="topics")),
                ("category", models.CharField(blank=True, max_length=50, verbose_name="category of information")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("document_type", models.CharField(blank=True, max_length=50, verbose_name="type of document")),
                ("issuer", models.CharField(blank=True, max_length=250, verbose_name="issued by")),
                ("state", models.CharField(blank=True, max_length=20, verbose_name="state")),
                ("in_force_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("in_force_until", models.DateField(blank=True, null=True, verbose_name="in force until")),
                ("weight", models.PositiveSmallIntegerField(default=0, verbose_name="weight of the kind")),
                (
                    "content_hash",
                    models.CharField(
                        help_text="Equal where title, lead and text are.",
                        max_length=32,
                        verbose_name="hash of the text",
                    ),
                ),
                (
                    "documents",
                    models.JSONField(
                        default=list, help_text="Keys of the documents that the page offers.", verbose_name="files"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entries", to="portals.portal"
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "search entry",
                "verbose_name_plural": "search entries",
                "indexes": [models.Index(fields=["portal", "language"], name="search_entry_scope")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("page__isnull", False), ("question", None)),
                            models.Q(("page", None), ("question__isnull", False)),
                            _connector="OR",
                        ),
                        name="search_entry_of_one",
                    ),
                    models.UniqueConstraint(fields=("page", "generation"), name="search_entry_of_page"),
                    models.UniqueConstraint(fields=("question", "generation"), name="search_entry_of_question"),
                ],
            },
        ),
    ]
