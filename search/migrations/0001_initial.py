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
                (
                    "moved_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="Empty: no process builds it any more.",
                        null=True,
                        verbose_name="last step at",
                    ),
                ),
            ],
            options={
                "verbose_name": "generation of the index",
                "verbose_name_plural": "generations of the index",
            },
        ),
        migrations.CreateModel(
            name="PendingWrite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("entry_id", models.BigIntegerField(db_index=True, verbose_name="search entry")),
                ("noted_at", models.DateTimeField(auto_now_add=True, db_index=True, verbose_name="noted at")),
                ("is_refused", models.BooleanField(default=False, verbose_name="refused by the search engine")),
            ],
            options={
                "verbose_name": "write for the search engine",
                "verbose_name_plural": "writes for the search engine",
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
                        help_text="Its key, or that of the last event of the question, when the row was written.",
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
                "indexes": [
                    models.Index(fields=["portal", "language"], name="search_entry_scope"),
                    models.Index(fields=["content_hash"], name="search_entry_text"),
                ],
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
        migrations.CreateModel(
            name="NeverSuggested",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("phrase", models.CharField(max_length=150, verbose_name="phrase")),
                (
                    "folded",
                    models.CharField(editable=False, max_length=150, unique=True, verbose_name="phrase without marks"),
                ),
            ],
            options={
                "verbose_name": "phrase never suggested",
                "verbose_name_plural": "phrases never suggested",
                "ordering": ["folded"],
            },
        ),
        migrations.CreateModel(
            name="SearchSynonym",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "phrase",
                    models.CharField(
                        help_text="As people say it: sổ đỏ.", max_length=150, verbose_name="what is typed"
                    ),
                ),
                (
                    "stands_for",
                    models.CharField(
                        help_text="As pages have it, with all marks: giấy chứng nhận quyền sử dụng đất.",
                        max_length=150,
                        verbose_name="what is also searched",
                    ),
                ),
                (
                    "is_mutual",
                    models.BooleanField(
                        default=True,
                        help_text="Whoever types the second finds the first, too.",
                        verbose_name="both ways",
                    ),
                ),
                (
                    "ranks_alike",
                    models.BooleanField(
                        default=False,
                        help_text=(
                            "An abbreviation and its full form: hits rank alike. Otherwise the words that were typed "
                            "come first."
                        ),
                        verbose_name="the same name",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(
                        blank=True,
                        help_text="Last day; empty: without an end.",
                        null=True,
                        verbose_name="valid until",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=250, verbose_name="where it comes from")),
            ],
            options={
                "verbose_name": "synonym of the search",
                "verbose_name_plural": "synonyms of the search",
                "ordering": ["language", "phrase", "stands_for", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("valid_until", None)),
                        fields=("language", "phrase", "stands_for"),
                        name="search_synonym_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None), ("valid_until__gte", models.F("valid_from")), _connector="OR"
                        ),
                        name="search_synonym_forwards",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchVocabulary",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10, unique=True, verbose_name="language")),
                ("counted_at", models.DateTimeField(verbose_name="counted at")),
                ("words", models.JSONField(default=dict, verbose_name="words")),
                ("pairs", models.JSONField(default=dict, verbose_name="pairs of neighbours")),
            ],
            options={
                "verbose_name": "vocabulary of the search",
                "verbose_name_plural": "vocabularies of the search",
            },
        ),
        migrations.CreateModel(
            name="SearchFollower",
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
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("is_of_city", models.BooleanField(default=False, verbose_name="all portals of the city")),
                (
                    "frequency",
                    models.CharField(
                        choices=[("weekly", "Once a week"), ("daily", "Once a day")],
                        default="weekly",
                        max_length=10,
                        verbose_name="frequency",
                    ),
                ),
                (
                    "contact_digest",
                    models.CharField(
                        db_index=True, editable=False, max_length=64, verbose_name="digest of the contact"
                    ),
                ),
                (
                    "secret",
                    models.CharField(editable=False, max_length=64, unique=True, verbose_name="secret of the links"),
                ),
                ("asked_at", models.DateTimeField(verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("told_until", models.DateTimeField(blank=True, null=True, verbose_name="told until")),
                (
                    "claimed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="being mailed since"),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="search_followers",
                        to="portals.portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "follower of a search",
                "verbose_name_plural": "followers of searches",
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sealed", ""), _negated=True), models.Q(("contact_digest", ""), _negated=True)
                        ),
                        name="search_follower_has_address",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("told_until", None)),
                            models.Q(("confirmed_at__isnull", False), ("told_until__isnull", False)),
                            _connector="OR",
                        ),
                        name="search_follower_told_once_confirmed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchBestBet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=10, verbose_name="language"
                    ),
                ),
                (
                    "phrases",
                    models.TextField(
                        help_text="One phrase on a line, as people type it: hộ chiếu. It works inside longer queries, too.",
                        verbose_name="what is typed",
                    ),
                ),
                ("title", models.CharField(max_length=150, verbose_name="title")),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="What one finds or does there.",
                        max_length=250,
                        verbose_name="one sentence on it",
                    ),
                ),
                ("address", models.URLField(blank=True, max_length=500, verbose_name="address outside")),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "valid_until",
                    models.DateField(
                        help_text="Last day. Look through them from time to time: nothing stays first for ever.",
                        verbose_name="valid until",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                        verbose_name="page",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_best_bets",
                        to="portals.portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "best bet of the search",
                "verbose_name_plural": "best bets of the search",
                "ordering": ["portal", "title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("page", None), ("address", ""), _connector="OR"),
                        name="search_best_bet_leads_to_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("valid_until__gte", models.F("valid_from"))),
                        name="search_best_bet_forwards",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reindexing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("started_at", models.DateTimeField(verbose_name="began at")),
                ("moved_at", models.DateTimeField(verbose_name="last step at")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended at")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="done")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="of")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="could not be read")),
                ("error", models.CharField(blank=True, max_length=100, verbose_name="kind of error")),
                (
                    "portal",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all portals of the city.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reindexings",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="started by",
                    ),
                ),
            ],
            options={
                "verbose_name": "making of the search index",
                "verbose_name_plural": "makings of the search index",
                "ordering": ["-started_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ClickCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                ("position", models.PositiveSmallIntegerField(verbose_name="place in the list")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_clicks",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "results that were opened",
                "verbose_name_plural": "results that were opened",
                "constraints": [
                    models.UniqueConstraint(fields=("portal", "day", "position"), name="search_click_once_a_day")
                ],
            },
        ),
        migrations.CreateModel(
            name="QueryCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(db_index=True, verbose_name="day")),
                (
                    "language",
                    models.CharField(
                        choices=[("vi", "Vietnamese"), ("en", "English")], max_length=2, verbose_name="language"
                    ),
                ),
                ("text", models.CharField(max_length=100, verbose_name="words")),
                ("folded", models.CharField(db_index=True, max_length=100, verbose_name="words without marks")),
                ("number", models.PositiveIntegerField(verbose_name="number")),
                (
                    "found",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="On all portals when it was last looked; empty: not yet.",
                        null=True,
                        verbose_name="results",
                    ),
                ),
                (
                    "portal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted_queries",
                        to="portals.portal",
                        verbose_name="portal",
                    ),
                ),
            ],
            options={
                "verbose_name": "words that were searched for",
                "verbose_name_plural": "words that were searched for",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("portal", "day", "language", "text"), name="search_query_once_a_day"
                    )
                ],
            },
        ),
    ]
