"""The index holds questions beside pages: its rows get a key of their own. They are made anew, not moved:
`manage.py rebuild_search_index` writes them, and `doctor` says that it has to be run."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# As in 0002; the words of the former rows are under keys of pages.
WORDS = {
    "sqlite": ["DELETE FROM search_fulltext"],
    "postgresql": [
        """ALTER TABLE search_searchentry
            ADD COLUMN title_words tsvector NOT NULL DEFAULT '',
            ADD COLUMN words tsvector NOT NULL DEFAULT ''
        """,
        "CREATE INDEX search_entry_title_words ON search_searchentry USING gin (title_words) WITH (fastupdate = off)",
        "CREATE INDEX search_entry_words ON search_searchentry USING gin (words) WITH (fastupdate = off)",
        "ALTER TABLE search_searchentry SET (toast_tuple_target = 256)",
    ],
}


def make_room_for_words(apps, schema_editor):
    for statement in WORDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("portals", "0002_kinds_and_hostname_rules"),
        ("wagtailcore", "0098_apitoken"),
        ("qa", "0015_names_of_units"),
        ("search", "0002_full_text"),
    ]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make_room_for_words),
        migrations.DeleteModel(name="SearchEntry"),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "page",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "question",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entry",
                        to="qa.question",
                        verbose_name="question",
                    ),
                ),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                ("kind", models.CharField(max_length=150, verbose_name="kind of page")),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("lead", models.TextField(blank=True, verbose_name="lead")),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("source_agency", models.CharField(blank=True, max_length=250, verbose_name="source agency")),
                ("published_at", models.DateTimeField(null=True, verbose_name="published at")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="search_entries", to="portals.portal"
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
                    )
                ],
            },
        ),
        migrations.RunPython(make_room_for_words, migrations.RunPython.noop),
    ]
